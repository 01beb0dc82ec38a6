using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Aggregation.States;

namespace Cx.Scoring.Aggregation;

/// <summary>The weighted arithmetic mean Σ wᵢxᵢ.</summary>
internal readonly record struct WeightedMean : IMomentStrategy<WeightedMean>, IDeclaresLaws, IMergeableStrategy, IKnowsExpectedScore, IKnowsShapleyValues
{
    public string Name => "weighted-mean";

    public IReadOnlyList<DeclaredLaw> Laws =>
    [
        Law.Idempotent, Law.Monotone, Law.Internal, Law.Homogeneous, Law.TranslationEquivariant, Law.Symmetric, Law.WeightSplitting,
        Law.StronglyDecomposable, Law.Mergeable,
    ];

    public static ScoreMoments Asks => ScoreMoments.Mean;

    public TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
        where TLane : unmanaged, ILane<TLane> => mean;

    public double? ExpectedScore(int touchpoints) => ExpectedScores.OfSortedScores(this, touchpoints);

    public IMergeableState? State => new SumState(static x => x, static mean => mean);

    public bool TryAttribute(ReadOnlySpan<double> scores, ReadOnlySpan<double> baseline, ReadOnlySpan<double> weights, Span<double> values)
    {
        values.Clear();
        ShapleyValues.AddMean(1, scores, baseline, weights, values);
        return true;
    }

    public override string ToString() => Name;
}
