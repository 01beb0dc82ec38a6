using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class LaneAggregationTests
{
    [Fact]
    public void AggregateLanes_names_the_strategy_that_is_missing()
    {
        IAggregationStrategy asker = default(AsksNobody);
        Assert.Throws<ArgumentNullException>("strategy", () => asker.Aggregate([1], [1]));
    }

    [Fact]
    public void Aggregate_refuses_weights_of_which_none_is_positive()
    {
        var refusal = Assert.Throws<ArgumentException>("weights", () => AggregationStrategies.WeakestLink.Aggregate([0.5, 1], [0, 0]));
        Assert.StartsWith("All weights are 0; at least one must be positive.", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Aggregate_of_spans_looks_at_no_score_without_weight() =>
        Assert.Equal(0.5, AggregationStrategies.WeakestLink.Aggregate([0.1, 0.5, 0], [0, 1, 0]));

    private readonly record struct AsksNobody : ILaneStrategy<AsksNobody>
    {
        public string Name => "asks-nobody";

        public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
            where TLane : unmanaged, ILane<TLane> =>
            default(IAggregationStrategy)!.AggregateLanes(scores, weights);
    }
}
