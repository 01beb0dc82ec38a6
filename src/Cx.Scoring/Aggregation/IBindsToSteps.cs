namespace Cx.Scoring.Aggregation;

/// <summary>A strategy that looks at the steps it is to aggregate, once, when a model is compiled.</summary>
public interface IBindsToSteps : IAggregationStrategy
{
    /// <summary>The strategy for these very steps.</summary>
    /// <param name="required">For each step, in model order, whether it is a required touchpoint.</param>
    /// <returns>A strategy for as many scores, in model order; itself where the steps change nothing.</returns>
    IAggregationStrategy Bind(ReadOnlySpan<bool> required);
}
