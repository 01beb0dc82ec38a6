using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Aggregation.States;

namespace Cx.Scoring.Aggregation;

/// <summary>The mean drawn towards the minimum: M - alpha( sqrt((M - min)² + beta²) - beta ).</summary>
internal readonly record struct MeanMin : IMomentStrategy<MeanMin>, IDeclaresLaws, IMergeableStrategy, IKnowsExpectedScore, IKnowsShapleyValues
{
    // Above, the square of the ratio may overflow, and the direct form has nothing left to cancel.
    private const double LargeRatio = 1e8;

    private readonly double alpha;
    private readonly double beta;

    public MeanMin(double alpha, double beta)
    {
        this.alpha = Parameter.Within(alpha, 0, 1, nameof(alpha));
        this.beta = beta >= 0 && beta <= double.MaxValue ? beta : Parameter.Refuse(beta, nameof(beta), "a finite number from 0");
    }

    public string Name => $"mean-min({Parameter.Print(alpha)}, {Parameter.Print(beta)})";

    public IReadOnlyList<DeclaredLaw> Laws => (alpha, beta) switch
    {
        (0, _) or (1, 0) => default(WeightedMean).Laws,
        (_, 0) => [Law.Idempotent, Law.Monotone, Law.Internal, Law.TranslationEquivariant, Law.Symmetric, Law.WeightSplitting, Law.Homogeneous, Law.Mergeable],
        _ => [Law.Idempotent, Law.Monotone, Law.Internal, Law.TranslationEquivariant, Law.Symmetric, Law.WeightSplitting, Law.Mergeable],
    };

    public static ScoreMoments Asks => ScoreMoments.Mean;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
        where TLane : unmanaged, ILane<TLane> => Draw(mean, least);

    public double? ExpectedScore(int touchpoints) => beta == 0 || alpha == 0 ? ExpectedScores.OfSortedScores(this, touchpoints) : null;

    public IMergeableState? State => MomentsOf(alpha, beta);

    public bool TryAttribute(ReadOnlySpan<double> scores, ReadOnlySpan<double> baseline, ReadOnlySpan<double> weights, Span<double> values)
    {
        // Without rounding by beta it is a blend of mean and minimum.
        values.Clear();
        ShapleyValues.AddMean(1 - alpha, scores, baseline, weights, values);
        ShapleyValues.AddMinimum(alpha, scores, baseline, values);
        return beta == 0 || alpha == 0;
    }

    public override string ToString() => Name;

    private TLane Draw<TLane>(TLane mean, TLane least)
        where TLane : unmanaged, ILane<TLane>
    {
        var gap = mean - least;
        var drawn = gap;
        if (beta > 0)
        {
            // sqrt(g² + b²) - b without its cancellation, and scaled by b, whose square may be out of range: b r²/(sqrt(r² + 1) + 1), r = g/b.
            var (one, unit) = (TLane.Broadcast(1), TLane.Broadcast(beta));
            var ratio = gap / unit;
            var direct = TLane.Sqrt((gap * gap) + (unit * unit)) - unit;
            var scaled = gap * (ratio / (TLane.Sqrt(TLane.FusedMultiplyAdd(ratio, ratio, one)) + one));
            drawn = TLane.SelectLess(TLane.Broadcast(LargeRatio), ratio, direct, scaled);
        }

        return TLane.Max(least, mean - (TLane.Broadcast(alpha) * drawn));
    }

    private static MomentsState MomentsOf(double alpha, double beta) => new((mean, _, least) =>
        new MeanMin(alpha, beta).Draw(new ScalarLane(mean), new ScalarLane(least)).Value);
}
