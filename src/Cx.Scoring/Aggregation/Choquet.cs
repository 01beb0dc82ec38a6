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
        var places = new SortedPlaces<TLane>(Capacity, scores, stackalloc TLane[SortedPlaces<TLane>.Scratch]);
        var below = TLane.Broadcast(0);
        var sum = LaneSum<TLane>.Zero;
        for (var i = 0; i < Places; i++)
        {
            sum.Add((places.Scores[i] - below) * places.Measures[i]);
            below = places.Scores[i];
        }

        return places.Within(sum.Value);
    }

    public double? ExpectedScore(int touchpoints) => touchpoints == Places ? Capacity.Moebius().Select((part, set) => part / (BitOperations.PopCount((uint)set) + 1)).Sum() : null;

    public override string ToString() => Name;
}
