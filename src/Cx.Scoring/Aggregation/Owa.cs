using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Aggregation;

/// <summary>The ordered weighted average Σ (Q(Cⱼ) - Q(Cⱼ₋₁)) bⱼ over the scores b in descending order, C their cumulated weight.</summary>
internal readonly record struct Owa(Quantifier Quantifier, string Name) : ILaneStrategy<Owa>, IDeclaresLaws, IKnowsExpectedScore, IKnowsShapleyValues, IRanksScores
{
    public IReadOnlyList<DeclaredLaw> Laws =>
    [
        Law.Idempotent, Law.Monotone, Law.Internal, Law.Homogeneous, Law.TranslationEquivariant, Law.Symmetric, Law.WeightSplitting,
        .. Quantifier.Exponent == 1 ? (ReadOnlySpan<DeclaredLaw>)[Law.StronglyDecomposable] : [],
    ];

    public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane> => Quantifier.Exponent switch
        {
            1 => LaneMath.Mean(scores, weights),
            double.NaN => LaneMath.Ranked(scores, weights, new OfLines(Quantifier)),
            _ => LaneMath.Ranked(scores, weights, new OfPower(Quantifier.Exponent)),
        };

    public RankShares<TLane>? Shares<TLane>(ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane> => Quantifier.Exponent switch
        {
            1 => null,
            double.NaN => RankShares<TLane>.Of(weights, new OfLines(Quantifier)),
            _ => RankShares<TLane>.Of(weights, new OfPower(Quantifier.Exponent)),
        };

    public double? ExpectedScore(int touchpoints) => ExpectedScores.OfSortedScores(this, touchpoints);

    public bool TryAttribute(ReadOnlySpan<double> scores, ReadOnlySpan<double> baseline, ReadOnlySpan<double> weights, Span<double> values) =>
        Quantifier.Exponent == 1 ? default(WeightedMean).TryAttribute(scores, baseline, weights, values) : ShapleyValues.TryRanks(this, scores, baseline, weights, values);

    public override string ToString() => Name;

    // The cumulated weight keeps its digits near 0, so it begins at the end where the quantifier is steep: at the best for an exponent
    // below 1, at the worst above, where the share of what is better is 1 less what was cumulated.
    private readonly struct OfPower(double exponent) : IRankWeights
    {
        private readonly double exponent = exponent;

        public bool FromTheBest => exponent < 1;

        public TLane At<TLane>(TLane cumulated)
            where TLane : unmanaged, ILane<TLane> => FromTheBest ? Q(cumulated) : QOfRest(cumulated);

        public TLane Of<TLane>(TLane before, TLane after)
            where TLane : unmanaged, ILane<TLane> => FromTheBest ? after - before : before - after;

        private TLane Q<TLane>(TLane share)
            where TLane : unmanaged, ILane<TLane> =>
            exponent == 0.5 ? TLane.Sqrt(share) : LaneMath.PowApart(share, TLane.Broadcast(exponent));

        private TLane QOfRest<TLane>(TLane worse)
            where TLane : unmanaged, ILane<TLane>
        {
            var share = TLane.Broadcast(1) - worse;
            return exponent == 2 ? share * share : PowerOfRest(worse);
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private TLane PowerOfRest<TLane>(TLane worse)
            where TLane : unmanaged, ILane<TLane>
        {
            var (zero, one) = (TLane.Broadcast(0), TLane.Broadcast(1));

            // Rounding may cumulate a little more than 1, and nothing is better than all.
            var held = TLane.Min(worse, one);
            var power = TLane.Exp(TLane.Broadcast(exponent) * LaneMath.LogOnePlus(-held));
            return TLane.SelectEqual(held, one, zero, power);
        }
    }

    private readonly struct OfLines(Quantifier quantifier) : IRankWeights
    {
        private readonly Quantifier quantifier = quantifier;

        public bool FromTheBest => true;

        // The sum of what each line adds up to the weight: no search, so every lane takes the same road.
        public TLane At<TLane>(TLane cumulated)
            where TLane : unmanaged, ILane<TLane>
        {
            var points = quantifier.Points;
            var counts = TLane.Broadcast(0);
            for (var i = 1; i < points.Length; i++)
            {
                var ((from, low), (to, high)) = (points[i - 1], points[i]);
                var within = TLane.Max(TLane.Broadcast(0), TLane.Min(TLane.Broadcast(to), cumulated) - TLane.Broadcast(from));
                counts += within * TLane.Broadcast((high - low) / (to - from));
            }

            return counts;
        }

        public TLane Of<TLane>(TLane before, TLane after)
            where TLane : unmanaged, ILane<TLane> => after - before;
    }
}
