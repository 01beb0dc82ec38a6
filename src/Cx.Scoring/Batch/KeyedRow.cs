namespace Cx.Scoring.Batch;

/// <summary>A row under the key of its journey, and once its journey has a number under that.</summary>
/// <param name="Key">The key, then the number.</param>
/// <param name="Row">The row; as the number of its journey it holds its own place among all rows.</param>
internal record struct KeyedRow<TRow>(long Key, TRow Row) : IRow
    where TRow : struct, IRow<TRow>
{
    public readonly int Journey => (int)Key;

    public readonly int Touchpoint => Row.Touchpoint;

    public readonly double Value => Row.Value;

    public readonly double Weight => Row.Weight;
}
