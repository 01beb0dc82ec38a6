using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class LowerTailMeanTests()
    : StrategyLawTests(
        AggregationStrategies.LowerTailMean(0.2),
        AggregationStrategies.LowerTailMean(0.001),
        AggregationStrategies.LowerTailMean(1))
{
    [Theory]
    [InlineData(0.25, 0.424)] // worked_examples.json, journey_one_bad, divided by 10
    [InlineData(0.4, 0.61)]
    [InlineData(0.2, 0.3)]
    [InlineData(1e-9, 0.3)]
    [InlineData(1, 0.82)]
    public void Aggregate_is_the_mean_of_the_worst_share(double share, double expected) =>
        Assert.Equal(expected, AggregationStrategies.LowerTailMean(share).Aggregate([0.95, 0.92, 0.97, 0.3, 0.96], [0.2, 0.2, 0.2, 0.2, 0.2]), 1e-15);

    [Fact]
    public void Aggregate_takes_the_share_of_the_weight() => // the worst half is all of 0.2 and a third of 0.8
        Assert.Equal(((0.375 * 0.2) + (0.125 * 0.8)) / 0.5, AggregationStrategies.LowerTailMean(0.5).Aggregate([0.8, 0.2, 1], [0.375, 0.375, 0.25]), 1e-16);

    [Theory]
    [InlineData(0)]
    [InlineData(1.001)]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Share_outside_its_range_is_refused(double share) => Assert.StartsWith(
        FormattableString.Invariant($"The share was {share}; allowed is above 0 to 1. ("),
        Assert.Throws<ArgumentOutOfRangeException>(nameof(share), () => AggregationStrategies.LowerTailMean(share)).Message,
        StringComparison.Ordinal);
}
