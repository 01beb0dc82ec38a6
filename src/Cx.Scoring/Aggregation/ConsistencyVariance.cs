using System.Globalization;
using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Aggregation.States;

namespace Cx.Scoring.Aggregation;

/// <summary>The mean less a penalty for inconsistency: M - penalty × S², S² the weighted population variance.</summary>
internal readonly record struct ConsistencyVariance : IMomentStrategy<ConsistencyVariance>, IDeclaresLaws, IMergeableStrategy, IKnowsExpectedScore, IKnowsShapleyValues
{
    /// <summary>Monotone up to here for every number of touchpoints and every weighting: dF/dxᵢ = wᵢ(1 - 2 penalty (xᵢ - M)) and xᵢ - M &lt; 1.</summary>
    public const double GreatestPenalty = 0.5;

    private readonly double penalty;
    private readonly bool unguarded;

    public ConsistencyVariance(double penalty, bool unguarded = false)
    {
        if (!(penalty >= 0 && penalty <= (unguarded ? double.MaxValue : GreatestPenalty)))
        {
            Parameter.Refuse(penalty, nameof(penalty), Allowed(penalty, unguarded));
        }

        (this.penalty, this.unguarded) = (penalty, unguarded);
    }

    public string Name => $"{(unguarded ? "unguarded-" : "")}consistency-variance({Parameter.Print(penalty)})";

    // Given weights: dF/dxᵢ is least for xᵢ = 1 and all others 0, so that monotone means penalty <= 1/(2(1 - wmin)), and by
    // Bhatia and Davis, S² <= (M - min)(max - M), internal means penalty <= 1/(1 - wmin).
    public IReadOnlyList<DeclaredLaw> Laws
    {
        get
        {
            var factor = penalty;
            DeclaredLaw monotone = penalty <= GreatestPenalty ? Law.Monotone : DeclaredLaw.When(
                Law.Monotone, "penalty <= 1/(2(1 - wmin))", weights => factor * 2 * (1 - Least(weights)) <= 1);
            DeclaredLaw inside = penalty <= 1 ? Law.Internal : DeclaredLaw.When(
                Law.Internal, "penalty <= 1/(1 - wmin)", weights => factor * (1 - Least(weights)) <= 1);
            DeclaredLaw equivariant = penalty <= 1 ? Law.TranslationEquivariant : DeclaredLaw.When(
                Law.TranslationEquivariant, "penalty <= 1/(1 - wmin)", weights => factor * (1 - Least(weights)) <= 1);
            return
            [
                Law.Idempotent, monotone, inside, equivariant, Law.Symmetric, Law.WeightSplitting, Law.Mergeable,
                .. penalty == 0 ? (ReadOnlySpan<DeclaredLaw>)[Law.Homogeneous, Law.StronglyDecomposable] : [],
            ];
        }
    }

    public static ScoreMoments Asks => ScoreMoments.Variance;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
        where TLane : unmanaged, ILane<TLane>
    {
        var score = mean - (TLane.Broadcast(penalty) * variance);

        // Internal strategies are held inside against rounding; the others are clamped to the scores there are.
        return TLane.Max(penalty <= 1 ? least : TLane.Broadcast(0), score);
    }

    public double? ExpectedScore(int touchpoints) => penalty <= 1 ? 0.5 - (penalty * (touchpoints - 1) / (12.0 * touchpoints)) : null;

    public IMergeableState? State => MomentsOf(penalty);

    public bool TryAttribute(ReadOnlySpan<double> scores, ReadOnlySpan<double> baseline, ReadOnlySpan<double> weights, Span<double> values)
    {
        // S² is a polynomial of degree two in the scores: each pair shares evenly what it makes together. Beyond, the score is clamped.
        var means = LaneMath.Mean(ScalarLane.Of(scores), ScalarLane.Of(weights)).Value + LaneMath.Mean(ScalarLane.Of(baseline), ScalarLane.Of(weights)).Value;
        for (var i = 0; i < scores.Length; i++)
        {
            values[i] = weights[i] * (scores[i] - baseline[i]) * (1 - (penalty * (scores[i] + baseline[i] - means)));
        }

        return penalty <= 1;
    }

    public override string ToString() => Name;

    private static MomentsState MomentsOf(double penalty) => new((mean, variance, _) => mean - (penalty * variance));

    internal static double Least(ReadOnlySpan<double> weights)
    {
        var least = weights[0];
        foreach (var weight in weights)
        {
            least = Math.Min(least, weight);
        }

        return least;
    }

    // One touchpoint at the top of a journey that is otherwise at the bottom: the case with the steepest fall.
    private static string Allowed(double penalty, bool unguarded)
    {
        if (unguarded || penalty is not (> GreatestPenalty and <= double.MaxValue))
        {
            return unguarded ? "a finite number from 0" : "0 to 0.5";
        }

        // Raising x to 1 while the rest, of weight 1-w, is at 0 changes F = wx - penalty w(1-w)x²; its top is at x = 1/(2 penalty (1-w)).
        var weight = 0.5 * (1 - (GreatestPenalty / penalty));
        var from = 1 - (0.5 * (1 - (1 / (2 * penalty * (1 - weight)))));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"0 to 0.5. Above, a better touchpoint can lower the score: with weights {weight:0.####} and {1 - weight:0.####}, the scores {from:0.####} and 0 give {F(from):0.######}, 1 and 0 give {F(1):0.######}. AggregationStrategies.UnguardedConsistencyVariance takes it all the same");

        double F(double x) => (weight * x) - (penalty * weight * (1 - weight) * x * x);
    }
}
