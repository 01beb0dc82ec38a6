using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class GateTests()
    : StrategyLawTests(
        AggregationStrategies.Gate(AggregationStrategies.WeightedMean, 0.3, 0.5),
        AggregationStrategies.Gate(AggregationStrategies.WeightedMean, 0.5, 0.3),
        AggregationStrategies.Gate(AggregationStrategies.WeightedMean, 0, 0.3),
        AggregationStrategies.Gate(AggregationStrategies.MazziottaPareto, 0.5, 1),
        AggregationStrategies.Gate(AggregationStrategies.Recency(0.5), 0.3, 0.5))
{
    [Theory]
    [InlineData(0.29, 0.5)]
    [InlineData(0.3, 0.65)]
    public void Aggregate_is_capped_below_the_threshold(double worst, double expected) =>
        Assert.Equal(expected, AggregationStrategies.Gate(AggregationStrategies.WeightedMean, 0.3, 0.5).Aggregate([worst, 1], [0.5, 0.5]));

    [Fact]
    public void Aggregate_below_the_cap_is_not_raised_to_it() =>
        Assert.Equal(0.1, AggregationStrategies.Gate(AggregationStrategies.WeightedMean, 0.3, 0.5).Aggregate([0.1, 0.1], [0.5, 0.5]));

    [Theory]
    [InlineData(0.1, 1, 0.5)] // the required one trips it
    [InlineData(1, 0.1, 0.55)] // the other does not
    public void In_a_model_it_watches_the_required_touchpoints(double required, double other, double expected)
    {
        var model = CoffeeBar.Flat(AggregationStrategies.Gate(AggregationStrategies.WeightedMean, 0.3, 0.5)) with
        {
            Steps = [new Touchpoint("other", Scale.YesNo), new Touchpoint("required", Scale.YesNo) { Required = true }],
        };
        var scorer = new JourneyScorer(model);
        Assert.Equal(expected, scorer.Score(new("j", ("other", other), ("required", required))).Value);
        Assert.Equal(expected, scorer.Score(new("j", ("required", required), ("other", other))).Value);
    }

    [Fact]
    public void Bound_to_required_touchpoints_it_depends_on_their_places()
    {
        var bound = ((IBindsToSteps)AggregationStrategies.Gate(AggregationStrategies.WeightedMean, 0.3, 0.5)).Bind([true, false]);
        Assert.Equal([Law.Idempotent, Law.Monotone, Law.Internal], ((IDeclaresLaws)bound).Laws.Select(declared => declared.Law));
        Assert.Null(((IMergeableStrategy)bound).State);
    }

    [Fact]
    public void In_a_model_without_required_touchpoints_it_watches_all()
    {
        var scorer = new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.Gate(AggregationStrategies.WeightedMean, 0.3, 0.5), 1, 1));
        Assert.Equal(0.5, scorer.Score(new("j", ("a", 0.1), ("b", 1))).Value);
    }

    [Theory]
    [InlineData("choquet(0, 0.3, 0.3, 1)")]
    [InlineData("consistency-deviation(0.9)")]
    [InlineData("gate(weighted-mean, 0.5, 0.4)")]
    public void An_inner_strategy_that_looks_at_its_steps_is_refused(string inner) => Assert.StartsWith(
        $"Strategy '{inner}' looks at the steps that it aggregates or at their weights, which a gate hides from its model; choose another.",
        Assert.Throws<ArgumentException>(nameof(inner), () => AggregationStrategies.Gate(AggregationStrategies.Parse(inner), 0.5, 0.4)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void An_absent_touchpoint_does_not_trip_it()
    {
        var model = CoffeeBar.Flat(AggregationStrategies.Gate(AggregationStrategies.WeightedMean, 0.3, 0.5), 1, 1) with { MissingScores = MissingScores.Skip };
        Assert.Equal(1, new JourneyScorer(model).Score(new("j", ("a", 1))).Value);
    }

    [Theory]
    [InlineData(-0.001)]
    [InlineData(1.001)]
    [InlineData(double.NaN)]
    public void Threshold_outside_its_range_is_refused(double threshold) => Assert.StartsWith(
        FormattableString.Invariant($"The threshold was {threshold}; allowed is 0 to 1. ("),
        Assert.Throws<ArgumentOutOfRangeException>(nameof(threshold), () => AggregationStrategies.Gate(AggregationStrategies.WeakestLink, threshold, 0.5)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(-0.001)]
    [InlineData(1.001)]
    [InlineData(double.NaN)]
    public void Cap_outside_its_range_is_refused(double cap) => Assert.StartsWith(
        FormattableString.Invariant($"The cap was {cap}; allowed is 0 to 1. ("),
        Assert.Throws<ArgumentOutOfRangeException>(nameof(cap), () => AggregationStrategies.Gate(AggregationStrategies.WeakestLink, 0.5, cap)).Message,
        StringComparison.Ordinal);
}
