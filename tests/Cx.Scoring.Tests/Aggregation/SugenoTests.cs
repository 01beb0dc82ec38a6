using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class SugenoTests() : StrategyLawTests(AggregationStrategies.Sugeno(new(3, 0, 0.45, 0.45, 0.5, 0.3, 0.9, 0.9, 1)))
{
    [Theory]
    [InlineData(new[] { 0.9, 0.8, 0.5 }, 0.5)] // max(min(.5, 1), min(.8, .5), min(.9, .45))
    [InlineData(new[] { 0.2, 0.6, 0.8 }, 0.6)] // max(min(.2, 1), min(.6, .9), min(.8, .3))
    public void Aggregate_is_the_best_of_the_weakest(double[] scores, double expected) => Assert.Equal(
        expected, AggregationStrategies.Sugeno(new(3, 0, 0.45, 0.45, 0.5, 0.3, 0.9, 0.9, 1)).Aggregate(scores, [0.25, 0.25, 0.5]));
}
