namespace Cx.Scoring.Aggregation;

/// <summary>The built-in strategies, one line each. All are immutable, equal by value, and take and give scores in [0,1], 1 best.</summary>
/// <remarks>docs/strategies.md has a section for each: formula, laws, a worked table, when to use it and when it lies, source.</remarks>
public static class AggregationStrategies
{
    /// <summary>Σ wᵢxᵢ: every touchpoint counts by its weight, and a good one makes up for a bad one.</summary>
    /// <remarks>
    /// Laws: all. Use it when touchpoints compensate each other; it hides a single failure, the better the longer the journey.
    /// Source: Kolmogorov 1930, Nagumo 1930; docs/strategies.md#weighted-mean.
    /// </remarks>
    public static IAggregationStrategy WeightedMean { get; } = new WeightedMean();

    /// <summary>min xᵢ over wᵢ &gt; 0: the journey is as good as its worst touchpoint.</summary>
    /// <remarks>
    /// Laws: all; weights only switch a touchpoint on or off. Use it when one broken step ruins the visit; it ignores everything else.
    /// Source: minimum (bottleneck) aggregation, Grabisch et al. 2009; docs/strategies.md#weakest-link.
    /// </remarks>
    public static IAggregationStrategy WeakestLink { get; } = new WeakestLink();

    /// <summary>M - penalty × S²: the weighted mean less a penalty on the weighted population variance.</summary>
    /// <param name="penalty">How much variance costs, 0 to 1/2: up to there the strategy is monotone for every weighting.</param>
    /// <exception cref="ArgumentOutOfRangeException">The penalty is outside 0..1/2; the message shows a journey that would score lower for a better touchpoint.</exception>
    /// <remarks>
    /// Laws: idempotent, monotone, internal, translation-equivariant, symmetric, weight-splitting. Use it when a positive experience must
    /// be consistently positive; the variance of scores in [0,1] is at most 1/4, so the whole penalty is at most 1/8.
    /// Source: Markowitz 1952 (mean-variance); limits: Bhatia and Davis 2000; docs/strategies.md#consistency-variance.
    /// </remarks>
    public static IAggregationStrategy ConsistencyVariance(double penalty = 0.5) => new ConsistencyVariance(penalty);
}
