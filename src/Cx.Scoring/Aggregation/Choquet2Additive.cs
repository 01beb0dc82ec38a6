using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Aggregation;

/// <summary>The Choquet integral of a 2-additive capacity: Σ φᵢxᵢ - ½ Σ over pairs Iᵢⱼ|xᵢ - xⱼ|.</summary>
internal readonly record struct Choquet2Additive(TwoAdditiveCapacity Capacity) : ILaneStrategy<Choquet2Additive>, IDeclaresLaws, IKnowsExpectedScore, IKnowsShapleyValues, IPositionalStrategy
{
    public string Name => $"choquet-2-additive({Capacity})";

    public int Places => Capacity.Touchpoints;

    public IReadOnlyList<DeclaredLaw> Laws => [Law.Idempotent, Law.Monotone, Law.Internal, Law.Homogeneous, Law.TranslationEquivariant];

    public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
    {
        CapacityPlaces.Require(Places, scores.Length);
        var mean = LaneSum<TLane>.Zero;
        var importance = Capacity.ImportanceSpan;
        var (least, greatest) = (scores[0], scores[0]);
        for (var i = 0; i < scores.Length; i++)
        {
            mean.Add(TLane.Broadcast(importance[i]) * scores[i]);
            least = TLane.Min(least, scores[i]);
            greatest = TLane.Max(greatest, scores[i]);
        }

        // Half the interactions of a touchpoint are within its importance, so all of them within the range of the sum.
        var apart = LaneSum<TLane>.Zero;
        foreach (var (one, other, interaction) in Capacity.InteractionSpan)
        {
            apart.Add(TLane.Broadcast(interaction / 2) * TLane.Abs(scores[one] - scores[other]));
        }

        return LaneMath.Within(mean.Value - apart.Value, least, greatest);
    }

    public double? ExpectedScore(int touchpoints) => touchpoints == Places ? 0.5 - (Capacity.Interactions.Sum(pair => pair.Interaction) / 6) : null;

    public bool TryAttribute(ReadOnlySpan<double> scores, ReadOnlySpan<double> baseline, ReadOnlySpan<double> weights, Span<double> values)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            values[i] = Capacity.ImportanceSpan[i] * (scores[i] - baseline[i]);
        }

        // |xᵢ - xⱼ| is a game of two.
        foreach (var (one, other, interaction) in Capacity.InteractionSpan)
        {
            var none = Math.Abs(baseline[one] - baseline[other]);
            var both = Math.Abs(scores[one] - scores[other]);
            var ofOne = Math.Abs(scores[one] - baseline[other]);
            var ofOther = Math.Abs(baseline[one] - scores[other]);
            values[one] -= interaction * (ofOne - none + both - ofOther) / 4;
            values[other] -= interaction * (ofOther - none + both - ofOne) / 4;
        }

        return true;
    }

    public override string ToString() => Name;
}
