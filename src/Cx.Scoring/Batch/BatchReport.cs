namespace Cx.Scoring.Batch;

/// <summary>What a batch came to.</summary>
/// <param name="Journeys">How many journeys there were.</param>
/// <param name="BadCellCount">How many values, weights and rows could not be scored; their journeys have no score. A cell whose value and own weight are both refused counts twice, a row once.</param>
/// <param name="BadCells">The first hundred of them, by row, then by touchpoint.</param>
public readonly record struct BatchReport(int Journeys, long BadCellCount, IReadOnlyList<BadCell> BadCells);
