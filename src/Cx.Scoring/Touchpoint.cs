using Cx.Scoring.Aggregation;

namespace Cx.Scoring;

/// <summary>A kind of moment in which a customer meets the company.</summary>
public sealed record Touchpoint : Step
{
    /// <summary>A touchpoint whose values are measured on a scale.</summary>
    /// <param name="id">The name, unique in its model, not blank.</param>
    /// <param name="scale">The ruler of its values.</param>
    public Touchpoint(string id, Scale scale)
        : base(id) => Scale = scale;

    /// <summary>The ruler of its values.</summary>
    public Scale Scale { get; init; }

    /// <summary>How much a score is worth, applied before any aggregation; linear unless set.</summary>
    public IValueFunction ValueFunction { get; init; } = ValueFunctions.Linear;

    /// <summary>Aggregates the micro-experiences of one journey at this touchpoint; the weighted mean unless set.</summary>
    public IAggregationStrategy Strategy { get; init; } = AggregationStrategies.WeightedMean;

    /// <summary>Whether a journey without this touchpoint has no value, whatever the model does about missing scores.</summary>
    public bool Required { get; init; }
}
