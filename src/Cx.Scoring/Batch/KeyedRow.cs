namespace Cx.Scoring.Batch;

/// <summary>A row under the key of its journey.</summary>
/// <param name="Key">The key.</param>
/// <param name="Row">The row; as the number of its journey it holds its own place among all rows.</param>
internal readonly record struct KeyedRow<TRow>(long Key, TRow Row)
    where TRow : struct, IRow<TRow>;
