using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using static Cx.Scoring.Aggregation.Lanes.Counts;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>What each rank counts where all scores weigh the same: worked out once for all journeys, which then only sort.</summary>
/// <remarks>The same numbers in the same order as <c>LaneMath.Ranked</c>, and so the same bits.</remarks>
internal abstract class RankShares<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    // More scores are not ranked here: what sorts them is on the stack.
    private const int Most = 32;

    private RankShares(bool fromTheBest, TLane[] ofRanks, TLane total)
    {
        (FromTheBest, OfRanks, Total) = (fromTheBest, ofRanks, total);
        SumToOne = LaneMath.AreEqual<TLane>([total, TLane.Broadcast(1)]);
        Counted = (MemoryMarshal.Cast<TLane, double>(ofRanks).LastIndexOfAnyExcept(0) / TLane.Count) + 1;
    }

    private bool FromTheBest { get; }

    /// <summary>What each rank counts; the first is the worst score or the best.</summary>
    public TLane[] OfRanks { get; }

    /// <summary>How many ranks there are up to the last that counts: behind it nothing is added.</summary>
    public int Counted { get; }

    /// <summary>What all ranks count.</summary>
    public TLane Total { get; }

    /// <summary>Whether that is 1: a sum that is divided by 1 keeps its bits.</summary>
    public bool SumToOne { get; }

    /// <summary>What each rank counts under these weights; null where they differ, or where there are many.</summary>
    public static RankShares<TLane>? Of<TRankWeights>(ReadOnlySpan<TLane> weights, TRankWeights counts)
        where TRankWeights : struct, IRankWeights
    {
        if (weights.Length > Most || !LaneMath.AreEqual(weights))
        {
            return null;
        }

        var ofRanks = new TLane[weights.Length];
        var cumulated = LaneSum<TLane>.Zero;
        var total = LaneSum<TLane>.Zero;
        var before = counts.At(TLane.Broadcast(0));
        for (var rank = 0; rank < ofRanks.Length; rank++)
        {
            cumulated.Add(weights[rank]);
            var after = counts.At(cumulated.Value);
            ofRanks[rank] = counts.Of(before, after);
            total.Add(ofRanks[rank]);
            before = after;
        }

        return counts.FromTheBest
            ? Of<SortingNetwork<TLane>.SummedFromTheBest>(ofRanks, total.Value)
            : Of<SortingNetwork<TLane>.SummedFromTheWorst>(ofRanks, total.Value);
    }

    /// <summary>What the best of the scores count together: the strategy's score where these are 1 and all others 0.</summary>
    /// <param name="count">How many are counted, 0 to all.</param>
    public TLane Best(int count)
    {
        var sum = LaneSum<TLane>.Of(count);
        foreach (var share in FromTheBest ? OfRanks.AsSpan(0, count) : OfRanks.AsSpan(OfRanks.Length - count))
        {
            sum.Add(share);
        }

        return sum.Value / Total;
    }

    /// <summary>The strategy's score.</summary>
    public abstract TLane Aggregate(ReadOnlySpan<TLane> scores);

    /// <summary>The same for two lanes of journeys, one after the other: sorted at once they would find no registers.</summary>
    /// <param name="scores">The scores. The first are overwritten with what they come to: a vector that a call returns may lie in two lines of the cache, and then waits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PairLane<TLane> Aggregate(Span<PairLane<TLane>> scores)
    {
        var lanes = MemoryMarshal.Cast<PairLane<TLane>, TLane>(scores);
        AggregateEveryOther(lanes, ref lanes[0]);
        AggregateEveryOther(lanes[1..], ref lanes[1]);
        return scores[0];
    }

    private protected abstract void AggregateEveryOther(ReadOnlySpan<TLane> scores, ref TLane score);

    private static RankShares<TLane> Of<TEnd>(TLane[] ofRanks, TLane total)
        where TEnd : struct, SortingNetwork<TLane>.IEnd
    {
        if (ofRanks.Length > SortingNetwork<TLane>.Most)
        {
            return new OfMany(TEnd.Descends, ofRanks, total);
        }

        var maker = new Maker<TEnd>(ofRanks, total);
        Visit(ofRanks.Length, ref maker);
        return maker.Made!;
    }

    private struct Maker<TEnd>(TLane[] ofRanks, TLane total) : IVisitor
        where TEnd : struct, SortingNetwork<TLane>.IEnd
    {
        public RankShares<TLane>? Made { get; private set; }

        public void Visit<TCount>()
            where TCount : struct, ICount => Made = new OfFew<TCount, TEnd>(ofRanks, total);
    }

    // Each number of scores is sorted by a method of its own.
    private sealed class OfFew<TCount, TEnd>(TLane[] ofRanks, TLane total) : RankShares<TLane>(TEnd.Descends, ofRanks, total)
        where TCount : struct, ICount
        where TEnd : struct, SortingNetwork<TLane>.IEnd
    {
        public override TLane Aggregate(ReadOnlySpan<TLane> scores) => SortingNetwork<TLane>.Mean<TCount, TEnd>(scores, this);

        private protected override void AggregateEveryOther(ReadOnlySpan<TLane> scores, ref TLane score) => SortingNetwork<TLane>.MeanOfEveryOther<TCount, TEnd>(scores, this, ref score);
    }

    private sealed class OfMany(bool fromTheBest, TLane[] ofRanks, TLane total) : RankShares<TLane>(fromTheBest, ofRanks, total)
    {
        [SkipLocalsInit]
        public override TLane Aggregate(ReadOnlySpan<TLane> scores)
        {
            Span<TLane> scratch = stackalloc TLane[Most + 1];
            var sorted = CacheLine.Aligned(scratch)[..OfRanks.Length];
            LaneSort.Ascending(scores, sorted);
            var sum = TLane.Broadcast(0);
            var (place, step) = FromTheBest ? (sorted.Length - 1, -1) : (0, 1);
            foreach (var share in OfRanks.AsSpan(0, Counted))
            {
                sum += share * sorted[place];
                place += step;
            }

            return LaneMath.Within(SumToOne ? sum : sum / Total, sorted[0], sorted[^1]);
        }

        [SkipLocalsInit]
        private protected override void AggregateEveryOther(ReadOnlySpan<TLane> scores, ref TLane score)
        {
            Span<TLane> those = stackalloc TLane[OfRanks.Length];
            for (var i = 0; i < those.Length; i++)
            {
                those[i] = scores[2 * i];
            }

            score = Aggregate(those);
        }
    }
}
