using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>A strategy made ready for lanes of one width: one virtual call, behind which its formula is compiled for that width.</summary>
internal abstract class Kernel<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    /// <summary>Aggregates the journeys that lie side by side.</summary>
    /// <param name="scores">One lane a step, scores in [0,1].</param>
    /// <param name="weights">As many weights, summing to 1; 0 where absent.</param>
    public abstract TLane Aggregate(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights);

    /// <summary>The kernel of a strategy.</summary>
    public static Kernel<TLane> Of(IAggregationStrategy strategy)
    {
        if (strategy is not ILaneStrategy ofLanes)
        {
            return new OfSpans(strategy);
        }

        var maker = new Maker();
        ofLanes.Accept(maker);
        return maker.Made!;
    }

    /// <summary>The kernel of a strategy that is shown some of the steps only, which are always the same.</summary>
    public static Kernel<TLane> Of(IAggregationStrategy strategy, int[] places) => new OfPlaces(Of(strategy), places);

    private sealed class Maker : ILaneVisitor
    {
        public Kernel<TLane>? Made { get; private set; }

        public void Visit<TStrategy>(TStrategy strategy)
            where TStrategy : struct, ILaneStrategy<TStrategy> => Made = new OfLanes<TStrategy>(strategy);
    }

    private sealed class OfLanes<TStrategy>(TStrategy strategy) : Kernel<TLane>
        where TStrategy : struct, ILaneStrategy<TStrategy>
    {
        private readonly TStrategy strategy = strategy;

        public override TLane Aggregate(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights) => strategy.Aggregate(scores, weights);
    }

    private sealed class OfSpans(IAggregationStrategy strategy) : Kernel<TLane>
    {
        public override TLane Aggregate(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights) => strategy.AggregateLanes(scores, weights);
    }

    private sealed class OfPlaces(Kernel<TLane> inner, int[] places) : Kernel<TLane>
    {
        private const int OnStack = 16;

        public override TLane Aggregate(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        {
            using var rented = new Scratch<TLane>(2 * places.Length, 2 * OnStack);
            var scratch = rented.Over(stackalloc TLane[2 * OnStack]);
            for (var i = 0; i < places.Length; i++)
            {
                (scratch[i], scratch[places.Length + i]) = (scores[places[i]], weights[places[i]]);
            }

            return inner.Aggregate(scratch[..places.Length], scratch[places.Length..]);
        }
    }
}
