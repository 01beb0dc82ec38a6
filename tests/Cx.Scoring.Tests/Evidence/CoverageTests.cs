using System.Globalization;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Evidence;
using Xunit.Abstractions;

namespace Cx.Scoring.Tests.Evidence;

/// <summary>Intervals against a known truth: in how many of many cohorts they hold it. docs/evidence.md has the figures.</summary>
public sealed class CoverageTests(ITestOutputHelper output)
{
#if DEBUG
    private const int Cohorts = 400; // unoptimised
#else
    private const int Cohorts = 2000;
#endif
    private const int Resamples = 1000;

    // How likely one to five stars are at each touchpoint.
    private static readonly double[][] Stars = [[0.05, 0.1, 0.2, 0.4, 0.25], [0.3, 0.2, 0.2, 0.2, 0.1], [0.02, 0.03, 0.15, 0.3, 0.5], [0.1, 0.2, 0.3, 0.2, 0.2]];
    private static readonly double[] NearlyThat = [0.25, 0.2, 0.2, 0.2, 0.15];
    private static readonly double[] Weights = [1, 2, 3, 1];

    [Theory]
    [InlineData(50, IntervalMethod.HoldsAtTies)]
    [InlineData(50, IntervalMethod.Percentile)]
    [InlineData(500, IntervalMethod.HoldsAtTies)]
    [InlineData(500, IntervalMethod.Percentile)]
    public void Intervals_of_a_weighted_mean_hold_the_truth_as_often_as_they_say(int answers, IntervalMethod method) =>
        Assert.InRange(Coverage(AggregationStrategies.WeightedMean, answers, method, Stars, Cohorts), 0.93, 0.97);

    // Fewer, because there are many touchpoints: the standard error of such a share of 95 % is one point, and the seeds are fixed. docs/evidence.md has the figures of 2,000.
    [Theory]
    [InlineData(2, 50)]
    [InlineData(2, 500)]
    [InlineData(4, 50)]
    [InlineData(4, 500)]
    [InlineData(10, 50)]
    [InlineData(10, 500)]
    public void Intervals_of_a_weakest_link_hold_the_truth_where_touchpoints_tie(int touchpoints, int answers) =>
        Assert.InRange(Coverage(AggregationStrategies.WeakestLink, answers, IntervalMethod.HoldsAtTies, [.. Enumerable.Repeat(Stars[1], touchpoints)], Cohorts / 4), 0.93, 1);

    // The nine others are one standard error better with 50 answers, and three with 500.
    [Theory]
    [InlineData(50)]
    [InlineData(500)]
    public void Intervals_of_a_weakest_link_hold_the_truth_where_touchpoints_nearly_tie(int answers) =>
        Assert.InRange(Coverage(AggregationStrategies.WeakestLink, answers, IntervalMethod.HoldsAtTies, [Stars[1], .. Enumerable.Repeat(NearlyThat, 9)], Cohorts / 4), 0.93, 1);

    [Fact]
    public void Corrected_intervals_of_a_weakest_link_do_not_hold_the_truth_where_touchpoints_tie() =>
        Assert.InRange(Coverage(AggregationStrategies.WeakestLink, 50, IntervalMethod.BiasCorrectedAccelerated, [.. Enumerable.Repeat(Stars[1], 10)], Cohorts / 10), 0, 0.5);

    // The second touchpoint is the weakest by far more than its error at 500 answers, and by less than the noise of four at 50.
    [Theory]
    [InlineData(50, IntervalMethod.HoldsAtTies)]
    [InlineData(50, IntervalMethod.BiasCorrectedAccelerated)]
    [InlineData(500, IntervalMethod.HoldsAtTies)]
    [InlineData(500, IntervalMethod.Percentile)]
    public void Intervals_of_a_clear_weakest_link_hold_the_truth_as_often_as_they_say(int answers, IntervalMethod method) =>
        Assert.InRange(Coverage(AggregationStrategies.WeakestLink, answers, method, Stars, Cohorts), 0.93, 0.97);

    private double Coverage(IAggregationStrategy strategy, int answers, IntervalMethod method, double[][] stars, int cohorts)
    {
        var scorer = new JourneyScorer(new("truth")
        {
            Strategy = strategy,
            Steps = [.. stars.Select((_, i) => new Touchpoint($"{i}", Scale.Stars) { Weight = Weights[i % Weights.Length] })],
        });

        // Whole hundredths: cohorts have few scores, of which some are the truth to the last bit and ends of intervals.
        var truth = scorer.ScoreValue(new Journey("truth", stars.SelectMany((chances, i) => chances.Select((chance, star) => new MicroExperience($"{i}", star + 1) { Weight = Math.Round(100 * chance) }))));
        var random = new Random(1);
        var held = Enumerable.Range(0, cohorts).Count(cohort =>
        {
            var journey = new Journey("j", stars.SelectMany((chances, i) => Enumerable.Range(0, answers).Select(_ => new MicroExperience($"{i}", Star(chances, random.NextDouble())))));
            return new Bootstrap(scorer) { Resamples = Resamples, Method = method, Seed = (ulong)cohort }.Of(journey).Interval!.Value.Contains(truth);
        });
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{strategy.Name}, {stars.Length} touchpoints of {answers} answers, {method}: {100.0 * held / cohorts:0.0} % of {cohorts}"));
        return (double)held / cohorts;
    }

    private static double Star(double[] chances, double left)
    {
        var star = 0;
        while (left >= chances[star] && star < chances.Length - 1)
        {
            left -= chances[star];
            star++;
        }

        return star + 1;
    }
}
