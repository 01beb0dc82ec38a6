namespace Cx.Scoring.Aggregation;

/// <summary>Asks a strategy for the laws it declares.</summary>
public static class AggregationStrategyLaws
{
    /// <summary>The declaration of a law, or null where the strategy does not declare it.</summary>
    public static DeclaredLaw? Declaration(this IAggregationStrategy strategy, Law law)
    {
        ArgumentNullException.ThrowIfNull(strategy);
        return (strategy as IDeclaresLaws)?.Laws.FirstOrDefault(declared => declared.Law == law);
    }

    /// <summary>Whether the strategy declares a law without a condition.</summary>
    public static bool Keeps(this IAggregationStrategy strategy, Law law) => strategy.Declaration(law) is { Condition: null };
}
