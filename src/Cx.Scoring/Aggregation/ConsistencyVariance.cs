using System.Globalization;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Aggregation;

/// <summary>The mean less a penalty for inconsistency: M - penalty × S², S² the weighted population variance.</summary>
internal readonly record struct ConsistencyVariance : ILaneStrategy<ConsistencyVariance>, IDeclaresLaws
{
    /// <summary>Monotone up to here for every number of touchpoints and every weighting: dF/dxᵢ = wᵢ(1 - 2 penalty (xᵢ - M)) and xᵢ - M &lt; 1.</summary>
    public const double GreatestPenalty = 0.5;

    private readonly double penalty;

    public ConsistencyVariance(double penalty)
    {
        if (penalty is not (>= 0 and <= GreatestPenalty))
        {
            throw new ArgumentOutOfRangeException(nameof(penalty), penalty, Refusal(penalty));
        }

        this.penalty = penalty;
    }

    public string Name => string.Create(CultureInfo.InvariantCulture, $"consistency-variance({penalty})");

    public IReadOnlyList<DeclaredLaw> Laws =>
    [
        Law.Idempotent, Law.Monotone, Law.Internal, Law.TranslationEquivariant, Law.Symmetric, Law.WeightSplitting,
        .. penalty == 0 ? (ReadOnlySpan<DeclaredLaw>)[Law.Homogeneous, Law.StronglyDecomposable] : [],
    ];

    public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : struct, ILane<TLane>
    {
        var mean = LaneMath.Mean(scores, weights, out var minimum);
        var variance = LaneMath.Variance(scores, weights, mean);

        // Internal by Bhatia and Davis 2000, S² <= (M - min)(max - M); the minimum holds it there against rounding.
        return TLane.Max(minimum, mean - (TLane.Broadcast(penalty) * variance));
    }

    public override string ToString() => Name;

    // One touchpoint of little weight at the top of a journey that is otherwise at the bottom: the case with the steepest fall.
    private static string Refusal(double penalty)
    {
        const string Allowed = "The penalty of consistency variance lies in 0 to 0.5.";
        if (penalty is not (> GreatestPenalty and <= double.MaxValue))
        {
            return Allowed;
        }

        // Raising x from `from` to 1 while the rest, of weight 1-w, is at 0 changes F by w(1-from)(1 - penalty(1-w)(1+from)).
        var weight = 0.5 * (1 - (GreatestPenalty / penalty));
        var from = 1 - (0.5 * (1 - (1 / (2 * penalty * (1 - weight)))));
        var (before, after) = (F(from), F(1));
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{Allowed} Above 0.5 a better touchpoint can lower the score: with weights {weight:0.####} and {1 - weight:0.####}, the scores {from:0.####} and 0 give {before:0.######}, 1 and 0 give {after:0.######}.");

        double F(double x) => (weight * x) - (penalty * weight * (1 - weight) * x * x);
    }
}
