using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Aggregation;

/// <summary>The Sugeno integral maxᵢ min(x₍ᵢ₎, mu({(i)..(n)})): for scores that can be ranked but not added.</summary>
internal readonly record struct Sugeno(Capacity Capacity) : ILaneStrategy<Sugeno>, IDeclaresLaws, IPositionalStrategy
{
    public string Name => $"sugeno({Capacity})";

    public int Places => Capacity.Touchpoints;

    public IReadOnlyList<DeclaredLaw> Laws => [Law.Idempotent, Law.Monotone, Law.Internal];

    public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
    {
        Span<TLane> sorted = stackalloc TLane[Capacity.MostTouchpoints];
        Span<TLane> bits = stackalloc TLane[Capacity.MostTouchpoints];
        sorted = sorted[..scores.Length];
        bits = bits[..scores.Length];
        CapacityPlaces.Sort(Capacity, scores, sorted, bits);
        var left = TLane.Broadcast((1 << Places) - 1);
        var greatest = TLane.Broadcast(0);
        for (var i = 0; i < sorted.Length; i++)
        {
            greatest = TLane.Max(greatest, TLane.Min(sorted[i], LaneMath.Lookup(Capacity.Table, left)));
            left -= bits[i];
        }

        return TLane.Max(sorted[0], TLane.Min(sorted[^1], greatest));
    }

    public override string ToString() => Name;
}
