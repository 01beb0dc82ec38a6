using Cx.Scoring.Aggregation;

namespace Cx.Scoring;

/// <summary>A named group of touchpoints or stages with a strategy of its own.</summary>
public sealed record Stage : Step
{
    /// <summary>A stage that is aggregated by a strategy.</summary>
    /// <param name="id">The name, unique in its model, not blank.</param>
    /// <param name="strategy">How its steps make the whole.</param>
    public Stage(string id, IAggregationStrategy strategy)
        : base(id) => Strategy = strategy;

    /// <summary>How its steps make the whole.</summary>
    public IAggregationStrategy Strategy { get; init; }

    /// <summary>Its steps in the order in which a customer meets them, at least one; copied.</summary>
    public IReadOnlyList<Step> Steps { get; init => field = ValueList<Step>.Of(value)!; } = new ValueList<Step>([]);
}
