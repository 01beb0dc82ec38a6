using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>Four neighbouring slots of a model without stages, read side by side.</summary>
internal readonly struct FourSlots
{
    /// <summary>A scale of its own for each of them.</summary>
    public readonly Ruler<Vector256Lane> Ruler;

    /// <summary>The share of each; 0 where it is one of the four before, too.</summary>
    public readonly Vector256Lane Shares;

    /// <summary>The first of them.</summary>
    public readonly nint First;

    // Which is the first of them, and which the first that is none of the four before.
    private FourSlots(ReadOnlySpan<Slot> slots, ReadOnlySpan<double> shares, int first, int firstNew)
    {
        Span<double> counted = [0, 0, 0, 0];
        shares[firstNew..(first + Vector256Lane.Count)].CopyTo(counted[(firstNew - first)..]);
        Ruler = new([.. slots.Slice(first, Vector256Lane.Count).ToArray().Select(slot => new Ruler<Vector256Lane>(slot.Scale))]);
        Shares = Vector256Lane.Load(in counted[0]);
        First = first;
    }

    /// <summary>All slots, in model order; the last four may overlap those before.</summary>
    /// <param name="slots">At least four slots, of which none has a neutral value.</param>
    /// <param name="shares">The share of each.</param>
    public static FourSlots[] Of(ReadOnlySpan<Slot> slots, ReadOnlySpan<double> shares)
    {
        var fours = new FourSlots[(slots.Length + Vector256Lane.Count - 1) / Vector256Lane.Count];
        for (var i = 0; i < fours.Length; i++)
        {
            var firstNew = i * Vector256Lane.Count;
            fours[i] = new(slots, shares, Math.Min(firstNew, slots.Length - Vector256Lane.Count), firstNew);
        }

        return fours;
    }
}
