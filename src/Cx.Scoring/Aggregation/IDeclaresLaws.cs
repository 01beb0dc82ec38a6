namespace Cx.Scoring.Aggregation;

/// <summary>A strategy that says which laws it keeps. The law kit proves each, and finds the counterexample of a false one.</summary>
/// <remarks>A strategy without this capability is taken to keep none: it is given journey order, and its bounds are not called exact.</remarks>
public interface IDeclaresLaws : IAggregationStrategy
{
    /// <summary>The laws, each at most once.</summary>
    IReadOnlyList<DeclaredLaw> Laws { get; }
}
