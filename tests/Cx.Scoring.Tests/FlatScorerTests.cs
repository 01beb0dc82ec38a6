using System.Runtime.Intrinsics;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Tests;

/// <summary>The short way of a single journey: what it cannot do goes the long way, with the same score, so only here is it seen that it is taken.</summary>
public sealed class FlatScorerTests
{
    private static readonly IAggregationStrategy[] Strategies =
        [AggregationStrategies.WeightedMean, AggregationStrategies.WeakestLink, AggregationStrategies.ConsistencyVariance(), AggregationStrategies.GiniMean, AggregationStrategies.HarmonicMean];

    private static readonly Scale[] Scales = [Scale.YesNo, Scale.Rating(7, 1), Scale.Goalposts(0, 10)];

    [Theory]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(8)]
    [InlineData(128)]
    public void Scores_4_to_128_touchpoints_where_there_is_a_register_for_four(int touchpoints) => Assert.All(
        from strategy in Strategies from scale in Scales select (Strategy: strategy, Scale: scale),
        pair =>
        {
            var flat = Of(pair.Strategy, pair.Scale, touchpoints);
            Assert.Equal(Vector256.IsHardwareAccelerated, flat is not null);
            double[] values = [.. Enumerable.Repeat((pair.Scale.Worst + pair.Scale.Best) / 2, touchpoints)];
            Assert.Equal(0.5, flat?.Score(values) ?? 0.5, 1e-15);
        });

    [Theory]
    [InlineData(3)]
    [InlineData(129)]
    public void Is_none_for_fewer_and_for_more(int touchpoints) => Assert.All(Strategies, strategy => Assert.Null(Of(strategy, Scale.YesNo, touchpoints)));

    private static FlatScorer? Of(IAggregationStrategy strategy, Scale scale, int touchpoints) => FlatScorer.Of(CompiledModel.Of(new("flat")
    {
        Strategy = strategy,
        Steps = [.. Enumerable.Range(0, touchpoints).Select(i => new Touchpoint($"t{i}", scale))],
    }));
}
