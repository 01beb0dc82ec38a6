using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Aggregation.States;

namespace Cx.Scoring.Aggregation;

/// <summary>M - S²/M, the Mazziotta-Pareto index with a negative penalty. Not monotone: flagged, and clamped at 0.</summary>
internal readonly record struct MazziottaPareto : ILaneStrategy<MazziottaPareto>, IDeclaresLaws, IMergeableStrategy
{
    private const string Condition = "wmin >= 1/2, so n <= 2";

    public string Name => "mazziotta-pareto";

    public IReadOnlyList<DeclaredLaw> Laws =>
    [
        Law.Idempotent, DeclaredLaw.When(Law.Monotone, Condition, IsBalanced), DeclaredLaw.When(Law.Internal, Condition, IsBalanced),
        Law.Homogeneous, Law.Symmetric, Law.WeightSplitting, Law.Mergeable,
    ];

    public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
    {
        var zero = TLane.Broadcast(0);
        var mean = LaneMath.Mean(scores, weights);
        var positive = TLane.SelectEqual(mean, zero, TLane.Broadcast(1), mean);
        return TLane.Max(zero, mean - (LaneMath.Variance(scores, weights, mean) / positive));
    }

    public IMergeableState? State => new MomentsState(static (mean, variance, _) => mean == 0 ? 0 : mean - (variance / mean));

    public override string ToString() => Name;

    private static bool IsBalanced(ReadOnlySpan<double> weights) => ConsistencyVariance.Least(weights) >= 0.5;
}
