using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>A group made ready for lanes of one width.</summary>
internal sealed class LaneGroup<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    // Lanes on the stack: some tiles of a group with ten children, or one of a hundred.
    private const int OnStack = 256;
    private readonly Group group;
    private readonly Kernel<TLane> kernel;
    private readonly Kernel<TLane> complete;
    private readonly TLane[] shares;

    // The weights of the children where one of them never counts: then there is a gap in every journey. Else empty.
    private readonly TLane[] weightsWithZeros;

    public LaneGroup(Group group)
    {
        this.group = group;
        shares = [.. group.Shares.Select(TLane.Broadcast)];
        var hasZeros = group.Weights.Contains(0);
        kernel = group.NeedsAll && hasZeros
            ? Kernel<TLane>.Of(group.Strategy, [.. Enumerable.Range(0, group.Count).Where(place => group.Weights[place] > 0)])
            : Kernel<TLane>.Of(group.Strategy);
        complete = group.NeedsAll ? kernel : Kernel<TLane>.Of(group.Strategy, shares);
        weightsWithZeros = hasZeros && !group.NeedsAll ? [.. group.Weights.Select(TLane.Broadcast)] : [];
    }

    public Group Group => group;

    private int Count => shares.Length;

    /// <summary>Aggregates children that are all present, under the weights of the model, and stand in the order in which they were lived.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Complete(ReadOnlySpan<TLane> nodes)
    {
        var children = nodes.Slice(group.First, Count);
        return weightsWithZeros.Length == 0 ? Checked(complete.Aggregate(children, shares)) : OfChildrenWithGaps(children, weightsWithZeros, default, refuse: false, default);
    }

    /// <summary>The same for tile after tile of journeys.</summary>
    /// <param name="nodes">The nodes of all tiles; receives the scores.</param>
    /// <param name="stride">How many nodes a tile has.</param>
    public void Complete(Span<TLane> nodes, int stride)
    {
        if (weightsWithZeros.Length > 0)
        {
            OfChildrenWithGaps(nodes, stride, weightsWithZeros, 0, refuse: false);
            return;
        }

        if (!complete.AggregateTiles(nodes, stride, group.First, shares, group.Node))
        {
            for (var tile = 0; tile < nodes.Length; tile += stride)
            {
                Checked(nodes[tile + group.Node]);
            }
        }
    }

    /// <summary>Aggregates children of which some may be absent, or weigh otherwise, or were lived in another order.</summary>
    /// <param name="nodes">The scores of all nodes, NaN where absent.</param>
    /// <param name="weights">The weights of all nodes.</param>
    /// <param name="positions">When each node was lived, for a single journey; empty where that does not matter.</param>
    /// <param name="refuse">Whether one absent child that counts leaves the group without a score.</param>
    /// <param name="used">Receives the shares that were used, in the place of its children; empty where nobody asks.</param>
    /// <returns>The score; NaN where there is none.</returns>
    public TLane WithGaps(ReadOnlySpan<TLane> nodes, ReadOnlySpan<TLane> weights, ReadOnlySpan<int> positions, bool refuse, Span<TLane> used) => OfChildrenWithGaps(
        nodes.Slice(group.First, Count),
        weights.Slice(group.First, Count),
        positions.IsEmpty ? default : positions.Slice(group.First, Count),
        refuse,
        used.IsEmpty ? default : used.Slice(group.First, Count));

    /// <summary>The same for tile after tile of journeys, in the order of the model.</summary>
    /// <param name="nodes">The nodes of all tiles, NaN where absent; receives the scores.</param>
    /// <param name="stride">How many nodes a tile has.</param>
    /// <param name="weights">The weights of all nodes, tile after tile, or of one tile for all.</param>
    /// <param name="weightStride">How many weights a tile has; 0 where all have the same.</param>
    /// <param name="refuse">Whether one absent child that counts leaves the group without a score.</param>
    public void WithGaps(Span<TLane> nodes, int stride, ReadOnlySpan<TLane> weights, int weightStride, bool refuse) =>
        OfChildrenWithGaps(nodes, stride, weights[group.First..], weightStride, refuse);

    [SkipLocalsInit]
    private void OfChildrenWithGaps(Span<TLane> nodes, int stride, ReadOnlySpan<TLane> weights, int weightStride, bool refuse)
    {
        // A copy of some tiles without gaps, so that the formula is asked once for all of them.
        var size = (2 * Count) + 1;
        var together = Math.Max(1, OnStack / size);
        using var rented = new Scratch<TLane>((together * size) + 1, OnStack + 1);
        var closed = CacheLine.Aligned(rented.Over(stackalloc TLane[OnStack + 1]));
        Span<TLane> absent = stackalloc TLane[OnStack / 3];
        var first = 0;
        for (var tile = 0; first < nodes.Length; first = tile)
        {
            var tiles = 0;
            for (; tiles < together && tile < nodes.Length; tiles++, tile += stride)
            {
                var copy = closed.Slice(tiles * size, size);
                absent[tiles] = Close(nodes.Slice(tile + group.First, Count), weights.Slice(tile / stride * weightStride, Count), refuse, copy[..Count], copy.Slice(Count, Count), out _);
            }

            var all = closed[..(tiles * size)];
            var areScores = kernel.AggregateWeightedTiles(all, Count);
            for (var i = 0; i < tiles; i++)
            {
                var score = all[(i * size) + (2 * Count)];
                nodes[first + (i * stride) + group.Node] = TLane.SelectEqual(absent[i], TLane.Broadcast(1), TLane.Broadcast(double.NaN), areScores ? score : Checked(score));
            }
        }
    }

    [SkipLocalsInit]
    private TLane OfChildrenWithGaps(ReadOnlySpan<TLane> children, ReadOnlySpan<TLane> weights, ReadOnlySpan<int> positions, bool refuse, Span<TLane> used)
    {
        using var rented = new Scratch<TLane>((2 * Count) + 2, OnStack + 1);
        var closed = CacheLine.Aligned(rented.Over(stackalloc TLane[OnStack + 1]));
        var scores = closed[..Count];
        var present = closed.Slice(Count, Count);
        var (one, nothing) = (TLane.Broadcast(1), TLane.Broadcast(double.NaN));
        var absent = Close(children, weights, refuse, scores, present, out var empty);
        var isAbsent = TLane.Count == 1 && TLane.AllEqual(absent, one);
        if (isAbsent)
        {
            if (TLane.AllEqual(empty, one))
            {
                used.Clear();
            }

            return nothing;
        }

        if (!used.IsEmpty)
        {
            present.CopyTo(used);
        }

        if (group.Ordered && !positions.IsEmpty)
        {
            LivedOrder.Sort(positions, MemoryMarshal.Cast<TLane, double>(scores), MemoryMarshal.Cast<TLane, double>(present));
        }

        return TLane.SelectEqual(absent, one, nothing, Checked(Aggregate(closed[..((2 * Count) + 1)])));
    }

    // Side by side by way of the loop over tiles: there the compiler has room to inline the whole formula.
    private TLane Aggregate(Span<TLane> closed)
    {
        if (TLane.Count == 1)
        {
            return kernel.Aggregate(closed[..Count], closed.Slice(Count, Count));
        }

        kernel.AggregateWeightedTiles(closed, Count);
        return closed[^1];
    }

    // Returns 1 where the group has no score.
    private TLane Close(ReadOnlySpan<TLane> children, ReadOnlySpan<TLane> weights, bool refuse, Span<TLane> scores, Span<TLane> present, out TLane empty)
    {
        empty = Gaps.Close(children, weights, scores, present);
        var absent = refuse || group.NeedsAll ? TLane.Max(empty, Lacking(present, weights)) : empty;

        // A journey without a score stands beside others that have one: there the strategy is shown a weight all the same.
        present[0] = TLane.Max(empty, present[0]);
        return absent;
    }

    // 1 where a child that counts is missing.
    private static TLane Lacking(ReadOnlySpan<TLane> present, ReadOnlySpan<TLane> weights)
    {
        var (zero, one) = (TLane.Broadcast(0), TLane.Broadcast(1));
        var lacking = zero;
        for (var i = 0; i < present.Length; i++)
        {
            lacking = TLane.SelectLess(zero, present[i], lacking, TLane.SelectLess(zero, weights[i], one, lacking));
        }

        return lacking;
    }

    // Strategies that others wrote are held to their word.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLane Checked(TLane score)
    {
        if (!Kernel<TLane>.IsScore(score))
        {
            Refuse(score);
        }

        return score;
    }

    private void Refuse(TLane score) => ScoreCheck.RefuseFirst(group.Strategy, MemoryMarshal.Cast<TLane, double>([score]), group.Name);
}
