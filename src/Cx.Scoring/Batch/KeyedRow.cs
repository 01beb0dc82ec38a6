namespace Cx.Scoring.Batch;

/// <summary>The key of a row's journey.</summary>
internal readonly record struct KeyedRow(long Key, int Row);
