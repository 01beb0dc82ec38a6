using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Aggregation.States;

namespace Cx.Scoring.Aggregation;

/// <summary>The least score: min xᵢ over wᵢ &gt; 0. Weights only switch a touchpoint on or off.</summary>
internal readonly record struct WeakestLink : IMomentStrategy<WeakestLink>, IDeclaresLaws, IMergeableStrategy, IKnowsExpectedScore, IKnowsShapleyValues
{
    public string Name => "weakest-link";

    public IReadOnlyList<DeclaredLaw> Laws =>
    [
        Law.Idempotent, Law.Monotone, Law.Internal, Law.Homogeneous, Law.TranslationEquivariant, Law.Symmetric, Law.WeightSplitting,
        Law.StronglyDecomposable, Law.Mergeable,
    ];

    public static ScoreMoments Asks => ScoreMoments.Least;

    public TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
        where TLane : unmanaged, ILane<TLane> => least;

    public double? ExpectedScore(int touchpoints) => ExpectedScores.OfSortedScores(this, touchpoints);

    public IMergeableState? State => new ExtremaState(static (least, _) => least);

    public bool TryAttribute(ReadOnlySpan<double> scores, ReadOnlySpan<double> baseline, ReadOnlySpan<double> weights, Span<double> values)
    {
        values.Clear();
        ShapleyValues.AddMinimum(1, scores, baseline, values);
        return true;
    }

    public override string ToString() => Name;
}
