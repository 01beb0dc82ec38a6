using System.Globalization;

namespace Cx.Scoring;

/// <summary>Between what a score lies: the score if all that is missing were worst, and if it were best.</summary>
/// <param name="Low">The lesser of the scores with every missing touchpoint at its worst and at its best, in [0,1].</param>
/// <param name="High">The greater of the two, in [0,1].</param>
/// <remarks>
/// Where every strategy of the model is monotone, every completion of the journey lies inside, with what is missing placed in the order
/// of the model. A strategy that is not monotone can leave them, in either direction, and so can the value of a journey whose gaps are
/// skipped, for a strategy that is not internal. A complete journey has Low = High.
/// </remarks>
public readonly record struct ScoreBounds(double Low, double High)
{
    /// <summary>The bounds in words: <c>0.25 to 0.75</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Low:0.00} to {High:0.00}");
}
