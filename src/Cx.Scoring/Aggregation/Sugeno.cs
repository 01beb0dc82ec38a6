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
        var places = new SortedPlaces<TLane>(Capacity, scores, stackalloc TLane[SortedPlaces<TLane>.Scratch]);
        var greatest = TLane.Broadcast(0);
        for (var i = 0; i < Places; i++)
        {
            greatest = TLane.Max(greatest, TLane.Min(places.Scores[i], places.Measures[i]));
        }

        return places.Within(greatest);
    }

    public override string ToString() => Name;
}
