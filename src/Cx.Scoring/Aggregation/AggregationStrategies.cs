namespace Cx.Scoring.Aggregation;

/// <summary>The built-in strategies, one line each. All are immutable, equal by value, and take and give scores in [0,1], 1 best.</summary>
/// <remarks>
/// docs/strategies.md has a section for each: formula, laws, a worked table, when to use it and when it lies, source. M is the weighted mean,
/// S² the weighted population variance, x₍ᵢ₎ the scores in ascending order. A parameter outside its range throws
/// <see cref="ArgumentOutOfRangeException"/> with what is allowed.
/// </remarks>
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

    /// <summary>The geometric mean, <see cref="PowerMean"/> with exponent 0: one zero makes the whole zero.</summary>
    /// <remarks>Laws: all but translation-equivariant. Source: Kolmogorov 1930; docs/strategies.md#power-mean.</remarks>
    public static IAggregationStrategy GeometricMean { get; } = new PowerMean(0);

    /// <summary>The harmonic mean, <see cref="PowerMean"/> with exponent -1: stricter than the geometric.</summary>
    /// <remarks>Laws: all but translation-equivariant. Source: Kolmogorov 1930; docs/strategies.md#power-mean.</remarks>
    public static IAggregationStrategy HarmonicMean { get; } = new PowerMean(-1);

    /// <summary>M(1 - G) = M - ½ Σᵢⱼ wᵢwⱼ|xᵢ - xⱼ|: the mean less half the mean difference; low scores count more by their rank.</summary>
    /// <remarks>Laws: all but strongly decomposable and mergeable. Source: Sen 1976 (Gini welfare); docs/strategies.md#gini-mean.</remarks>
    public static IAggregationStrategy GiniMean { get; } = new GiniMean();

    /// <summary>Π xᵢ for equal weights, Π xᵢ^(n wᵢ) otherwise: the probability that every step succeeds.</summary>
    /// <remarks>
    /// Laws: monotone, symmetric, mergeable. For success probabilities, not ratings: it shrinks with the length of the journey by design.
    /// Source: Barlow and Proschan 1975; docs/strategies.md#series-reliability.
    /// </remarks>
    public static IAggregationStrategy SeriesReliability { get; } = new SeriesReliability();

    /// <summary>M - S²/M, at least 0: the Mazziotta-Pareto index. <b>Not monotone for three and more touchpoints</b>: a better one can lower it.</summary>
    /// <remarks>
    /// Laws: idempotent, homogeneous, symmetric, weight-splitting, mergeable; monotone and internal only where no weight is below 1/2. The
    /// field's flagship, and flagged: (.9,.2,.2,.2) gives .13, (1,.2,.2,.2) gives .10. Source: Mazziotta and Pareto 2016; docs/strategies.md#mazziotta-pareto.
    /// </remarks>
    public static IAggregationStrategy MazziottaPareto { get; } = new MazziottaPareto();

    /// <summary>M - penalty × S²: the weighted mean less a penalty on the weighted population variance.</summary>
    /// <param name="penalty">How much variance costs, 0 to 1/2: up to there the strategy is monotone for every weighting.</param>
    /// <exception cref="ArgumentOutOfRangeException">The penalty is outside 0..1/2; the message shows a journey that would score lower for a better touchpoint.</exception>
    /// <remarks>
    /// Laws: idempotent, monotone, internal, translation-equivariant, symmetric, weight-splitting, mergeable. Use it when a positive experience
    /// must be consistently positive; the variance of scores in [0,1] is at most 1/4, so the whole penalty is at most 1/8.
    /// Source: Markowitz 1952 (mean-variance); limits: Bhatia and Davis 2000; docs/strategies.md#consistency-variance.
    /// </remarks>
    public static IAggregationStrategy ConsistencyVariance(double penalty = 0.5) => new ConsistencyVariance(penalty);

    /// <summary><see cref="ConsistencyVariance"/> with any penalty: above 1/2 a better touchpoint can lower the score, which is at least 0.</summary>
    /// <param name="penalty">How much variance costs, finite, from 0.</param>
    public static IAggregationStrategy UnguardedConsistencyVariance(double penalty) => new ConsistencyVariance(penalty, unguarded: true);

    /// <summary>M - penalty × S: the weighted mean less a penalty on the weighted population standard deviation.</summary>
    /// <param name="penalty">How much deviation costs, 0 to 1. A model whose weights make it unsafe is refused, with a counterexample.</param>
    /// <remarks>
    /// Laws: idempotent, homogeneous, symmetric, weight-splitting, mergeable; monotone, internal and translation-equivariant while the penalty is
    /// at most sqrt(wmin/(1 - wmin)), for n equal weights 1/sqrt(n - 1). Source: Samuelson 1968 (limit); docs/strategies.md#consistency-deviation.
    /// </remarks>
    public static IAggregationStrategy ConsistencyDeviation(double penalty) => new ConsistencyDeviation(penalty);

    /// <summary><see cref="ConsistencyDeviation"/> with any penalty and any weights: a better touchpoint can lower the score, which is at least 0.</summary>
    /// <param name="penalty">How much deviation costs, finite, from 0.</param>
    public static IAggregationStrategy UnguardedConsistencyDeviation(double penalty) => new ConsistencyDeviation(penalty, unguarded: true);

    /// <summary>(Σ wᵢxᵢᵖ)^(1/p): from the minimum (p = -∞) over harmonic (-1), geometric (0) and arithmetic mean (1) to the maximum (∞).</summary>
    /// <param name="exponent">p, any number and both infinities.</param>
    /// <remarks>Laws: all but translation-equivariant, which 1 and the infinities keep too. Source: Kolmogorov 1930, Nagumo 1930; docs/strategies.md#power-mean.</remarks>
    public static IAggregationStrategy PowerMean(double exponent) => new PowerMean(exponent);

    /// <summary>M - alpha( sqrt((M - min)² + beta²) - beta ): the mean drawn towards the minimum.</summary>
    /// <param name="alpha">How far it is drawn, 0 (mean) to 1 (minimum, if beta is 0).</param>
    /// <param name="beta">From which distance on it is drawn, in the unit of the scores, finite, from 0.</param>
    /// <remarks>
    /// Laws: idempotent, monotone, internal, translation-equivariant, symmetric, weight-splitting, mergeable; homogeneous if beta is 0.
    /// Source: Casadio Tarabusi and Guarini 2013; docs/strategies.md#mean-min.
    /// </remarks>
    public static IAggregationStrategy MeanMin(double alpha, double beta = 0) => new MeanMin(alpha, beta);

    /// <summary>The mean of the worst share of the weight, the last touchpoint in part.</summary>
    /// <param name="share">Above 0 (towards the minimum) to 1 (the mean).</param>
    /// <remarks>Laws: all but strongly decomposable and mergeable. Source: Rockafellar and Uryasev 2000 (CVaR); docs/strategies.md#lower-tail-mean.</remarks>
    public static IAggregationStrategy LowerTailMean(double share) => new LowerTailMean(share);

    /// <summary>-(1/k) ln Σ wᵢe^(-kxᵢ): between the mean (k small) and the minimum (k great), smooth.</summary>
    /// <param name="sharpness">k, finite and above 0.</param>
    /// <remarks>Laws: all but homogeneous. Source: Asadi and Littman 2017 (mellowmax); docs/strategies.md#soft-minimum.</remarks>
    public static IAggregationStrategy SoftMinimum(double sharpness) => new SoftMinimum(sharpness);

    /// <summary>Σ (Q(Cⱼ) - Q(Cⱼ₋₁)) bⱼ, b descending, C cumulated weight: scores count by their rank, as a quantifier says.</summary>
    /// <param name="quantifier">How much the best share of the weight counts.</param>
    /// <remarks>Laws: all but strongly decomposable and mergeable. Source: Yager 1988; docs/strategies.md#owa.</remarks>
    public static IAggregationStrategy Owa(Quantifier quantifier)
    {
        ArgumentNullException.ThrowIfNull(quantifier);
        return new Owa(quantifier, $"owa({quantifier})");
    }

    /// <summary>The ordered weighted average of m given weights, for journeys of any length and weighting.</summary>
    /// <param name="orderWeights">The weight of the best, the second best, to the worst of m equal touchpoints; each from 0, summing to 1.</param>
    /// <exception cref="ArgumentException">There is no weight, one is negative, or they do not sum to 1.</exception>
    /// <remarks>
    /// The quantifier runs straight through (k/m, v₁ + .. + vₖ). Laws: all but strongly decomposable and mergeable.
    /// Source: Torra 1997, linear interpolant; docs/strategies.md#weighted-owa.
    /// </remarks>
    public static IAggregationStrategy WeightedOwa(params ReadOnlySpan<double> orderWeights) => WeightedOwaOf(orderWeights);

    /// <summary>The Choquet integral Σ (x₍ᵢ₎ - x₍ᵢ₋₁₎) mu({(i)..(n)}): touchpoints can need or replace each other.</summary>
    /// <param name="capacity">How much each set of touchpoints counts, in model order; weights do not matter beside it.</param>
    /// <remarks>Laws: idempotent, monotone, internal, homogeneous, translation-equivariant. Source: Grabisch 1996; docs/strategies.md#choquet.</remarks>
    public static IAggregationStrategy Choquet(Capacity capacity)
    {
        ArgumentNullException.ThrowIfNull(capacity);
        return new Choquet(capacity);
    }

    /// <summary>The Choquet integral of importances and pairwise interactions, for any number of touchpoints.</summary>
    /// <param name="capacity">Importances and interactions, in model order; weights do not matter beside it.</param>
    /// <remarks>Laws: idempotent, monotone, internal, homogeneous, translation-equivariant. Source: Grabisch 1997; docs/strategies.md#2-additive-choquet.</remarks>
    public static IAggregationStrategy Choquet2Additive(TwoAdditiveCapacity capacity)
    {
        ArgumentNullException.ThrowIfNull(capacity);
        return new Choquet2Additive(capacity);
    }

    /// <summary>The Sugeno integral maxᵢ min(x₍ᵢ₎, mu({(i)..(n)})): for scores that can be ranked but not added.</summary>
    /// <param name="capacity">How much each set of touchpoints counts, in model order; weights do not matter beside it.</param>
    /// <remarks>Laws: idempotent, monotone, internal. Source: Grabisch et al. 2009; docs/strategies.md#sugeno.</remarks>
    public static IAggregationStrategy Sugeno(Capacity capacity)
    {
        ArgumentNullException.ThrowIfNull(capacity);
        return new Sugeno(capacity);
    }

    /// <summary>share × peak + (1 - share) × last: what is remembered, in the order in which the journey was lived.</summary>
    /// <param name="share">How much the peak counts, 0 to 1.</param>
    /// <param name="peak">Which moment is the peak.</param>
    /// <param name="neutral">For <see cref="Peak.Farthest"/>: from where it is farthest, 0 to 1.</param>
    /// <remarks>
    /// Laws: idempotent, monotone, internal, weight-splitting, mergeable; homogeneous and translation-equivariant but for the farthest peak.
    /// Source: Kahneman 1993, Alaybek et al. 2022; docs/strategies.md#peak-end.
    /// </remarks>
    public static IAggregationStrategy PeakEnd(double share = 0.5, Peak peak = Peak.Worst, double neutral = 0.5) => new PeakEnd(share, peak, neutral);

    /// <summary>The mean with weights wᵢ decay^(n-i): each step back in the journey counts less.</summary>
    /// <param name="decay">What a step back leaves of the weight, above 0 to 1 (the mean).</param>
    /// <remarks>
    /// Laws: idempotent, monotone, internal, homogeneous, translation-equivariant; strongly decomposable and mergeable, in order.
    /// Source: exponential smoothing, Brown 1956; docs/strategies.md#recency.
    /// </remarks>
    public static IAggregationStrategy Recency(double decay) => new Recency(decay);

    /// <summary>share × min + (1 - share) × max: between the pessimist (1) and the optimist (0).</summary>
    /// <param name="share">How much the worst counts, 0 to 1.</param>
    /// <remarks>Laws: all but strongly decomposable. Source: Hurwicz 1951; docs/strategies.md#hurwicz.</remarks>
    public static IAggregationStrategy Hurwicz(double share) => new Hurwicz(share);

    /// <summary>The mean of gains and losses against a reference, losses counted lambda times, mapped back to [0,1].</summary>
    /// <param name="lambda">The loss aversion, 0.000001 to 1,000,000; 2.25 in Tversky and Kahneman 1992.</param>
    /// <param name="reference">The score that is neither gain nor loss, 0 to 1.</param>
    /// <remarks>
    /// Laws: idempotent, monotone, internal, symmetric, weight-splitting, strongly decomposable, mergeable.
    /// Source: Tversky and Kahneman 1992; docs/strategies.md#loss-averse.
    /// </remarks>
    public static IAggregationStrategy LossAverse(double lambda = 2.25, double reference = 0.5) => new LossAverse(lambda, reference);

    /// <summary>Another strategy's score, but at most a cap when a watched touchpoint is below a threshold.</summary>
    /// <param name="inner">The other strategy.</param>
    /// <param name="threshold">Below which a touchpoint trips the gate, 0 to 1.</param>
    /// <param name="cap">What the score is at most once tripped, 0 to 1.</param>
    /// <remarks>
    /// In a model it watches the required touchpoints of its group, all of the group when none is required; an absent one does not trip it.
    /// Laws: monotone if the inner one is; idempotent and internal if the inner one is and the cap is at least the threshold.
    /// Source: non-compensatory (conjunctive) screening, Einhorn 1970; docs/strategies.md#gate.
    /// </remarks>
    public static IAggregationStrategy Gate(IAggregationStrategy inner, double threshold, double cap) => new Gate(inner, threshold, cap);

    /// <summary>Σ shareₖFₖ: a convex combination of strategies.</summary>
    /// <param name="parts">Each strategy with its share; shares are from 0 and sum to 1.</param>
    /// <exception cref="ArgumentException">There is no part, the shares do not sum to 1, or a part looks at the touchpoints of its model.</exception>
    /// <remarks>Laws: those that all parts keep, but strongly decomposable. Source: Grabisch et al. 2009; docs/strategies.md#blend.</remarks>
    public static IAggregationStrategy Blend(params ReadOnlySpan<(double Share, IAggregationStrategy Strategy)> parts) => new Blend(parts);

    /// <summary>The power mean with a wanted andness: the one dial from the maximum (0) over the mean (0.5) to the minimum (1).</summary>
    /// <param name="andness">The andness, 0 to 1.</param>
    /// <param name="touchpoints">For how many touchpoints, at least 2.</param>
    /// <returns>The strategy, whose <see cref="AndnessOf"/> is the wanted one within 0.0001.</returns>
    /// <remarks>Source: Dujmović 2018; docs/strategies.md#andness.</remarks>
    public static IAggregationStrategy PowerMeanOfAndness(double andness, int touchpoints = 2) => WantedAndness.PowerMean(andness, touchpoints);

    /// <summary>The ordered weighted average with a power quantifier and a wanted andness.</summary>
    /// <param name="andness">The andness, above 0 and below 1.</param>
    /// <param name="touchpoints">For how many touchpoints, at least 2.</param>
    /// <returns>The strategy, whose <see cref="AndnessOf"/> is the wanted one within 0.0001.</returns>
    /// <remarks>Source: Yager 1988; docs/strategies.md#andness.</remarks>
    public static IAggregationStrategy OwaOfAndness(double andness, int touchpoints) => WantedAndness.Owa(andness, touchpoints);

    /// <summary>How much a strategy demands that all touchpoints are good: 0.5 as the mean, 1 as the minimum, 0 as the maximum.</summary>
    /// <param name="strategy">Any strategy, also one of your own.</param>
    /// <param name="touchpoints">For how many touchpoints of equal weight, at least 2.</param>
    /// <returns>The andness: exact where the strategy knows it (<see cref="IKnowsExpectedScore"/>), else by quasi-Monte Carlo with its error.</returns>
    /// <remarks>Source: Dujmović 2018, global andness; docs/strategies.md#andness.</remarks>
    public static Andness AndnessOf(IAggregationStrategy strategy, int touchpoints)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        ArgumentOutOfRangeException.ThrowIfLessThan(touchpoints, 2);
        if (strategy is IPositionalStrategy positional && positional.Places != touchpoints)
        {
            throw new ArgumentOutOfRangeException(nameof(touchpoints), touchpoints, FormattableString.Invariant($"Strategy '{strategy.Name}' takes {positional.Places} touchpoints."));
        }

        return Andness.Of(strategy, touchpoints);
    }

    /// <summary>The strategy of a canonical name: <c>Parse(strategy.Name)</c> is equal to the strategy, for every built-in one.</summary>
    /// <param name="name">A canonical name with parameters: <c>power-mean(-1)</c>.</param>
    /// <exception cref="FormatException">The name is none of a built-in strategy.</exception>
    /// <exception cref="ArgumentException">A parameter is out of its range.</exception>
    public static IAggregationStrategy Parse(string name) => StrategyName.Parse(name);

    private static Owa WeightedOwaOf(ReadOnlySpan<double> orderWeights)
    {
        const double Rounding = 1e-9;
        var cumulated = 0.0;
        var points = new (double Share, double Counts)[orderWeights.Length + 1];
        var name = new List<string>();
        for (var k = 0; k < orderWeights.Length; k++)
        {
            cumulated += Parameter.Within(orderWeights[k], 0, 1, "order weight");
            points[k + 1] = ((k + 1.0) / orderWeights.Length, Math.Min(1, cumulated));
            name.Add(Parameter.Print(orderWeights[k]));
        }

        if (!(Math.Abs(cumulated - 1) <= Rounding))
        {
            throw new ArgumentException($"The order weights sum to {Parameter.Print(cumulated)}; they must sum to 1.", nameof(orderWeights));
        }

        points[^1] = (1, 1);
        return new(Quantifier.PiecewiseLinear(points), $"weighted-owa({string.Join(", ", name)})");
    }
}
