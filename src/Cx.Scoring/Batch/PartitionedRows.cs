namespace Cx.Scoring.Batch;

/// <summary>Rows part after part, for any thread to read.</summary>
internal readonly struct PartitionedRows<TItem>(TItem[] items, int[] starts, int parts)
    where TItem : unmanaged
{
    /// <summary>How many parts there are.</summary>
    public int Parts => parts;

    /// <summary>The rows of a part, in the order in which they came.</summary>
    public ReadOnlySpan<TItem> this[int part] => items.AsSpan(starts[part]..starts[part + 1]);
}
