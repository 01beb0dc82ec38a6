using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace Cx.Scoring.Batch;

/// <summary>Numbers 64-bit keys in the order in which they are first met: a hash table with open addressing, in pooled memory, that grows with the keys.</summary>
internal ref struct KeyNumbers
{
    public const int HashBits = 64;

    private const int Least = 1024;

    // Of so many places one is taken at most, so that a key is mostly found where it is first sought.
    private const int PlacesOfKey = 4;

    public KeyNumbers()
    {
        Bits = BitOperations.Log2(Least);
        Table = ArrayPool<int>.Shared.Rent(Least);
        Known = ArrayPool<long>.Shared.Rent(Least / PlacesOfKey);
        RowsOfFirsts = ArrayPool<int>.Shared.Rent(Least / PlacesOfKey);
        Table.AsSpan(0, Least).Clear();
    }

    // The number of a key and 1; 0 where a place is free.
    private int[] Table { get; set; }

    private long[] Known { get; set; }

    private int[] RowsOfFirsts { get; set; }

    // Of the places in the table.
    private int Bits { get; set; }

    /// <summary>How many keys were met.</summary>
    public int Count { get; private set; }

    /// <summary>The keys by their numbers.</summary>
    public readonly ReadOnlySpan<long> Keys => Known.AsSpan(0, Count);

    /// <summary>For each key by its number the row in which it was first met, as its place among all rows.</summary>
    public readonly ReadOnlySpan<int> Firsts => RowsOfFirsts.AsSpan(0, Count);

    /// <summary>The multiplicative hash of Knuth, volume 3, 6.4, by the golden ratio; its high bits are good.</summary>
    public static ulong Hash(long key) => ((ulong)key ^ ((ulong)key >> 32)) * 0x9E37_79B9_7F4A_7C15;

    /// <summary>Puts the number of its key in the place of the key of each row.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Number<TRow>(Span<KeyedRow<TRow>> rows)
        where TRow : struct, IRow<TRow>
    {
        foreach (ref var row in rows)
        {
            var known = Count;
            row.Key = NumberOf(row.Key);
            if (row.Key == known)
            {
                RowsOfFirsts[known] = row.Row.Journey;
            }
        }
    }

    public readonly void Dispose()
    {
        ArrayPool<int>.Shared.Return(Table);
        ArrayPool<long>.Shared.Return(Known);
        ArrayPool<int>.Shared.Return(RowsOfFirsts);
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
        ArrayPool<int>.Shared.Return(Table);
        Bits++;
        Table = ArrayPool<int>.Shared.Rent(1 << Bits);
        Table.AsSpan(0, 1 << Bits).Clear();
        Known = Longer(Known, Count);
        RowsOfFirsts = Longer(RowsOfFirsts, Count);
        var mask = (1 << Bits) - 1;
        for (var number = 0; number < Count; number++)
        {
            var place = PlaceOf(Known[number], mask);
            while (Table[place] > 0)
            {
                place = (place + 1) & mask;
            }

            Table[place] = number + 1;
        }
    }

    private readonly T[] Longer<T>(T[] entries, int count)
    {
        var longer = ArrayPool<T>.Shared.Rent(1 << Bits >> BitOperations.Log2(PlacesOfKey));
        entries.AsSpan(0, count).CopyTo(longer);
        ArrayPool<T>.Shared.Return(entries);
        return longer;
    }
}
