using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Aggregation;

/// <summary>The mean of the worst share of the weight, the last item in part: conditional value at risk.</summary>
internal readonly record struct LowerTailMean : ILaneStrategy<LowerTailMean>, IDeclaresLaws, IKnowsExpectedScore, IKnowsShapleyValues, IRanksScores
{
    private readonly double share;

    public LowerTailMean(double share) =>
        this.share = share > 0 && share <= 1 ? share : Parameter.Refuse(share, nameof(share), "above 0 to 1");

    public string Name => $"lower-tail-mean({Parameter.Print(share)})";

    public IReadOnlyList<DeclaredLaw> Laws =>
    [
        Law.Idempotent, Law.Monotone, Law.Internal, Law.Homogeneous, Law.TranslationEquivariant, Law.Symmetric, Law.WeightSplitting,
        .. share == 1 ? (ReadOnlySpan<DeclaredLaw>)[Law.StronglyDecomposable] : [],
    ];

    public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane> =>
        LaneMath.Ranked(scores, weights, new Tail(share));

    public RankShares<TLane>? Shares<TLane>(ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane> =>
        RankShares<TLane>.Of(weights, new Tail(share));

    public double? ExpectedScore(int touchpoints) => ExpectedScores.OfSortedScores(this, touchpoints);

    public bool TryAttribute(ReadOnlySpan<double> scores, ReadOnlySpan<double> baseline, ReadOnlySpan<double> weights, Span<double> values) =>
        ShapleyValues.TryRanks(this, scores, baseline, weights, values);

    public override string ToString() => Name;

    private readonly struct Tail(double share) : IRankWeights
    {
        private readonly double share = share;

        public bool FromTheBest => false;

        public TLane At<TLane>(TLane cumulated)
            where TLane : unmanaged, ILane<TLane> => TLane.Min(cumulated, TLane.Broadcast(share));

        public TLane Of<TLane>(TLane before, TLane after)
            where TLane : unmanaged, ILane<TLane> => after - before;
    }
}
