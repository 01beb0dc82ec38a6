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
    /// <remarks>
    /// It is asked where there is one, too: a gate may lower it. A touchpoint is met any number of times, so strategies that hold for a certain number of scores
    /// or for certain weights are refused by the validator.
    /// </remarks>
    public IAggregationStrategy Strategy { get; init; } = AggregationStrategies.WeightedMean;

    /// <summary>Whether a journey without this touchpoint has no value, whatever the model does about missing scores.</summary>
    public bool Required { get; init; }
}
