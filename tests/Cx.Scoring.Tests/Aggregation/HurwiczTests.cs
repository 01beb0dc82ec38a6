using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class HurwiczTests()
    : StrategyLawTests(
        AggregationStrategies.Hurwicz(0.4),
        AggregationStrategies.Hurwicz(0),
        AggregationStrategies.Hurwicz(1))
{
    [Theory]
    [InlineData(0.4, 0.66)]
    [InlineData(1, 0.3)]
    [InlineData(0, 0.9)]
    public void Aggregate_mixes_minimum_and_maximum(double share, double expected) =>
        Assert.Equal(expected, AggregationStrategies.Hurwicz(share).Aggregate([0.5, 0.9, 0.3], [0.5, 0.25, 0.25]), 1e-16);

    [Theory]
    [InlineData(-0.001)]
    [InlineData(1.001)]
    [InlineData(double.NaN)]
    public void Share_outside_its_range_is_refused(double share) => Assert.StartsWith(
        FormattableString.Invariant($"The share was {share}; allowed is 0 to 1. ("),
        Assert.Throws<ArgumentOutOfRangeException>(nameof(share), () => AggregationStrategies.Hurwicz(share)).Message,
        StringComparison.Ordinal);
}
