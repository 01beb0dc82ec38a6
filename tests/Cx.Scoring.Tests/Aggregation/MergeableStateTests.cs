using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class MergeableStateTests
{
    [Theory]
    [InlineData("power-mean(-1)")]
    [InlineData("power-mean(0)")]
    [InlineData("power-mean(0.003)")]
    [InlineData("power-mean(2)")]
    [InlineData("mazziotta-pareto")]
    public void Finish_of_zeros_alone_is_zero(string name) => Assert.Equal(0, Merged(name, score: 0, items: 2));

    [Fact]
    public void Finish_of_a_hundred_thousand_carries_their_rounding() => // a plain sum gives 0.10000000000018848
        Assert.Equal(0.1, Merged("weighted-mean", score: 0.1, items: 100_000));

    // One item after the other, all of the same score.
    private static double Merged(string name, double score, int items)
    {
        var state = ((IMergeableStrategy)AggregationStrategies.Parse(name)).State!;
        var (whole, item) = (new double[state.Size], new double[state.Size]);
        state.Start(whole, score, weight: 1);
        state.Start(item, score, weight: 1);
        for (var i = 1; i < items; i++)
        {
            state.Merge(whole, item);
        }

        return state.Finish(whole);
    }
}
