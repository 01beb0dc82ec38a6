using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class WeakestLinkTests() : StrategyLawTests(AggregationStrategies.WeakestLink)
{
    [Theory]
    [InlineData(new[] { 0.95, 0.92, 0.97, 0.3, 0.96 }, 0.3)] // worked_examples.json, journey_one_bad
    [InlineData(new[] { 0.15, 1, 1 }, 0.15)] // lighthouse plugin, pull request 13: mean .72, minimum .15
    [InlineData(new[] { 0.4 }, 0.4)]
    [InlineData(new[] { 1.0, 1.0 }, 1.0)]
    public void Aggregate_is_the_least_score(double[] scores, double expected) =>
        Assert.Equal(expected, AggregationStrategies.WeakestLink.Aggregate(scores, [.. scores.Select(_ => 1.0 / scores.Length)]));

    [Fact]
    public void Aggregate_does_not_look_at_the_size_of_a_weight() =>
        Assert.Equal(0.2, AggregationStrategies.WeakestLink.Aggregate([0.2, 0.9], [1e-12, 1 - 1e-12]));
}
