namespace Cx.Scoring.Batch;

/// <summary>What to do about cells that no model can score: values off their scale or infinite, weights that are no weights, and rows of a touchpoint or journey that there is not.</summary>
public enum BadCells
{
    /// <summary>Score all journeys that can be scored, then throw an <see cref="ArgumentException"/> that names the first bad cells and their count.</summary>
    Throw,

    /// <summary>Write NaN for a journey with a bad cell, and name the first hundred in the <see cref="BatchReport"/>.</summary>
    Report,
}
