using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class MeanMinTests()
    : StrategyLawTests(
        AggregationStrategies.MeanMin(0.5),
        AggregationStrategies.MeanMin(0),
        AggregationStrategies.MeanMin(1),
        AggregationStrategies.MeanMin(0.5, 0.1),
        AggregationStrategies.MeanMin(1, 1e-3),
        AggregationStrategies.MeanMin(0, 0.1))
{
    [Theory]
    [InlineData(0.5, 0, 0.56)] // worked_examples.json, journey_one_bad, divided by 10
    [InlineData(0.5, 0.1, 0.6052359541025254)]
    [InlineData(1, 0, 0.3)]
    [InlineData(0, 0, 0.82)]
    [InlineData(1, 1e300, 0.82)]
    [InlineData(1, 1e-300, 0.3)]
    [InlineData(1, double.MaxValue, 0.82)]
    [InlineData(0.5, 1e-9, 0.5600000005)] // 0.82 - 0.5 (0.52 - 1e-9)
    public void Aggregate_draws_the_mean_towards_the_minimum(double alpha, double beta, double expected) =>
        Assert.Equal(expected, AggregationStrategies.MeanMin(alpha, beta).Aggregate([0.95, 0.92, 0.97, 0.3, 0.96], [0.2, 0.2, 0.2, 0.2, 0.2]), 2e-16);

    [Theory]
    [InlineData(-0.001)]
    [InlineData(1.001)]
    [InlineData(double.NaN)]
    public void Alpha_outside_its_range_is_refused(double alpha) => Assert.StartsWith(
        FormattableString.Invariant($"The alpha was {alpha}; allowed is 0 to 1. ("),
        Assert.Throws<ArgumentOutOfRangeException>(nameof(alpha), () => AggregationStrategies.MeanMin(alpha)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(-1e-9)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void Beta_outside_its_range_is_refused(double beta) => Assert.StartsWith(
        FormattableString.Invariant($"The beta was {beta}; allowed is a finite number from 0. ("),
        Assert.Throws<ArgumentOutOfRangeException>(nameof(beta), () => AggregationStrategies.MeanMin(0.5, beta)).Message,
        StringComparison.Ordinal);
}
