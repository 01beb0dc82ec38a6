using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class RecencyTests()
    : StrategyLawTests(
        AggregationStrategies.Recency(0.8),
        AggregationStrategies.Recency(1e-3),
        AggregationStrategies.Recency(1))
{
    [Fact]
    public void Aggregate_counts_each_step_back_less() => // weights 1/4, 1/2, 1
        Assert.Equal(((0.25 * 1) + (0.5 * 0) + (1 * 0.5)) / 1.75, AggregationStrategies.Recency(0.5).Aggregate([1, 0, 0.5], [1.0 / 3, 1.0 / 3, 1.0 / 3]), 1e-16);

    [Fact]
    public void Aggregate_multiplies_weight_and_decay() => // weights .75 × .5 and .25
        Assert.Equal(0.375 / 0.625, AggregationStrategies.Recency(0.5).Aggregate([1, 0], [0.75, 0.25]), 1e-16);

    [Theory]
    [InlineData(0)]
    [InlineData(-0.5)]
    [InlineData(1.001)]
    [InlineData(double.NaN)]
    public void Decay_outside_its_range_is_refused(double decay) => Assert.StartsWith(
        FormattableString.Invariant($"The decay was {decay}; allowed is above 0 to 1. ("),
        Assert.Throws<ArgumentOutOfRangeException>(nameof(decay), () => AggregationStrategies.Recency(decay)).Message,
        StringComparison.Ordinal);
}
