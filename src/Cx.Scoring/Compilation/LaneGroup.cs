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
    private readonly TLane[] shares;

    public LaneGroup(Group group)
    {
        this.group = group;
        shares = [.. group.Shares.Select(TLane.Broadcast)];
        kernel = group.NeedsAll && group.Weights.Contains(0)
            ? Kernel<TLane>.Of(group.Strategy, [.. Enumerable.Range(0, group.Count).Where(place => group.Weights[place] > 0)])
            : Kernel<TLane>.Of(group.Strategy);
    }

    public Group Group => group;

    /// <summary>Aggregates children that are all present, under the weights of the model, and stand in the order in which they were lived.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Complete(ReadOnlySpan<TLane> nodes) => Checked(kernel.Aggregate(nodes.Slice(group.First, shares.Length), shares));

    /// <summary>The same for tile after tile of journeys.</summary>
    /// <param name="nodes">The nodes of all tiles; receives the scores.</param>
    /// <param name="stride">How many nodes a tile has.</param>
    public void Complete(Span<TLane> nodes, int stride)
    {
        if (!kernel.AggregateTiles(nodes, stride, group.First, shares, group.Node))
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
        var count = shares.Length;
        using var rented = new Scratch<TLane>(2 * count, 2 * OnStack);
        var scratch = rented.Over(stackalloc TLane[2 * OnStack]);
        var scores = scratch[..count];
        var present = scratch[count..];
        var (zero, one, nothing) = (TLane.Broadcast(0), TLane.Broadcast(1), TLane.Broadcast(double.NaN));
        var children = nodes.Slice(group.First, count);
        weights = weights.Slice(group.First, count);
        var lacking = zero;
        for (var i = 0; i < children.Length; i++)
        {
            var (child, weight) = (children[i], weights[i]);
            var counts = TLane.SelectEqual(child, child, weight, zero);
            scores[i] = TLane.SelectEqual(child, child, child, zero);
            present[i] = counts;
            lacking = TLane.SelectLess(counts, weight, one, lacking);
        }

        var total = Weights.Sum<TLane>(present);
        var absent = TLane.SelectEqual(total, zero, one, refuse || group.NeedsAll ? lacking : zero);
        if (TLane.Count == 1 && TLane.AllEqual(absent, one) && !TLane.AllEqual(total, zero))
        {
            return nothing;
        }

        var divisor = TLane.SelectEqual(total, zero, one, total);
        for (var i = 0; i < present.Length; i++)
        {
            present[i] /= divisor;
        }

        if (!used.IsEmpty)
        {
            present.CopyTo(used[group.First..]);
        }

        if (TLane.Count == 1 && TLane.AllEqual(absent, one))
        {
            return nothing;
        }

        // A journey without a score stands beside others that have one: there the strategy is shown a weight all the same.
        present[0] = TLane.SelectEqual(total, zero, one, present[0]);
        if (group.Ordered && !positions.IsEmpty)
        {
            LivedOrder.Sort(positions.Slice(group.First, count), MemoryMarshal.Cast<TLane, double>(scores), MemoryMarshal.Cast<TLane, double>(present));
        }

        return TLane.SelectEqual(absent, one, nothing, Checked(kernel.Aggregate(scores, present)));
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
