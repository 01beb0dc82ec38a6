namespace Cx.Scoring.Aggregation;

/// <summary>A strategy that looks at the steps it is to aggregate, once, when a model is compiled.</summary>
/// <remarks>
/// It is written over lanes, which meet a weight of 0 where a step is absent: so what it learned of a step stays in the place of its score.
/// </remarks>
public interface IBindsToSteps : ILaneStrategy
{
    /// <summary>The strategy for these very steps.</summary>
    /// <param name="required">For each step, in model order, whether it is a required touchpoint.</param>
    /// <returns>
    /// A strategy for as many scores, which is given model order; one that is equal to this where the steps change nothing, which is then
    /// given the order that it would be given without binding.
    /// </returns>
    ILaneStrategy Bind(ReadOnlySpan<bool> required);
}
