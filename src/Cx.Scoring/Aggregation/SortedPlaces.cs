using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Aggregation;

/// <summary>Scores in ascending order, each with the measure of the touchpoints from there up: what the integrals over a capacity share.</summary>
internal readonly ref struct SortedPlaces<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    /// <summary>How much scratch memory the places of any capacity need.</summary>
    public const int Scratch = 2 * Capacity.MostTouchpoints;

    public SortedPlaces(Capacity capacity, ReadOnlySpan<TLane> scores, Span<TLane> scratch)
    {
        var count = capacity.Touchpoints;
        CapacityPlaces.Require(count, scores.Length);
        var sorted = scratch[..count];
        var companions = scratch.Slice(count, count);
        scores.CopyTo(sorted);

        // The companion of a score is the bit of its touchpoint; what is left of the mask is the set that still counts.
        for (var i = 0; i < count; i++)
        {
            companions[i] = TLane.Broadcast(1 << i);
        }

        LaneSort.Ascending(sorted, companions);
        var left = TLane.Broadcast((1 << count) - 1);
        for (var i = 0; i < count; i++)
        {
            var bit = companions[i];
            companions[i] = LaneMath.Lookup(capacity.Table, left);
            left -= bit;
        }

        Scores = sorted;
        Measures = companions;
    }

    /// <summary>The scores, ascending.</summary>
    public ReadOnlySpan<TLane> Scores { get; }

    /// <summary>For each score the measure of its touchpoint and those above.</summary>
    public ReadOnlySpan<TLane> Measures { get; }

    /// <summary>A value held between the least and the greatest score.</summary>
    public TLane Within(TLane value) => TLane.Max(Scores[0], TLane.Min(Scores[^1], value));
}
