using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>What each rank counts where all scores weigh the same: worked out once for all journeys, which then only sort.</summary>
/// <remarks>The same numbers in the same order as <c>LaneMath.Ranked</c>, and so the same bits.</remarks>
internal sealed class RankShares<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    /// <summary>How many scores there may be.</summary>
    public const int Most = 32;

    private readonly bool fromTheBest;
    private readonly TLane[] ofRanks;
    private readonly TLane total;

    // A sum that is divided by 1 keeps its bits.
    private readonly bool sumToOne;

    // Behind the last rank that counts nothing is added.
    private readonly int counted;

    private RankShares(bool fromTheBest, TLane[] ofRanks, TLane total)
    {
        (this.fromTheBest, this.ofRanks, this.total) = (fromTheBest, ofRanks, total);
        sumToOne = LaneMath.AreEqual<TLane>([total, TLane.Broadcast(1)]);
        counted = (MemoryMarshal.Cast<TLane, double>(ofRanks).LastIndexOfAnyExcept(0) / TLane.Count) + 1;
    }

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
        var before = TLane.Broadcast(0);
        for (var rank = 0; rank < ofRanks.Length; rank++)
        {
            cumulated.Add(weights[rank]);
            ofRanks[rank] = counts.Of(before, cumulated.Value);
            total.Add(ofRanks[rank]);
            before = cumulated.Value;
        }

        return new(counts.FromTheBest, ofRanks, total.Value);
    }

    /// <summary>What the best of the scores count together: the strategy's score where these are 1 and all others 0.</summary>
    /// <param name="count">How many are counted, 0 to all.</param>
    public TLane Best(int count)
    {
        var sum = LaneSum<TLane>.Of(count);
        foreach (var share in fromTheBest ? ofRanks.AsSpan(0, count) : ofRanks.AsSpan(ofRanks.Length - count))
        {
            sum.Add(share);
        }

        return sum.Value / total;
    }

    /// <summary>The strategy's score.</summary>
    [SkipLocalsInit]
    public TLane Aggregate(ReadOnlySpan<TLane> scores)
    {
        Span<TLane> scratch = stackalloc TLane[Most + 1];
        var sorted = CacheLine.Aligned(scratch)[..ofRanks.Length];
        LaneSort.Ascending(scores, sorted);
        var sum = TLane.Broadcast(0);
        var step = fromTheBest ? -1 : 1;
        ref var score = ref sorted[fromTheBest ? sorted.Length - 1 : 0];
        ref var share = ref MemoryMarshal.GetArrayDataReference(ofRanks);
        ref var end = ref Unsafe.Add(ref share, counted);
        while (Unsafe.IsAddressLessThan(ref share, ref end))
        {
            sum += share * score;
            score = ref Unsafe.Add(ref score, step);
            share = ref Unsafe.Add(ref share, 1);
        }

        sum = sumToOne ? sum : sum / total;
        return TLane.Max(sorted[0], TLane.Min(sorted[^1], sum));
    }
}
