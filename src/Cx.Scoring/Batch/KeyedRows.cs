using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Batch;

/// <summary>Rows with any 64-bit keys: a part is a range of their hashes.</summary>
internal readonly struct KeyedRows<TRow>(Raw<long> keys, RowMemory rows, int bits) : IPartitioned<KeyedRow<TRow>>
    where TRow : struct, IRow<TRow>
{
    private readonly Raw<long> keys = keys;
    private readonly RowMemory rows = rows;

    public int Count => keys.Length;

    public ReadOnlySpan<long> Keys => keys.Span;

    public int PartOf(long key) => bits == 0 ? 0 : (int)(KeyNumbers.Hash(key) >> (KeyNumbers.HashBits - bits));

    public int PartOf(int row) => PartOf(keys[row]);

    public KeyedRow<TRow> ItemOf(int row) => new(keys[row], TRow.Of(row, rows, row));
}
