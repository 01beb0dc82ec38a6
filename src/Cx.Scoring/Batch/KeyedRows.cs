namespace Cx.Scoring.Batch;

/// <summary>Rows with any 64-bit keys: a part is a range of their hashes.</summary>
internal readonly struct KeyedRows(Raw<long> keys, int bits) : IPartitioned<KeyedRow>
{
    private const int HashBits = 64;
    private readonly Raw<long> keys = keys;

    public int Count => keys.Length;

    public int PartOf(int row) => bits == 0 ? 0 : (int)(Hash(keys[row]) >> (HashBits - bits));

    public KeyedRow ItemOf(int row) => new(keys[row], row);

    /// <summary>The multiplicative hash of Knuth, volume 3, 6.4, by the golden ratio; its high bits are good.</summary>
    public static ulong Hash(long key) => ((ulong)key ^ ((ulong)key >> 32)) * 0x9E37_79B9_7F4A_7C15;
}
