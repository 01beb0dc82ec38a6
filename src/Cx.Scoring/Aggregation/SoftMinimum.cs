using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Aggregation.States;

namespace Cx.Scoring.Aggregation;

/// <summary>The soft minimum -(1/k) ln Σ wᵢe^(-kxᵢ): the mean for small sharpness k, the minimum for great.</summary>
internal readonly record struct SoftMinimum : ILaneStrategy<SoftMinimum>, IDeclaresLaws, IMergeableStrategy
{
    // Below, the exponentials are so near 1 that their difference from 1 must be carried instead: the direct form loses 1e-16/k.
    private const double NearMean = 0.01;

    private readonly double sharpness;

    public SoftMinimum(double sharpness) =>
        this.sharpness = sharpness > 0 && sharpness <= double.MaxValue ? sharpness : Parameter.Refuse(sharpness, nameof(sharpness), "a finite number above 0");

    public string Name => $"soft-minimum({Parameter.Print(sharpness)})";

    public IReadOnlyList<DeclaredLaw> Laws =>
    [
        Law.Idempotent, Law.Monotone, Law.Internal, Law.TranslationEquivariant, Law.Symmetric, Law.WeightSplitting, Law.StronglyDecomposable, Law.Mergeable,
    ];

    public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
    {
        // The minimum is taken out before the exponential, so that nothing underflows: m - (1/k) ln Σ w e^(-k(x - m)).
        var (zero, slope) = (TLane.Broadcast(0), TLane.Broadcast(-sharpness));
        var least = LaneMath.Minimum(scores, weights);
        var nearMean = sharpness < NearMean;
        var sum = LaneSum<TLane>.Zero;
        for (var i = 0; i < scores.Length; i++)
        {
            var above = slope * TLane.Max(zero, scores[i] - least);
            sum.Add(weights[i] * (nearMean ? LaneMath.ExpMinusOne(above) : TLane.Exp(above)));
        }

        var log = nearMean ? LaneMath.LogOnePlus(sum.Value) : TLane.Log(sum.Value);
        return TLane.Max(least, TLane.Min(LaneMath.Maximum(scores, weights), least + (log / slope)));
    }

    public IMergeableState? State => StateOf(sharpness);

    public override string ToString() => Name;

    private static LogSumState StateOf(double sharpness) => new(x => -sharpness * x, log => -log / sharpness, sharpness < NearMean);
}
