using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class GiniMeanTests() : StrategyLawTests(AggregationStrategies.GiniMean)
{
    [Theory]
    [InlineData(new[] { 0.95, 0.92, 0.97, 0.3, 0.96 }, 0.7096)] // worked_examples.json, journey_one_bad
    [InlineData(new[] { 0.2, 0.4, 0.6, 0.8, 1.0 }, 0.44)] // mean .6, Gini 4/15: .6 × 11/15
    [InlineData(new[] { 0.0, 1.0 }, 0.25)]
    public void Aggregate_is_the_mean_times_one_less_gini(double[] scores, double expected) =>
        Assert.Equal(expected, AggregationStrategies.GiniMean.Aggregate(scores, [.. scores.Select(_ => 1.0 / scores.Length)]), 1e-15);

    [Fact]
    public void Aggregate_weights_the_mean_difference() => // M = .75, ½ Σ wᵢwⱼ|xᵢ - xⱼ| = ¼ × ¾
        Assert.Equal(0.75 - 0.1875, AggregationStrategies.GiniMean.Aggregate([1, 0], [0.75, 0.25]));
}
