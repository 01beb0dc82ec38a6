using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Batch;

/// <summary>Rows with any 64-bit keys: a part is a range of their hashes.</summary>
internal readonly struct KeyedRows<TRow>(Raw<long> keys, RowMemory rows, int bits) : IPartitioned<KeyedRow<TRow>>
    where TRow : struct, IRow<TRow>
{
    private readonly Raw<long> keys = keys;
    private readonly RowMemory rows = rows;

    public int Count => keys.Length;

    public long KeyOf(int row) => keys[row];

    public int PartOf(int row) => bits == 0 ? 0 : (int)(KeyNumbers.Hash(KeyOf(row)) >> (KeyNumbers.HashBits - bits));

    public KeyedRow<TRow> ItemOf(int row) => new(KeyOf(row), TRow.Of(row, rows, row));
}
