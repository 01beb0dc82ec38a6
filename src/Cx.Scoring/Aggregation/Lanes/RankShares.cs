using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>What each rank counts where all scores weigh the same: worked out once for all journeys, which then only sort.</summary>
/// <remarks>The same numbers in the same order as <c>LaneMath.Ranked</c>, and so the same bits.</remarks>
internal sealed class RankShares<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    // More scores are not ranked here: what sorts them is on the stack.
    private const int Most = 32;
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
        var before = counts.At(TLane.Broadcast(0));
        for (var rank = 0; rank < ofRanks.Length; rank++)
        {
            cumulated.Add(weights[rank]);
            var after = counts.At(cumulated.Value);
            ofRanks[rank] = counts.Of(before, after);
            total.Add(ofRanks[rank]);
            before = after;
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
    public TLane Aggregate(ReadOnlySpan<TLane> scores) => ofRanks.Length > SortingNetwork<TLane>.Most
        ? AggregateMore(scores)
        : SortingNetwork<TLane>.Mean(scores, ofRanks, counted, fromTheBest, Divisor);

    /// <summary>The same for two lanes of journeys, one after the other: sorted at once they would find no registers.</summary>
    /// <param name="scores">The scores. The first are overwritten with what they come to: a vector that a call returns may lie in two lines of the cache, and then waits.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PairLane<TLane> Aggregate(Span<PairLane<TLane>> scores)
    {
        if (ofRanks.Length > SortingNetwork<TLane>.Most)
        {
            return AggregateMore(scores);
        }

        var lanes = MemoryMarshal.Cast<PairLane<TLane>, TLane>(scores);
        SortingNetwork<TLane>.MeanOfEveryOther(lanes, ofRanks, counted, fromTheBest, Divisor, ref lanes[0]);
        SortingNetwork<TLane>.MeanOfEveryOther(lanes[1..], ofRanks, counted, fromTheBest, Divisor, ref lanes[1]);
        return scores[0];
    }

    private ReadOnlySpan<TLane> Divisor => sumToOne ? default : new(in total);

    private TLane Within(TLane least, TLane greatest, TLane sum) => LaneMath.Within(sumToOne ? sum : sum / total, least, greatest);

    [SkipLocalsInit]
    private PairLane<TLane> AggregateMore(ReadOnlySpan<PairLane<TLane>> scores)
    {
        Span<TLane> low = stackalloc TLane[scores.Length];
        Span<TLane> high = stackalloc TLane[scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            (low[i], high[i]) = (scores[i].Low, scores[i].High);
        }

        return new(AggregateMore(low), AggregateMore(high));
    }

    [SkipLocalsInit]
    private TLane AggregateMore(ReadOnlySpan<TLane> scores)
    {
        Span<TLane> scratch = stackalloc TLane[Most + 1];
        var sorted = CacheLine.Aligned(scratch)[..ofRanks.Length];
        LaneSort.Ascending(scores, sorted);
        var sum = TLane.Broadcast(0);
        var (place, step) = fromTheBest ? (sorted.Length - 1, -1) : (0, 1);
        foreach (var share in ofRanks.AsSpan(0, counted))
        {
            sum += share * sorted[place];
            place += step;
        }

        return Within(sorted[0], sorted[^1], sum);
    }
}
