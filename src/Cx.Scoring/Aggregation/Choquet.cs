using System.Numerics;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Aggregation;

/// <summary>The Choquet integral Σ (x₍ᵢ₎ - x₍ᵢ₋₁₎) mu({(i)..(n)}): a mean in which touchpoints can need or replace each other.</summary>
internal readonly record struct Choquet(Capacity Capacity) : ILaneStrategy<Choquet>, IDeclaresLaws, IKnowsExpectedScore, IPositionalStrategy
{
    public string Name => $"choquet({Capacity})";

    public int Places => Capacity.Touchpoints;

    public IReadOnlyList<DeclaredLaw> Laws => [Law.Idempotent, Law.Monotone, Law.Internal, Law.Homogeneous, Law.TranslationEquivariant];

    public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
    {
        // The companion of a score is the bit of its touchpoint; what is left of the mask is the set that still counts.
        Span<TLane> sorted = stackalloc TLane[Capacity.MostTouchpoints];
        Span<TLane> bits = stackalloc TLane[Capacity.MostTouchpoints];
        sorted = sorted[..scores.Length];
        bits = bits[..scores.Length];
        CapacityPlaces.Sort(Capacity, scores, sorted, bits);
        var left = TLane.Broadcast((1 << Places) - 1);
        var below = TLane.Broadcast(0);
        var sum = LaneSum<TLane>.Zero;
        for (var i = 0; i < sorted.Length; i++)
        {
            sum.Add((sorted[i] - below) * LaneMath.Lookup(Capacity.Table, left));
            (below, left) = (sorted[i], left - bits[i]);
        }

        return TLane.Max(sorted[0], TLane.Min(sorted[^1], sum.Value));
    }

    public double? ExpectedScore(int touchpoints) => touchpoints == Places ? Capacity.Moebius().Select((part, set) => part / (BitOperations.PopCount((uint)set) + 1)).Sum() : null;

    public override string ToString() => Name;
}
