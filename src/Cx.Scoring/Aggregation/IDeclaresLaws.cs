namespace Cx.Scoring.Aggregation;

/// <summary>A strategy that says which laws it keeps. The law kit proves each, and finds the counterexample of a false one.</summary>
/// <remarks>A strategy without this capability is taken to keep none: it is given the order of the journey, and asked even for a single score.</remarks>
public interface IDeclaresLaws : IAggregationStrategy
{
    /// <summary>The laws, each at most once.</summary>
    IReadOnlyList<DeclaredLaw> Laws { get; }
}
