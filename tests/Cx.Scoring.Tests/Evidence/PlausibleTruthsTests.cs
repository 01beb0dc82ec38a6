using Cx.Scoring.Aggregation;
using Cx.Scoring.Evidence;
using Cx.Scoring.Evidence.Distributions;

namespace Cx.Scoring.Tests.Evidence;

/// <summary>Intervals where touchpoints may tie, against normal theory; CoverageTests has how often they hold.</summary>
public sealed class PlausibleTruthsTests
{
    private const int Answers = 400;

    // The standard error of a share of one half.
    private static readonly double Error = Math.Sqrt(0.25 / Answers);

    [Theory]
    [InlineData(2, -0.5642)]
    [InlineData(10, -1.5388)]
    public void Weakest_link_of_equals_may_be_as_good_as_the_least_of_so_many_errors_lets_it_seem(int touchpoints, double expectedLeast)
    {
        var evidence = Of(AggregationStrategies.WeakestLink, [.. Enumerable.Repeat(0.5, touchpoints)]);

        // The least of n errors lies below -z with 1 - Φ(z)ⁿ; and if one alone is the weakest, its error is its own. Expected order statistics: Teichroew 1956.
        var upper = Normal.Quantile(Math.Pow(0.975, 1.0 / touchpoints));
        Assert.Equal(0.5 + (upper * Error), evidence.Interval!.Value.High, 0.1 * Error);
        Assert.Equal(0.5 - (1.96 * Error), evidence.Interval.Value.Low, 0.1 * Error);
        Assert.Equal(expectedLeast * Error, evidence.BiasAtTies!.Value, 0.05 * Error);
        Assert.Equal(evidence.Bias!.Value, evidence.BiasAtTies.Value, 0.05 * Error);
    }

    [Fact]
    public void Those_that_may_tie_are_taken_to()
    {
        // One error apart, ten may tie, and the bias is greater than it seems; twelve errors apart they cannot.
        var near = Of(AggregationStrategies.WeakestLink, [0.5, .. Enumerable.Repeat(0.5 + Error, 9)]);
        Assert.Equal(-1.5388 * Error, near.BiasAtTies!.Value, 0.1 * Error);
        Assert.InRange(near.Bias!.Value / Error, -1.0, -0.6);
        Assert.Equal(0.5 + (2.8 * Error), near.Interval!.Value.High, 0.15 * Error);
        var far = Of(AggregationStrategies.WeakestLink, [0.3, .. Enumerable.Repeat(0.3 + (12 * Error), 9)]);
        Assert.Equal((far.Bias, Corrected(AggregationStrategies.WeakestLink, [0.3, .. Enumerable.Repeat(0.3 + (12 * Error), 9)]).Interval), (far.BiasAtTies, far.Interval));
    }

    [Fact]
    public void The_weakest_may_be_another_whose_error_is_greater()
    {
        // b has a quarter of the answers of the others, and so twice the error; it is hardly better, and may be the weakest by itself.
        Journey cohort = new("j", Enumerable.Range(0, Answers).SelectMany(i => (MicroExperience[])[new("a", i % 2), new("c", i % 2)])
            .Concat(Enumerable.Range(0, Answers / 4).Select(i => new MicroExperience("b", i < 51 ? 1 : 0))));
        var interval = new Bootstrap(new(CoffeeBar.Flat(AggregationStrategies.WeakestLink, 1, 1, 1))) { Resamples = 20_000 }.Of(cohort).Interval!.Value;
        Assert.Equal(0.5 - (1.96 * 2 * Error), interval.Low, 0.1 * Error);
    }

    [Fact]
    public void The_best_may_tie_beside_a_worst_that_stands_alone()
    {
        // Half of an error and half of the greatest of nine lie above 1.8994 with 2.5 %, by integration. Two errors are between the nine, and as much below them.
        var evidence = Of(AggregationStrategies.Hurwicz(0.5), [0.5, .. Enumerable.Range(0, 9).Select(i => 0.55 + (i * Error / 4))]);
        Assert.Equal(evidence.Score.Value!.Value - (1.8994 * Error), evidence.Interval!.Value.Low, 0.1 * Error);
    }

    [Fact]
    public void The_best_of_equals_is_the_weakest_in_a_mirror()
    {
        var least = Of(AggregationStrategies.WeakestLink, 0.5, 0.5, 0.5).Interval!.Value;
        var greatest = Of(AggregationStrategies.Hurwicz(0), 0.5, 0.5, 0.5).Interval!.Value;
        Assert.Equal(1 - least.High, greatest.Low, 0.1 * Error);
        Assert.Equal(1 - least.Low, greatest.High, 0.1 * Error);
    }

