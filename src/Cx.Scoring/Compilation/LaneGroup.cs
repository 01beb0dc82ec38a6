using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>A group made ready for lanes of one width.</summary>
internal sealed class LaneGroup<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    // Lanes on the stack: the shares of some tiles of a group with ten children, or of one with a hundred.
    private const int OnStack = 128;
    private const int MostTiles = 16;

    // More scores than these are ranked faster by blocks: side by side with a second lane they take too much of the cache.
    private const int MostRanked = 24;

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

        if (!complete.AggregateTiles(nodes, stride, group.First, Count, shares, 0, group.Node))
        {
            Check(nodes, stride);
        }
    }

    /// <summary>What aggregates journeys as they are read (<see cref="LaneModel{TLane}.Direct"/>).</summary>
    public Kernel<TLane>? Direct(bool hasShares, out ReadOnlySpan<TLane> ofModel)
    {
        ofModel = shares;
        return weightsWithZeros.Length > 0 || (Count > MostRanked && group.Strategy is IRanksScores) ? null
            : hasShares ? kernel
            : complete;
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
    /// <param name="nodes">The nodes of all tiles, NaN where absent; receives the scores. What is absent is overwritten.</param>
    /// <param name="stride">How many nodes a tile has.</param>
    /// <param name="weights">The weights of all nodes, tile after tile, or of one tile for all.</param>
    /// <param name="weightStride">How many weights a tile has; 0 where all have the same.</param>
    /// <param name="refuse">Whether one absent child that counts leaves the group without a score.</param>
    public void WithGaps(Span<TLane> nodes, int stride, ReadOnlySpan<TLane> weights, int weightStride, bool refuse) =>
        OfChildrenWithGaps(nodes, stride, weights[group.First..], weightStride, refuse);

    [SkipLocalsInit]
    private void OfChildrenWithGaps(Span<TLane> nodes, int stride, ReadOnlySpan<TLane> weights, int weightStride, bool refuse)
    {
        // Some tiles at a time, so that the formula is asked once for all of them.
        using var rented = new Scratch<TLane>(Count + 1, OnStack + 1);
        var shares = CacheLine.Aligned(rented.Over(stackalloc TLane[OnStack + 1]));
        var together = Math.Clamp(shares.Length / Count, 1, MostTiles);
        Span<TLane> carried = stackalloc TLane[2 * MostTiles];
        while (!nodes.IsEmpty)
        {
            var tiles = Math.Min(together, nodes.Length / stride);
            var empty = carried[..tiles];
            var absent = carried.Slice(MostTiles, tiles);
            var some = nodes[..(tiles * stride)];
            nodes = nodes[some.Length..];
            var areThere = Close(some[group.First..], stride, weights, weightStride, refuse, shares, empty, absent);
            if (!kernel.AggregateTiles(some, stride, group.First, Count, shares, Count, group.Node))
            {
                Check(some, stride);
            }

            if (!areThere)
            {
                Withhold(some[group.Node..], stride, absent);
            }

            weights = nodes.IsEmpty ? weights : weights[(tiles * weightStride)..];
        }
    }

    // For each tile 1 where nothing that counts is present, and 1 where the group has no score. Whether it has one in each journey.
    private bool Close(
        Span<TLane> children, int stride, ReadOnlySpan<TLane> weights, int weightStride, bool refuse, Span<TLane> shares, Span<TLane> empty, Span<TLane> absent)
    {
        Gaps.Weigh<TLane>(children, stride, Count, weights, weightStride, shares, last: absent, total: empty);
        var areThere = Gaps.Fill(children, stride, Count, shares, last: absent, total: empty);
        empty.CopyTo(absent);
        for (var tile = 0; tile < absent.Length && (refuse || group.NeedsAll); tile++)
        {
            absent[tile] = TLane.Max(empty[tile], Lacking(shares.Slice(tile * Count, Count), weights.Slice(tile * weightStride, Count)));
            areThere = false;
        }

        return areThere;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Withhold(Span<TLane> results, int stride, ReadOnlySpan<TLane> absent)
    {
        for (var (tile, place) = (0, 0); tile < absent.Length; tile++, place += stride)
        {
            results[place] = TLane.SelectEqual(absent[tile], TLane.Broadcast(1), TLane.Broadcast(double.NaN), results[place]);
        }
    }

    [SkipLocalsInit]
    private TLane OfChildrenWithGaps(ReadOnlySpan<TLane> children, ReadOnlySpan<TLane> weights, ReadOnlySpan<int> positions, bool refuse, Span<TLane> used)
    {
        using var rented = new Scratch<TLane>((2 * Count) + 2, OnStack);
        var closed = CacheLine.Aligned(rented.Over(stackalloc TLane[OnStack]));
        var scores = closed[..Count];
        var present = closed.Slice(Count, Count);
        var (one, nothing) = (TLane.Broadcast(1), TLane.Broadcast(double.NaN));
        children.CopyTo(scores);
        Span<TLane> carried = stackalloc TLane[2];
        Close(scores, Count, weights, 0, refuse, present, carried[..1], carried[1..]);
        var (empty, absent) = (carried[0], carried[1]);
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

        kernel.AggregateTiles(closed, closed.Length, 0, Count, closed.Slice(Count, Count), 0, closed.Length - 1);
        return closed[^1];
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
        return Kernel<TLane>.IsScore(score) ? score : Look(score);
    }

    private void Check(Span<TLane> nodes, int stride)
    {
        for (var place = group.Node; place < nodes.Length; place += stride)
        {
            nodes[place] = Checked(nodes[place]);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private TLane Look(TLane score)
    {
        Span<TLane> inspected = [score];
        ScoreCheck.All(group.Strategy, MemoryMarshal.Cast<TLane, double>(inspected), group.Name);
        return inspected[0];
    }
}
