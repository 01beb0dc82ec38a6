using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>A group made ready for lanes of one width.</summary>
internal sealed class LaneGroup<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    private const int OnStack = 32;
    private readonly Group group;
    private readonly Kernel<TLane> kernel;
    private readonly Kernel<TLane> complete;
    private readonly TLane[] shares;

    public LaneGroup(Group group)
    {
        this.group = group;
        shares = [.. group.Shares.Select(TLane.Broadcast)];
        kernel = group.NeedsAll && group.Weights.Contains(0)
            ? Kernel<TLane>.Of(group.Strategy, [.. Enumerable.Range(0, group.Count).Where(place => group.Weights[place] > 0)])
            : Kernel<TLane>.Of(group.Strategy);
        complete = group.NeedsAll ? kernel : Kernel<TLane>.Of(group.Strategy, shares);
    }

    public Group Group => group;

    /// <summary>Aggregates children that are all present, under the weights of the model, and stand in the order in which they were lived.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Complete(ReadOnlySpan<TLane> nodes) => Checked(complete.Aggregate(nodes.Slice(group.First, shares.Length), shares));

    /// <summary>The same for tile after tile of journeys.</summary>
    /// <param name="nodes">The nodes of all tiles; receives the scores.</param>
    /// <param name="stride">How many nodes a tile has.</param>
    public void Complete(Span<TLane> nodes, int stride)
    {
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
    [SkipLocalsInit]
    public TLane WithGaps(ReadOnlySpan<TLane> nodes, ReadOnlySpan<TLane> weights, ReadOnlySpan<int> positions, bool refuse, Span<TLane> used)
    {
        if (shares.Length <= OnStack)
        {
            return WithGaps(nodes, weights, positions, refuse, used, CacheLine.Aligned(stackalloc TLane[(2 * OnStack) + 2]));
        }

        using var rented = new Scratch<TLane>((2 * shares.Length) + 1, 0);
        return WithGaps(nodes, weights, positions, refuse, used, rented.Over(default));
    }

    private TLane WithGaps(ReadOnlySpan<TLane> nodes, ReadOnlySpan<TLane> weights, ReadOnlySpan<int> positions, bool refuse, Span<TLane> used, Span<TLane> scratch)
    {
        var count = shares.Length;
        var scores = scratch[..count];
        var present = scratch.Slice(count + 1, count);
        var (zero, one, nothing) = (TLane.Broadcast(0), TLane.Broadcast(1), TLane.Broadcast(double.NaN));
        var children = nodes.Slice(group.First, count);
        weights = weights.Slice(group.First, count);
        for (var i = 0; i < children.Length; i++)
        {
            scores[i] = TLane.SelectEqual(children[i], children[i], children[i], zero);
            present[i] = TLane.SelectEqual(children[i], children[i], weights[i], zero);
        }

        var total = Weights.Sum<TLane>(present);
        var empty = TLane.SelectEqual(total, zero, one, zero);
        var absent = refuse || group.NeedsAll ? TLane.Max(empty, Lacking(present, weights)) : empty;
        if (TLane.Count == 1 && TLane.AllEqual(absent, one) && TLane.AllEqual(empty, zero))
        {
            return nothing;
        }

        Weights.Divide(present, TLane.SelectEqual(total, zero, one, total));
        if (!used.IsEmpty)
        {
            present.CopyTo(used[group.First..]);
        }

        if (TLane.Count == 1 && TLane.AllEqual(absent, one))
        {
            return nothing;
        }

        // A journey without a score stands beside others that have one: there the strategy is shown a weight all the same.
        present[0] = TLane.Max(empty, present[0]);
        if (group.Ordered && !positions.IsEmpty)
        {
            LivedOrder.Sort(positions.Slice(group.First, count), MemoryMarshal.Cast<TLane, double>(scores), MemoryMarshal.Cast<TLane, double>(present));
        }

        return TLane.SelectEqual(absent, one, nothing, Checked(Aggregate(scratch[..(count + 1)], present)));
    }

    // Side by side by way of the loop over tiles: there the compiler has room to inline the whole formula.
    private TLane Aggregate(Span<TLane> scores, ReadOnlySpan<TLane> weights)
    {
        if (TLane.Count == 1)
        {
            return kernel.Aggregate(scores[..^1], weights);
        }

        kernel.AggregateTiles(scores, scores.Length, 0, weights, weights.Length);
        return scores[^1];
    }

    // 1 where a child that counts is missing.
    private static TLane Lacking(ReadOnlySpan<TLane> present, ReadOnlySpan<TLane> weights)
    {
        var lacking = TLane.Broadcast(0);
        for (var i = 0; i < present.Length; i++)
        {
            lacking = TLane.SelectLess(present[i], weights[i], TLane.Broadcast(1), lacking);
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
