namespace Cx.Scoring.Batch;

/// <summary>Rows part after part, for any thread to read.</summary>
internal readonly struct PartitionedRows<TItem>(TItem[] items, int[] starts)
    where TItem : unmanaged
{
    /// <summary>The rows of a part, in the order in which they came.</summary>
    public Span<TItem> this[int part] => items.AsSpan(starts[part]..starts[part + 1]);

    /// <summary>How many rows stand before a part.</summary>
    public int Before(int part) => starts[part];
}
