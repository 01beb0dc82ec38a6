namespace Cx.Scoring.Aggregation;

/// <summary>What may stand where a model cannot see it, or where nobody knows how many scores there will be.</summary>
internal static class InnerStrategy
{
    private const int Many = 1000;

    /// <summary>Whether a strategy takes any number of scores with any weights, and asks nothing of the steps it aggregates.</summary>
    public static bool TakesAnything(IAggregationStrategy strategy) =>
        strategy is not (IPositionalStrategy or IBindsToSteps)
        && (strategy as IGuardsWeights)?.Refusal([.. Enumerable.Repeat(1.0 / Many, Many)]) is null;

    /// <summary>Refuses a part of another strategy that looks at its steps.</summary>
    public static void Require(IAggregationStrategy strategy, string whole, string parameter)
    {
        ArgumentNullException.ThrowIfNull(strategy, parameter);
        if (!TakesAnything(strategy))
        {
            throw new ArgumentException($"Strategy '{strategy.Name}' looks at the steps that it aggregates or at their weights, which a {whole} hides from its model; choose another.", parameter);
        }
    }
}
