using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class ConsistencyVarianceTests()
    : StrategyLawTests(
        AggregationStrategies.ConsistencyVariance(),
        AggregationStrategies.ConsistencyVariance(0.2),
        AggregationStrategies.ConsistencyVariance(0),
        AggregationStrategies.UnguardedConsistencyVariance(0.8),
        AggregationStrategies.UnguardedConsistencyVariance(3))
{
    [Theory]
    [InlineData(new[] { 0.95, 0.92, 0.97, 0.3, 0.96 }, 0.5, 0.82 - (0.5 * 0.26053790511171306 * 0.26053790511171306))] // sd_pop in worked_examples.json
    [InlineData(new[] { 1.0, 0.0 }, 0.5, 0.375)] // 1/2 - 1/2 x 1/4
    [InlineData(new[] { 1.0, 0.0 }, 0.0, 0.5)]
    [InlineData(new[] { 0.6 }, 0.5, 0.6)]
    public void Aggregate_is_the_mean_less_the_penalty(double[] scores, double penalty, double expected) => Assert.Equal(
        expected, AggregationStrategies.ConsistencyVariance(penalty).Aggregate(scores, [.. scores.Select(_ => 1.0 / scores.Length)]), 1e-15);

    [Fact]
    public void Aggregate_weights_the_variance()
    {
        // M = 0.25, S² = 3/4 (1/4)² + 1/4 (3/4)² = 3/16.
        Assert.Equal(0.25 - (0.5 * 3 / 16), AggregationStrategies.ConsistencyVariance().Aggregate([0, 1], [0.75, 0.25]));
    }

    [Fact]
    public void A_penalty_of_one_never_leaves_the_scores_by_a_single_bit() => // M rounds to the least score, and S² = 2.7e-17 × 9/16 would carry it below
        Assert.Equal(0.25, AggregationStrategies.UnguardedConsistencyVariance(1).Aggregate([0.25, 1], [1, 2.7e-17]));

    [Fact]
    public void Expected_score_has_no_closed_form_where_zero_holds_the_score() =>
        Assert.Null(((IKnowsExpectedScore)AggregationStrategies.UnguardedConsistencyVariance(1.001)).ExpectedScore(2));

    [Fact]
    public void Penalty_is_one_half_unless_given() => Assert.Equal("consistency-variance(0.5)", AggregationStrategies.ConsistencyVariance().Name);

    [Theory]
    [InlineData(0)]
    [InlineData(0.5)]
    public void Penalty_at_its_ends_is_allowed(double penalty) =>
        Assert.Equal(FormattableString.Invariant($"consistency-variance({penalty})"), AggregationStrategies.ConsistencyVariance(penalty).Name);

    [Theory]
    [InlineData(-1e-9)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void Penalty_that_is_no_penalty_is_refused(double penalty)
    {
        var refused = Assert.Throws<ArgumentOutOfRangeException>(nameof(penalty), () => AggregationStrategies.ConsistencyVariance(penalty));
        Assert.StartsWith(FormattableString.Invariant($"The penalty was {penalty}; allowed is 0 to 0.5. ("), refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1e-9)]
    [InlineData(double.PositiveInfinity)]
    public void Unguarded_penalty_outside_its_range_is_refused(double penalty) => Assert.StartsWith(
        FormattableString.Invariant($"The penalty was {penalty}; allowed is a finite number from 0. ("),
        Assert.Throws<ArgumentOutOfRangeException>(nameof(penalty), () => AggregationStrategies.UnguardedConsistencyVariance(penalty)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Penalty_that_breaks_monotonicity_is_refused_with_a_counterexample()
    {
        var refused = Assert.Throws<ArgumentOutOfRangeException>("penalty", () => AggregationStrategies.ConsistencyVariance(2));
        Assert.StartsWith(
            "The penalty was 2; allowed is 0 to 0.5. Above, a better touchpoint can lower the score: with weights 0.375 and 0.625, "
            + "the scores 0.7 and 0 give 0.032813, 1 and 0 give -0.09375. AggregationStrategies.UnguardedConsistencyVariance takes it all the same.",
            refused.Message,
            StringComparison.Ordinal);

        // The numbers of the message, by hand: M - 2 S² with M = 0.375 x and S² = 0.375 × 0.625 x².
        Assert.Equal(0.0328125, (0.375 * 0.7) - (2 * 0.375 * 0.625 * 0.49), 1e-15);
        Assert.Equal(-0.09375, 0.375 - (2 * 0.375 * 0.625));
    }
}
