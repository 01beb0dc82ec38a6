using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class MazziottaParetoTests() : StrategyLawTests(AggregationStrategies.MazziottaPareto)
{
    [Theory]
    [InlineData(new[] { 0.9, 0.2, 0.2, 0.2 }, 0.13)] // worked_examples.json, mpi_nonmono_a and _b, divided by 10
    [InlineData(new[] { 1, 0.2, 0.2, 0.2 }, 0.1)]
    [InlineData(new[] { 0.9, 1.0, 1.1 }, 0.9933333333333333)] // mpi_hand, divided by 100
    [InlineData(new[] { 1.0, 0, 0, 0 }, 0)] // 1/4 - 3/4, clamped
    [InlineData(new[] { 0.0, 0 }, 0)]
    public void Aggregate_is_the_mean_less_variance_over_mean(double[] scores, double expected) =>
        Assert.Equal(expected, AggregationStrategies.MazziottaPareto.Aggregate(scores, [.. scores.Select(_ => 1.0 / scores.Length)]), 2e-16);
}
