namespace Cx.Scoring.Aggregation;

/// <summary>A strategy whose parameters belong to places, as a capacity's do: it is given one score for each, in the order of the model.</summary>
/// <remarks>
/// Where a score is missing and the model would skip it, the group has no score and the journey no value. The model's validator holds
/// the number of touchpoints that count to <see cref="Places"/>.
/// </remarks>
public interface IPositionalStrategy : IAggregationStrategy
{
    /// <summary>How many scores it takes.</summary>
    int Places { get; }
}
