namespace Cx.Scoring.Batch;

/// <summary>A cell that cannot be scored.</summary>
/// <param name="Row">The journey of a table, the row of ragged or long rows; from 0.</param>
/// <param name="Touchpoint">The touchpoint, an index in model order, as it was given.</param>
/// <param name="Value">The value or weight that is refused, or the number of the touchpoint or of the journey where there is no such touchpoint or journey.</param>
/// <param name="Message">What is wrong, and what is allowed.</param>
public sealed record BadCell(long Row, int Touchpoint, double Value, string Message);
