namespace Cx.Scoring.Aggregation;

/// <summary>What must be kept of a part of a journey: a fixed number of doubles, whatever the number of items.</summary>
/// <remarks>
/// Merging is associative to rounding, and commutative where the strategy is symmetric: else the later part comes second. The empty
/// state is no state: the first item starts one. Weights need no normalising. Immutable; the numbers are the caller's.
/// </remarks>
public interface IMergeableState
{
    /// <summary>How many doubles a state takes.</summary>
    int Size { get; }

    /// <summary>The state of one item.</summary>
    /// <param name="state">Receives the state: <see cref="Size"/> doubles.</param>
    /// <param name="score">A score in [0,1].</param>
    /// <param name="weight">Its weight, finite and above 0.</param>
    void Start(Span<double> state, double score, double weight);

    /// <summary>Merges the state of a later part into that of an earlier one.</summary>
    /// <param name="state">The state of the earlier part; receives the state of both.</param>
    /// <param name="later">The state of the later part.</param>
    void Merge(Span<double> state, ReadOnlySpan<double> later);

    /// <summary>The score of all that the state has seen.</summary>
    /// <param name="state">A state.</param>
    /// <returns>What the strategy gives for the same items, within 1e-12.</returns>
    double Finish(ReadOnlySpan<double> state);
}
