namespace Cx.Scoring.Aggregation;

/// <summary>A strategy that is safe for some weights only, and refuses the others before a model is accepted.</summary>
public interface IGuardsWeights : IAggregationStrategy
{
    /// <summary>Why the strategy refuses these weights; null when it takes them.</summary>
    /// <param name="weights">Positive weights that sum to 1. Where some are left out and the rest is normalised, it must take those too.</param>
    string? Refusal(ReadOnlySpan<double> weights);
}
