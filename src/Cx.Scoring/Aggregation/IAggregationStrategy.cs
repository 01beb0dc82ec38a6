namespace Cx.Scoring.Aggregation;

/// <summary>A pure function from scores and weights to one score: how the parts make the whole.</summary>
/// <remarks>
/// The same interface serves at all three levels: over the repeats of a touchpoint, over the steps of a stage, and over the journey.
/// An implementation is immutable, safe to call from any thread, and a pure function of its arguments. It never meets NaN,
/// an infinity, a negative weight or an empty span: missing scores are dealt with before any strategy is called.
/// Optional capabilities stand beside it: <see cref="IDeclaresLaws"/>, <see cref="ILaneStrategy{TSelf}"/>, <see cref="IMomentStrategy{TSelf}"/>, <see cref="IMergeableStrategy"/>,
/// <see cref="IKnowsExpectedScore"/>, <see cref="IPositionalStrategy"/>, <see cref="IGuardsWeights"/> and <see cref="IBindsToSteps"/>; docs/custom-strategies.md leads through them.
/// </remarks>
public interface IAggregationStrategy
{
    /// <summary>The canonical name with parameters, culture-invariant: <c>consistency-variance(0.5)</c>.</summary>
    /// <remarks>Two strategies with the same name give the same scores: the name is part of a model's fingerprint.</remarks>
    string Name { get; }

    /// <summary>Aggregates scores into one score.</summary>
    /// <param name="scores">
    /// At least one score in [0,1], 1 is best. They stand in the order of the journey, or in the order of the model
    /// where the strategy declares <see cref="Law.Symmetric"/> and order cannot matter, or is positional or bound to steps.
    /// </param>
    /// <param name="weights">One weight a score, each above 0, summing to 1 but for rounding.</param>
    /// <returns>A score in [0,1].</returns>
    double Aggregate(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights);
}
