using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Aggregation.States;

namespace Cx.Scoring.Aggregation;

/// <summary>share × min + (1 - share) × max: between the pessimist and the optimist.</summary>
internal readonly record struct Hurwicz : IMomentStrategy<Hurwicz>, IDeclaresLaws, IMergeableStrategy, IKnowsExpectedScore, IKnowsShapleyValues
{
    private readonly double share;

    public Hurwicz(double share) => this.share = Parameter.Within(share, 0, 1, nameof(share));

    public string Name => $"hurwicz({Parameter.Print(share)})";

    public IReadOnlyList<DeclaredLaw> Laws =>
    [
        Law.Idempotent, Law.Monotone, Law.Internal, Law.Homogeneous, Law.TranslationEquivariant, Law.Symmetric, Law.WeightSplitting, Law.Mergeable,
        .. share is 0 or 1 ? (ReadOnlySpan<DeclaredLaw>)[Law.StronglyDecomposable] : [],
    ];

    public static ScoreMoments Asks => ScoreMoments.Extremes;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
        where TLane : unmanaged, ILane<TLane>
    {
        var mixed = (TLane.Broadcast(share) * least) + (TLane.Broadcast(1 - share) * greatest);
        return LaneMath.Within(mixed, least, greatest);
    }

    public double? ExpectedScore(int touchpoints) => ExpectedScores.OfSortedScores(this, touchpoints);

    public IMergeableState? State => Extrema(share);

    public bool TryAttribute(ReadOnlySpan<double> scores, ReadOnlySpan<double> baseline, ReadOnlySpan<double> weights, Span<double> values)
    {
        values.Clear();
        ShapleyValues.AddMinimum(share, scores, baseline, values);
        ShapleyValues.AddMaximum(1 - share, scores, baseline, values);
        return true;
    }

    public override string ToString() => Name;

    private static ExtremaState Extrema(double share) => new((least, greatest) => (share * least) + ((1 - share) * greatest));
}
