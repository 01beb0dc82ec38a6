using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class SoftMinimumTests()
    : StrategyLawTests(
        AggregationStrategies.SoftMinimum(5),
        AggregationStrategies.SoftMinimum(1e-4),
        AggregationStrategies.SoftMinimum(1000))
{
    [Theory]
    [InlineData(10, 0.4603332439057243)] // worked_examples.json, journey_one_bad: sharpness 1 on 0..10
    [InlineData(1e-12, 0.82)]
    [InlineData(1e6, 0.3000016094379124)] // the minimum and ln 5 / 1e6
    [InlineData(double.MaxValue, 0.3)]
    public void Aggregate_lies_between_the_minimum_and_the_mean(double sharpness, double expected) =>
        Assert.Equal(expected, AggregationStrategies.SoftMinimum(sharpness).Aggregate([0.95, 0.92, 0.97, 0.3, 0.96], [0.2, 0.2, 0.2, 0.2, 0.2]), 1e-13);

    [Fact]
    public void Aggregate_has_its_weights_inside() =>
        Assert.Equal(-Math.Log((0.75 * Math.Exp(-2)) + 0.25) / 2, AggregationStrategies.SoftMinimum(2).Aggregate([1, 0], [0.75, 0.25]), 1e-15);

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void Sharpness_outside_its_range_is_refused(double sharpness) => Assert.StartsWith(
        FormattableString.Invariant($"The sharpness was {sharpness}; allowed is a finite number above 0. ("),
        Assert.Throws<ArgumentOutOfRangeException>(nameof(sharpness), () => AggregationStrategies.SoftMinimum(sharpness)).Message,
        StringComparison.Ordinal);
}
