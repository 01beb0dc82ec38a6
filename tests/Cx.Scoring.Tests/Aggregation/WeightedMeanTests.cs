using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class WeightedMeanTests() : StrategyLawTests(AggregationStrategies.WeightedMean)
{
    [Theory]
    [InlineData(new[] { 0.95, 0.92, 0.97, 0.3, 0.96 }, new[] { 0.2, 0.2, 0.2, 0.2, 0.2 }, 0.82)] // worked_examples.json, journey_one_bad
    [InlineData(new[] { 1.0, 0.5, 0.0 }, new[] { 0.5, 0.25, 0.25 }, 0.625)]
    [InlineData(new[] { 0.3 }, new[] { 1.0 }, 0.3)]
    public void Aggregate_is_the_mean(double[] scores, double[] weights, double expected) =>
        Assert.Equal(expected, AggregationStrategies.WeightedMean.Aggregate(scores, weights), 1e-15);

    [Fact]
    public void Aggregate_of_ten_thousand_equal_scores_is_that_score()
    {
        var scores = Enumerable.Repeat(0.7, 10_000).ToArray();
        var weights = Enumerable.Repeat(1e-4, 10_000).ToArray();
        Assert.Equal(0.7, AggregationStrategies.WeightedMean.Aggregate(scores, weights));
    }

    [Fact]
    public void Aggregate_of_ten_thousand_scores_has_the_rounding_of_one()
    {
        // i/10,000 for i = 1..10,000 has the mean 10,001/20,000; a plain sum is off by 1e-14 and more.
        double[] scores = [.. Enumerable.Range(1, 10_000).Select(i => i / 10_000.0)];
        var weights = Enumerable.Repeat(1e-4, 10_000).ToArray();
        Assert.Equal(0.50005, AggregationStrategies.WeightedMean.Aggregate(scores, weights), 2e-16);
    }
}
