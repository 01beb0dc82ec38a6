using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Aggregation.States;

namespace Cx.Scoring.Aggregation;

/// <summary>M - S²/M, the Mazziotta-Pareto index with a negative penalty. Not monotone: flagged, and clamped at 0.</summary>
internal readonly record struct MazziottaPareto : IMomentStrategy<MazziottaPareto>, IDeclaresLaws, IMergeableStrategy
{
    private const string Condition = "wmin >= 1/2, so n <= 2";

    public string Name => "mazziotta-pareto";

    public IReadOnlyList<DeclaredLaw> Laws =>
    [
        Law.Idempotent, DeclaredLaw.When(Law.Monotone, Condition, IsBalanced), DeclaredLaw.When(Law.Internal, Condition, IsBalanced),
        Law.Homogeneous, Law.Symmetric, Law.WeightSplitting, Law.Mergeable,
    ];

    public static ScoreMoments Asks => ScoreMoments.Variance;

    public TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
        where TLane : unmanaged, ILane<TLane>
    {
        var zero = TLane.Broadcast(0);
        var positive = TLane.SelectEqual(mean, zero, TLane.Broadcast(1), mean);
        return TLane.Max(zero, mean - (variance / positive));
    }

    public IMergeableState? State => new MomentsState(static (mean, variance, _) => mean == 0 ? 0 : mean - (variance / mean));

    public override string ToString() => Name;

    private static bool IsBalanced(ReadOnlySpan<double> weights) => ConsistencyVariance.Least(weights) >= 0.5;
}
