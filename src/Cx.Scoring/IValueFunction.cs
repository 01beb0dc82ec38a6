namespace Cx.Scoring;

/// <summary>How much a score is worth: a function of the unit interval into itself that does not fall, applied before aggregation.</summary>
/// <remarks>
/// An implementation is immutable and pure. The model's validator refuses one that leaves [0,1] or falls. The built-in ones are on
/// <see cref="ValueFunctions"/>.
/// </remarks>
public interface IValueFunction
{
    /// <summary>The canonical name with parameters, culture-invariant: <c>power(2)</c>. It is part of a model's fingerprint.</summary>
    string Name { get; }

    /// <summary>What a score is worth.</summary>
    /// <param name="score">A score in [0,1].</param>
    /// <returns>A value in [0,1].</returns>
    double Apply(double score);
}
