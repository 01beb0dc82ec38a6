using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Aggregation;

/// <summary>The mean less half the weighted mean difference: M(1 - G), Sen's welfare; the worst scores count most.</summary>
internal readonly record struct GiniMean : ILaneStrategy<GiniMean>, IDeclaresLaws, IKnowsExpectedScore, IKnowsShapleyValues, IRanksScores
{
    public string Name => "gini-mean";

    public IReadOnlyList<DeclaredLaw> Laws =>
        [Law.Idempotent, Law.Monotone, Law.Internal, Law.Homogeneous, Law.TranslationEquivariant, Law.Symmetric, Law.WeightSplitting];

    public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane> =>
        LaneMath.Ranked(scores, weights, default(Welfare));

    public RankShares<TLane>? Shares<TLane>(ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane> =>
        RankShares<TLane>.Of(weights, default(Welfare));

    public double? ExpectedScore(int touchpoints) => ExpectedScores.OfSortedScores(this, touchpoints);

    public bool TryAttribute(ReadOnlySpan<double> scores, ReadOnlySpan<double> baseline, ReadOnlySpan<double> weights, Span<double> values) =>
        ShapleyValues.TryRanks(this, scores, baseline, weights, values);

    public override string ToString() => Name;

    // The weight above a score is R: F = Σ (R²ᵢ₋₁ - R²ᵢ) x₍ᵢ₎, ascending.
    private readonly struct Welfare : IRankWeights
    {
        public bool FromTheBest => false;

        public TLane At<TLane>(TLane cumulated)
            where TLane : unmanaged, ILane<TLane> => cumulated;

        // A product, which keeps the digits that a difference of squares loses.
        public TLane Of<TLane>(TLane before, TLane after)
            where TLane : unmanaged, ILane<TLane>
        {
            var two = TLane.Broadcast(2);
            return (after - before) * ((two - before) - after);
        }
    }
}