    [Fact]
    public void Stages_tie_as_touchpoints_do()
    {
        // Two stages of two touchpoints each, whose means are equal though no two touchpoints are: the error of each is √(0.21/n)/√2.
        var scorer = new JourneyScorer(new("stages")
        {
            Strategy = AggregationStrategies.WeakestLink,
            Steps =
            [
                new Stage("first", AggregationStrategies.WeightedMean) { Steps = [new Touchpoint("a", Scale.YesNo), new Touchpoint("b", Scale.YesNo)] },
                new Stage("second", AggregationStrategies.WeightedMean) { Steps = [new Touchpoint("c", Scale.YesNo), new Touchpoint("d", Scale.YesNo)] },
            ],
        });
        var error = Math.Sqrt(((0.3 * 0.7) + (0.7 * 0.3)) / Answers) / 2;
        var tied = Of(scorer, 0.3, 0.7, 0.7, 0.3);
        Assert.Equal(-0.5642 * error, tied.BiasAtTies!.Value, 0.05 * error);
        Assert.Equal(0.5 + (Normal.Quantile(Math.Sqrt(0.975)) * error), tied.Interval!.Value.High, 0.1 * error);

        // One and a half errors apart they may tie, and are moved to where they do.
        var near = Of(scorer, 0.3, 0.7, 0.7, 0.3 + (3 * error));
        Assert.Equal(-0.5642 * error, near.BiasAtTies!.Value, 0.07 * error);
        Assert.InRange(near.Bias!.Value / error, -0.3, -0.05);
    }

    [Fact]
    public void A_score_that_does_not_bend_has_the_corrected_interval()
    {
        foreach (var strategy in (IAggregationStrategy[])[AggregationStrategies.WeightedMean, AggregationStrategies.GeometricMean, AggregationStrategies.ConsistencyVariance(0.5), AggregationStrategies.SoftMinimum(2)])
        {
            double[] shares = [0.5, 0.5, 0.52, 0.6];
            var evidence = Of(strategy, shares);
            Assert.Equal((Corrected(strategy, shares).Interval, evidence.Bias), (evidence.Interval, evidence.BiasAtTies));
        }
    }

    [Fact]
    public void A_score_that_bends_where_touchpoints_tie_has_a_wider_interval_there()
    {
        foreach (var strategy in (IAggregationStrategy[])[
            AggregationStrategies.GiniMean, AggregationStrategies.LowerTailMean(0.4), AggregationStrategies.Hurwicz(0.3), AggregationStrategies.MeanMin(0.8, 0),
            AggregationStrategies.ConsistencyDeviation(0.3), AggregationStrategies.SoftMinimum(500)])
        {
            double[] shares = [0.5, 0.5, 0.51, 0.52];
            var (wide, narrow) = (Of(strategy, shares).Interval!.Value, Corrected(strategy, shares).Interval!.Value);
            Assert.True(wide.Low <= narrow.Low && wide.High >= narrow.High && wide.High - wide.Low > 1.02 * (narrow.High - narrow.Low), strategy.Name);
        }
    }

    [Fact]
    public void What_was_not_measured_does_not_tie()
    {
        var scorer = new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeakestLink, 1, 1, 1) with { MissingScores = MissingScores.Skip });
        var evidence = Of(scorer, 0.5, 0.5);
        Assert.Equal(Of(AggregationStrategies.WeakestLink, 0.5, 0.5).BiasAtTies!.Value, evidence.BiasAtTies!.Value, 0.03 * Error);
    }

    [Fact]
    public void Intervals_end_where_scores_do()
    {
        var interval = Of(AggregationStrategies.WeakestLink, 0.995, 0.995, 0.995, 0.995).Interval!.Value;
        Assert.InRange(interval.High, 0.995, 1);
    }

    private static ScoreEvidence Corrected(IAggregationStrategy strategy, params double[] shares) => Of(strategy, IntervalMethod.BiasCorrectedAccelerated, shares);

    private static ScoreEvidence Of(IAggregationStrategy strategy, params double[] shares) => Of(strategy, IntervalMethod.HoldsAtTies, shares);

    private static ScoreEvidence Of(IAggregationStrategy strategy, IntervalMethod method, double[] shares) =>
        Of(new JourneyScorer(CoffeeBar.Flat(strategy, [.. shares.Select(_ => 1.0)])), method, shares);

    private static ScoreEvidence Of(JourneyScorer scorer, params double[] shares) => Of(scorer, IntervalMethod.HoldsAtTies, shares);

    /// <summary>So great a share of yes at each touchpoint.</summary>
    private static ScoreEvidence Of(JourneyScorer scorer, IntervalMethod method, double[] shares) => new Bootstrap(scorer) { Resamples = 20_000, Method = method }.Of(new Journey("j", shares.SelectMany((share, touchpoint) =>
        Enumerable.Range(0, Answers).Select(i => new MicroExperience($"{(char)('a' + touchpoint)}", i < share * Answers ? 1 : 0)))));
}
