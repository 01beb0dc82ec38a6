using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Compilation;

/// <summary>A stage or the journey itself, made ready for use: which nodes it aggregates, and how.</summary>
internal sealed class Group
{
    private const int OnStack = 64;

    // Scores, weights, and for sorting a copy and the keys.
    private const int Scratch = 4;
    private readonly IAggregationStrategy strategy;
    private readonly double[] weights;

    // A lane strategy takes weights of 0; any other is given only what is present.
    private readonly bool takesGaps;
    private readonly bool isDirect;

    public Group(int node, int first, string name, IAggregationStrategy strategy, double[] weights, ReadOnlySpan<bool> required)
    {
        (Node, First, Name, this.weights) = (node, first, name, weights);
        this.strategy = strategy is IBindsToSteps binding ? binding.Bind(required) : strategy;
        var total = Weights.Sum(weights);
        Shares = [.. weights.Select(weight => weight / total)];
        takesGaps = this.strategy is ILaneStrategy;
        isDirect = (takesGaps && strategy is not IPositionalStrategy) || !weights.Contains(0);
        NeedsAll = strategy is IPositionalStrategy;
        Ordered = !strategy.Keeps(Law.Symmetric) && !NeedsAll && this.strategy.Equals(strategy);
    }

    /// <summary>The id of the stage, or the name of the model.</summary>
    public string Name { get; }

    /// <summary>The node that its aggregate is written to.</summary>
    public int Node { get; }

    /// <summary>The first of its children, which are neighbours.</summary>
    public int First { get; }

    public int Count => weights.Length;

    /// <summary>The weights of its children divided by their sum.</summary>
    public double[] Shares { get; }

    /// <summary>Whether it has no score unless every child that counts has one: its parameters belong to places.</summary>
    public bool NeedsAll { get; }

    /// <summary>Whether it wants its scores in the order in which they were lived.</summary>
    public bool Ordered { get; }

    /// <summary>Aggregates children that are all present and stand in the order in which they were lived.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Aggregate(ReadOnlySpan<double> nodes)
    {
        var scores = nodes.Slice(First, weights.Length);
        return isDirect
            ? ScoreCheck.Of(strategy, strategy.Aggregate(scores, Shares), Name)
            : Aggregate(nodes, [], refuse: false, default);
    }

    /// <summary>Aggregates children of which some may be absent, or which were lived in another order.</summary>
    /// <param name="nodes">The scores of all nodes, NaN where absent.</param>
    /// <param name="positions">When each node was lived, empty where that does not matter.</param>
    /// <param name="refuse">Whether one absent child that counts leaves the group without a score.</param>
    /// <param name="shares">Receives the shares that were used, in the place of its children; empty where nobody asks.</param>
    /// <returns>The score; NaN when there is none.</returns>
    public double Aggregate(ReadOnlySpan<double> nodes, ReadOnlySpan<int> positions, bool refuse, Span<double> shares)
    {
        var count = weights.Length;
        var rented = count > OnStack ? ArrayPool<double>.Shared.Rent(Scratch * count) : null;
        var scratch = rented is null ? stackalloc double[Scratch * OnStack] : rented;
        var scores = scratch[..count];
        var used = scratch.Slice(count, count);
        try
        {
            var children = nodes.Slice(First, count);
            for (var i = 0; i < count; i++)
            {
                var absent = double.IsNaN(children[i]);
                if (absent && (refuse || NeedsAll) && weights[i] > 0)
                {
                    return double.NaN;
                }

                (scores[i], used[i]) = absent ? (0, 0) : (children[i], weights[i]);
            }

            var total = Weights.Sum(used);
            for (var i = 0; i < count && total > 0; i++)
            {
                used[i] /= total;
            }

            if (!shares.IsEmpty)
            {
                used.CopyTo(shares[First..]);
            }

            if (total == 0)
            {
                return double.NaN;
            }

            if (Ordered && !positions.IsEmpty)
            {
                var keys = MemoryMarshal.Cast<double, long>(scratch.Slice(3 * count, count));
                SortByPosition(positions.Slice(First, count), scores, used, scratch.Slice(2 * count, count), keys);
            }

            var present = takesGaps && !NeedsAll ? count : Compact(scores, used);
            return ScoreCheck.Of(strategy, strategy.Aggregate(scores[..present], used[..present]), Name);
        }
        finally
        {
            if (rented is not null)
            {
                ArrayPool<double>.Shared.Return(rented);
            }
        }
    }

    private static int Compact(Span<double> scores, Span<double> used)
    {
        var present = 0;
        for (var i = 0; i < used.Length; i++)
        {
            if (used[i] > 0)
            {
                (scores[present], used[present]) = (scores[i], used[i]);
                present++;
            }
        }

        return present;
    }

    // What was not lived follows its model predecessor. A key holds the position and, for ties and to be found again, the place.
    private static void SortByPosition(ReadOnlySpan<int> positions, Span<double> scores, Span<double> used, Span<double> copy, Span<long> keys)
    {
        var count = positions.Length;
        var position = 0L;
        for (var i = 0; i < count; i++)
        {
            position = positions[i] >= 0 ? positions[i] + 1 : position;
            keys[i] = (position * count) + i;
        }

        keys.Sort();
        Permute(scores, copy, keys);
        Permute(used, copy, keys);
    }

    private static void Permute(Span<double> items, Span<double> copy, ReadOnlySpan<long> keys)
    {
        items.CopyTo(copy);
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = copy[(int)(keys[i] % items.Length)];
        }
    }
}
