namespace Cx.Scoring.Aggregation;

/// <summary>A strategy that can be computed from parts: one item at a time, or from states that were fed apart.</summary>
public interface IMergeableStrategy : IAggregationStrategy
{
    /// <summary>The state that its parts are kept in; null where these parameters have none.</summary>
    IMergeableState? State { get; }
}
