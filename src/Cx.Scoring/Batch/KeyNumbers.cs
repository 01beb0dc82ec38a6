using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cx.Scoring.Batch;

/// <summary>Numbers 64-bit keys in the order in which they are first met: a hash table with open addressing, in pooled memory, that grows with the keys.</summary>
internal ref struct KeyNumbers
{
    public const int HashBits = 64;

    /// <summary>Of a word with a bit for each row.</summary>
    public const int WordBits = 64;

    private const int Least = 1024;

    // Of so many places one is taken at most, so that a key is mostly found where it is first sought.
    private const int PlacesOfKey = 4;

    public KeyNumbers()
    {
        Bits = BitOperations.Log2(Least);
        Table = ArrayPool<int>.Shared.Rent(Least);
        Known = ArrayPool<long>.Shared.Rent(Least / PlacesOfKey);
        Table.AsSpan(0, Least).Clear();
    }

    // The number of a key and 1; 0 where a place is free.
    private int[] Table { get; set; }

    private long[] Known { get; set; }

    // Of the places in the table.
    private int Bits { get; set; }

    /// <summary>How many keys were met.</summary>
    public int Count { get; private set; }

    /// <summary>The keys by their numbers.</summary>
    public readonly ReadOnlySpan<long> Keys => Known.AsSpan(0, Count);

    /// <summary>The multiplicative hash of Knuth, volume 3, 6.4, by the golden ratio; its high bits are good.</summary>
    public static ulong Hash(long key) => ((ulong)key ^ ((ulong)key >> 32)) * 0x9E37_79B9_7F4A_7C15;

    /// <summary>Puts the number of its key in the place of the key of each row.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="isFirst">A bit for each of all rows; set where a key first occurs.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Number<TRow>(Span<KeyedRow<TRow>> rows, ulong[] isFirst)
        where TRow : struct, IRow<TRow>
    {
        foreach (ref var row in rows)
        {
            var known = Count;
            row.Key = NumberOf(row.Key);
            if (row.Key == known)
            {
                var place = row.Row.Journey;
                Interlocked.Or(ref isFirst[place / WordBits], 1UL << (place % WordBits));
            }
        }
    }

    public readonly void Dispose()
    {
        ArrayPool<int>.Shared.Return(Table);
        ArrayPool<long>.Shared.Return(Known);
    }

    private int NumberOf(long key)
    {
        var (mask, places, known) = ((1 << Bits) - 1, Table, Known);
        for (var place = PlaceOf(key, mask); ; place = (place + 1) & mask)
        {
            var number = places[place] - 1;
            if (number < 0)
            {
                return Add(key, place);
            }

            if (known[number] == key)
            {
                return number;
            }
        }
    }

    // The high bits of the hash chose the part, so the table takes those in the middle.
    private static int PlaceOf(long key, int mask) => (int)(Hash(key) >> 24) & mask;

    private int Add(long key, int place)
    {
        if (Count == 1 << Bits >> BitOperations.Log2(PlacesOfKey))
        {
            Grow();
            return NumberOf(key);
        }

        Known[Count] = key;
        Table[place] = ++Count;
        return Count - 1;
    }

    private void Grow()
    {
        var (known, count) = (Known, Count);
        ArrayPool<int>.Shared.Return(Table);
        Bits++;
        Table = ArrayPool<int>.Shared.Rent(1 << Bits);
        Known = ArrayPool<long>.Shared.Rent(1 << Bits >> BitOperations.Log2(PlacesOfKey));
        Table.AsSpan(0, 1 << Bits).Clear();
        Count = 0;
        foreach (var key in known.AsSpan(0, count))
        {
            NumberOf(key);
        }

        ArrayPool<long>.Shared.Return(known);
    }
}
