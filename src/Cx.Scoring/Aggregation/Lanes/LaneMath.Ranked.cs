using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cx.Scoring.Aggregation.Lanes;

/// <content>Aggregation by rank.</content>
public static partial class LaneMath
{
    // Up to here a sort needs no memory but the stack.
    private const int Few = 32;

    /// <summary>Σ cᵢx₍ᵢ₎ / Σ cᵢ over the sorted scores, where cᵢ depends on the weight cumulated before and up to the i-th.</summary>
    [SkipLocalsInit]
    internal static TLane Ranked<TLane, TRankWeights>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights, TRankWeights counts)
        where TLane : unmanaged, ILane<TLane>
        where TRankWeights : struct, IRankWeights
    {
        if (scores.Length > Few)
        {
            return RankedOfMany(scores, weights, counts);
        }

        Span<TLane> scratch = stackalloc TLane[(2 * Few) + 1];
        return Ranked(scores, weights, counts, CacheLine.Aligned(scratch));
    }

    /// <summary>Whether in each journey all weights are the same.</summary>
    internal static bool AreEqual<TLane>(ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane> =>
        MemoryMarshal.AsBytes(weights[1..]).SequenceEqual(MemoryMarshal.AsBytes(weights[..^1]));

    private static TLane RankedOfMany<TLane, TRankWeights>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights, TRankWeights counts)
        where TLane : unmanaged, ILane<TLane>
        where TRankWeights : struct, IRankWeights
    {
        var rented = ArrayPool<TLane>.Shared.Rent((2 * scores.Length) + 1);
        var score = Ranked(scores, weights, counts, CacheLine.Aligned(rented.AsSpan()));
        ArrayPool<TLane>.Shared.Return(rented);
        return score;
    }

    private static TLane Ranked<TLane, TRankWeights>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights, TRankWeights counts, Span<TLane> scratch)
        where TLane : unmanaged, ILane<TLane>
        where TRankWeights : struct, IRankWeights
    {
        var sorted = scratch[..scores.Length];
        var byRank = weights;
        if (AreEqual(weights))
        {
            LaneSort.Ascending(scores, sorted);
        }
        else
        {
            var companions = scratch.Slice(scores.Length, scores.Length);
            for (var i = 0; i < sorted.Length; i++)
            {
                // Lane by lane: one that was written in parts cannot be read back at once.
                (sorted[i], companions[i]) = (scores[i], weights[i]);
            }

            LaneSort.Ascending(sorted, companions);
            byRank = companions;
        }

        return Within(scores, MeanByRank<TLane, TRankWeights>(sorted, byRank, counts));
    }

    // Compiled by itself: with the sort it would be too much for the compiler, which then calls what it should inline.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane MeanByRank<TLane, TRankWeights>(ReadOnlySpan<TLane> sorted, ReadOnlySpan<TLane> byRank, TRankWeights counts)
        where TLane : unmanaged, ILane<TLane>
        where TRankWeights : struct, IRankWeights
    {
        var cumulated = LaneSum<TLane>.Zero;
        var sum = LaneSum<TLane>.Of(sorted.Length);
        var total = LaneSum<TLane>.Zero;
        var before = counts.At(TLane.Broadcast(0));
        for (var rank = 0; rank < sorted.Length; rank++)
        {
            var i = counts.FromTheBest ? sorted.Length - 1 - rank : rank;
            cumulated.Add(byRank[i]);
            var after = counts.At(cumulated.Value);
            var counted = counts.Of(before, after);
            sum.Add(counted * sorted[i]);
            total.Add(counted);
            before = after;
        }

        return sum.Value / total.Value;
    }
}
