using System.Globalization;
using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Aggregation.States;

namespace Cx.Scoring.Aggregation;

/// <summary>The mean less a penalty for inconsistency: M - penalty × S, S the weighted population standard deviation.</summary>
internal readonly record struct ConsistencyDeviation : IMomentStrategy<ConsistencyDeviation>, IDeclaresLaws, IMergeableStrategy, IGuardsWeights
{
    private readonly double penalty;
    private readonly bool unguarded;

    public ConsistencyDeviation(double penalty, bool unguarded = false)
    {
        if (!(penalty >= 0 && penalty <= (unguarded ? double.MaxValue : 1)))
        {
            Parameter.Refuse(penalty, nameof(penalty), unguarded ? "a finite number from 0" : penalty > 1 ? $"0 to 1, the limit for two touchpoints. {Counterexample(penalty, 0.5)}" : "0 to 1");
        }

        (this.penalty, this.unguarded) = (penalty, unguarded);
    }

    public string Name => $"{(unguarded ? "unguarded-" : "")}consistency-deviation({Parameter.Print(penalty)})";

    public IReadOnlyList<DeclaredLaw> Laws
    {
        get
        {
            if (penalty == 0)
            {
                return default(WeightedMean).Laws;
            }

            var self = this;
            return
            [
                Law.Idempotent, When(Law.Monotone), When(Law.Internal), When(Law.TranslationEquivariant), Law.Homogeneous, Law.Symmetric, Law.WeightSplitting, Law.Mergeable,
            ];

            DeclaredLaw When(Law law) => DeclaredLaw.When(law, "penalty <= sqrt(wmin/(1 - wmin)); equal weights: 1/sqrt(n - 1)", weights => self.IsSafe(weights));
        }
    }

    public static ScoreMoments Asks => ScoreMoments.Variance;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
        where TLane : unmanaged, ILane<TLane>
    {
        var score = mean - (TLane.Broadcast(penalty) * TLane.Sqrt(variance));

        // Where the penalty is safe the score is internal, and is held inside against rounding.
        return TLane.Max(unguarded ? TLane.Broadcast(0) : least, score);
    }

    public string? Refusal(ReadOnlySpan<double> weights) => unguarded || IsSafe(weights)
        ? null
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{Name} is safe up to a penalty of {Limit(weights):G4} for these weights. {Counterexample(penalty, ConsistencyVariance.Least(weights))}");

    public IMergeableState? State => MomentsOf(penalty, unguarded);

    public override string ToString() => Name;

    private static MomentsState MomentsOf(double penalty, bool unguarded) =>
        new((mean, variance, least) => Math.Max(unguarded ? 0 : least, mean - (penalty * Math.Sqrt(variance))));

    // max (xᵢ - M)/S = sqrt((1 - wᵢ)/wᵢ): Samuelson 1968. The slack is that of weights which were divided by their sum.
    private bool IsSafe(ReadOnlySpan<double> weights) => penalty <= Limit(weights) * (1 + 1e-12);

    private static double Limit(ReadOnlySpan<double> weights)
    {
        var least = ConsistencyVariance.Least(weights);
        return Math.Sqrt(least / Math.Max(0, 1 - least));
    }

    // The least weight alone at the top: M = wx, S = x sqrt(w(1-w)), so F = wx(1 - penalty sqrt((1-w)/w)) falls as x rises.
    private static string Counterexample(double penalty, double weight)
    {
        return string.Create(
            CultureInfo.InvariantCulture,
            $"Above, a better touchpoint can lower the score: with weights {weight:G4} and {1 - weight:G4}, a rest at 0.5 and a penalty of {Parameter.Print(penalty)}, the scores 0.5 and 1 of the first give {F(0.5):G12} and {F(1):G12}. AggregationStrategies.UnguardedConsistencyDeviation takes it all the same");

        double F(double x) => 0.5 + (weight * (x - 0.5)) - (penalty * Math.Sqrt(weight * (1 - weight)) * (x - 0.5));
    }
}
