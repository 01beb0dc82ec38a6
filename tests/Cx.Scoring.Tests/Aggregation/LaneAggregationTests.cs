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

    private readonly record struct AsksNobody : ILaneStrategy<AsksNobody>
    {
        public string Name => "asks-nobody";

        public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
            where TLane : unmanaged, ILane<TLane> =>
            default(IAggregationStrategy)!.AggregateLanes(scores, weights);
    }
}
