using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Aggregation.States;

namespace Cx.Scoring.Aggregation;

/// <summary>The mean with weights wᵢ decay^(n-i): each step back in the journey counts less.</summary>
internal readonly record struct Recency : ILaneStrategy<Recency>, IDeclaresLaws, IMergeableStrategy, IKnowsExpectedScore, IKnowsShapleyValues
{
    private readonly double decay;

    public Recency(double decay) => this.decay = decay > 0 && decay <= 1 ? decay : Parameter.Refuse(decay, nameof(decay), "above 0 to 1");

    public string Name => $"recency({Parameter.Print(decay)})";

    public IReadOnlyList<DeclaredLaw> Laws => decay == 1
        ? default(WeightedMean).Laws
        : [Law.Idempotent, Law.Monotone, Law.Internal, Law.Homogeneous, Law.TranslationEquivariant, Law.StronglyDecomposable, Law.Mergeable];

    public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
    {
        if (decay == 1)
        {
            return LaneMath.Mean(scores, weights);
        }

        var (zero, factor) = (TLane.Broadcast(0), TLane.Broadcast(1));
        var sum = LaneSum<TLane>.Of(scores.Length);
        var total = LaneSum<TLane>.Zero;
        for (var i = scores.Length - 1; i >= 0; i--)
        {
            var weight = weights[i] * factor;
            sum.Add(weight * scores[i]);
            total.Add(weight);
            factor = TLane.SelectLess(zero, weights[i], factor * TLane.Broadcast(decay), factor);
        }

        return LaneMath.Within(scores, sum.Value / total.Value);
    }

    public double? ExpectedScore(int touchpoints) => 0.5;

    public IMergeableState? State => new RecencyState(decay);

    public bool TryAttribute(ReadOnlySpan<double> scores, ReadOnlySpan<double> baseline, ReadOnlySpan<double> weights, Span<double> values)
    {
        var (factor, total) = (1.0, 0.0);
        for (var i = scores.Length - 1; i >= 0; i--)
        {
            values[i] = weights[i] * factor;
            total += values[i];
            factor *= decay;
        }

        for (var i = 0; i < scores.Length; i++)
        {
            values[i] *= (scores[i] - baseline[i]) / total;
        }

        return true;
    }

    public override string ToString() => Name;
}
