using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>From touchpoint scores to the score of the journey.</summary>
internal static class Evaluation
{
    private const int OnStack = 128;
    private const int Journey = 0;

    /// <summary>Aggregates a journey without gaps.</summary>
    public static double Complete(CompiledModel compiled, Span<double> nodes, ReadOnlySpan<int> positions)
    {
        foreach (var group in compiled.Groups)
        {
            nodes[group.Node] = positions.IsEmpty
                ? group.Aggregate(nodes)
                : group.Aggregate(nodes, positions, refuse: false, default);
        }

        return nodes[Journey];
    }

    /// <summary>The value of a journey with gaps; NaN when it has none.</summary>
    public static double Value(CompiledModel compiled, Span<double> nodes, ReadOnlySpan<int> positions) =>
        Sufficiency.IsEnough(compiled, nodes) ? WithGaps(compiled, nodes, positions, default) : double.NaN;

    /// <summary>The score of a journey with all it has to say.</summary>
    public static JourneyScore Score(CompiledModel compiled, string journeyId, double[] nodes, ReadOnlySpan<int> positions, int missing)
    {
        if (missing == 0)
        {
            var value = Complete(compiled, nodes, positions);
            return new(compiled, journeyId, nodes, compiled.Shares) { Value = value, Bounds = new(value, value), Coverage = 1 };
        }

        var bounds = Bounds(compiled, nodes, positions);
        var coverage = Sufficiency.Coverage(compiled, nodes);
        var reason = Sufficiency.Reason(compiled, nodes);
        var shares = compiled.Shares.ToArray();
        var score = WithGaps(compiled, nodes, positions, shares);
        reason ??= double.IsNaN(score) ? Sufficiency.PlacesReason(compiled, nodes) : null;
        nodes[Journey] = reason is null ? score : double.NaN;
        return new(compiled, journeyId, nodes, shares)
        {
            Value = reason is null ? score : null,
            Bounds = bounds,
            Coverage = coverage,
            Reason = reason,
        };
    }

    // Leaves the gaps of the touchpoints as they are: what was not measured has no score of its own.
    [SkipLocalsInit]
    private static double WithGaps(CompiledModel compiled, Span<double> nodes, ReadOnlySpan<int> positions, Span<double> shares)
    {
        var missing = compiled.Model.MissingScores;
        if (missing is MissingScores.Refuse or MissingScores.Skip)
        {
            var complete = true;
            foreach (var group in compiled.Groups)
            {
                var score = group.Aggregate(nodes, positions, missing is MissingScores.Refuse, shares);
                nodes[group.Node] = score;
                complete &= !(group.NeedsAll && double.IsNaN(score) && compiled.Counts(group.Node));
            }

            return complete ? nodes[Journey] : double.NaN;
        }

        using var rented = new Scratch<double>(nodes.Length, OnStack);
        var filled = rented.Over(stackalloc double[OnStack]);
        nodes.CopyTo(filled);
        Fill(compiled, filled, missing is MissingScores.TreatAsWorst ? compiled.Worst : compiled.Neutral);
        var value = Complete(compiled, filled, positions);
        foreach (var group in compiled.Groups)
        {
            nodes[group.Node] = filled[group.Node];
        }

        return value;
    }

    [SkipLocalsInit]
    private static ScoreBounds Bounds(CompiledModel compiled, ReadOnlySpan<double> nodes, ReadOnlySpan<int> positions)
    {
        using var rented = new Scratch<double>(nodes.Length, OnStack);
        var filled = rented.Over(stackalloc double[OnStack]);
        nodes.CopyTo(filled);
        Fill(compiled, filled, compiled.Worst);
        var low = Complete(compiled, filled, positions);
        nodes.CopyTo(filled);
        Fill(compiled, filled, compiled.Best);
        var high = Complete(compiled, filled, positions);
        return new(Math.Min(low, high), Math.Max(low, high));
    }

    private static void Fill(CompiledModel compiled, Span<double> nodes, double[] scores)
    {
        for (var slot = 0; slot < scores.Length; slot++)
        {
            ref var score = ref nodes[compiled.NodeOfSlot[slot]];
            score = double.IsNaN(score) ? scores[slot] : score;
        }
    }
}
