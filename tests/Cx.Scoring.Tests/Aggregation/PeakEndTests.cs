using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class PeakEndTests()
    : StrategyLawTests(
        AggregationStrategies.PeakEnd(),
        AggregationStrategies.PeakEnd(0.3, Peak.Best),
        AggregationStrategies.PeakEnd(0.7, Peak.Farthest),
        AggregationStrategies.PeakEnd(1, Peak.Farthest),
        AggregationStrategies.PeakEnd(0),
        AggregationStrategies.PeakEnd(1),
        AggregationStrategies.PeakEnd(1, Peak.Best),
        AggregationStrategies.PeakEnd(0.5, Peak.Farthest, 0),
        AggregationStrategies.PeakEnd(1, Peak.Farthest, 1))
{
    [Theory]
    [InlineData(Peak.Worst, 0.35)] // half of .2, half of the last .5
    [InlineData(Peak.Best, 0.7)]
    [InlineData(Peak.Farthest, 0.7)] // .9 is .4 from neutral, .2 is .3
    public void Aggregate_mixes_the_peak_and_the_end(Peak peak, double expected) =>
        Assert.Equal(expected, AggregationStrategies.PeakEnd(0.5, peak).Aggregate([0.6, 0.9, 0.2, 0.5], [0.25, 0.25, 0.25, 0.25]), 1e-16);

    [Theory]
    [InlineData(0.25, 0.75, 0.25)]
    [InlineData(0.75, 0.25, 0.75)]
    public void Of_two_that_are_as_far_the_first_is_the_peak(double first, double second, double expected) =>
        Assert.Equal(expected, AggregationStrategies.PeakEnd(1, Peak.Farthest).Aggregate([first, 0.5, second], [0.5, 0.25, 0.25]));

    [Fact]
    public void Neutral_decides_what_is_far() =>
        Assert.Equal(0.2, AggregationStrategies.PeakEnd(1, Peak.Farthest, neutral: 0.7).Aggregate([0.2, 0.9], [0.5, 0.5]));

    [Fact]
    public void Neutral_is_no_matter_to_the_worst_and_the_best() =>
        Assert.Equal(AggregationStrategies.PeakEnd(0.5, Peak.Worst, neutral: 0.3), AggregationStrategies.PeakEnd(0.5, Peak.Worst));

    [Fact]
    public void Expected_score_of_the_farthest_is_known_where_neutral_is_in_the_middle()
    {
        Assert.Equal(0.5, ((IKnowsExpectedScore)AggregationStrategies.PeakEnd(0.7, Peak.Farthest)).ExpectedScore(2));
        Assert.Null(((IKnowsExpectedScore)AggregationStrategies.PeakEnd(0.7, Peak.Farthest, neutral: 0.3)).ExpectedScore(2));
    }

    [Fact]
    public void In_a_model_the_end_is_what_was_lived_last()
    {
        var scorer = new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.PeakEnd(), 1, 1, 1));
        Assert.Equal((0.2 + 0.9) / 2, scorer.Score(new("j", ("c", 0.5), ("a", 0.2), ("b", 0.9))).Value!.Value, 1e-16);
    }

    [Fact]
    public void An_unknown_peak_is_refused() => Assert.StartsWith(
        "The peak was 9; allowed are Worst, Best and Farthest.",
        Assert.Throws<ArgumentOutOfRangeException>("peak", () => AggregationStrategies.PeakEnd(0.5, (Peak)9)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(-0.001)]
    [InlineData(1.001)]
    [InlineData(double.NaN)]
    public void Share_outside_its_range_is_refused(double share) => Assert.StartsWith(
        FormattableString.Invariant($"The share was {share}; allowed is 0 to 1. ("),
        Assert.Throws<ArgumentOutOfRangeException>(nameof(share), () => AggregationStrategies.PeakEnd(share)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(-0.001)]
    [InlineData(1.001)]
    [InlineData(double.NaN)]
    public void Neutral_outside_its_range_is_refused(double neutral) => Assert.StartsWith(
        FormattableString.Invariant($"The neutral was {neutral}; allowed is 0 to 1. ("),
        Assert.Throws<ArgumentOutOfRangeException>(nameof(neutral), () => AggregationStrategies.PeakEnd(0.5, Peak.Farthest, neutral)).Message,
        StringComparison.Ordinal);
}
