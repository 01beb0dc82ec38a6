using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Batch;

/// <summary>Numbers 64-bit keys in the order in which they are first met: a hash table with open addressing, in pooled memory, that grows with the keys.</summary>
internal ref struct KeyNumbers
{
    public const int HashBits = 64;

    // Places of the first table: about as many as rows; there may be far fewer keys.
    private const int Least = 1024;
    private const int Most = 64 * 1024;

    // Rows that are looked at together.
    private const int Together = 128;

    // How many rows ahead memory is asked for.
    private const int Ahead = 2048;

    // Of so many places one is taken at most, so that a key is mostly found where it is first sought.
    private const int PlacesOfKey = 8;

    /// <param name="rows">How many rows there are.</param>
    public KeyNumbers(int rows)
    {
        Bits = BitOperations.Log2((uint)Math.Clamp(rows, Least, Most));
        Table = ArrayPool<int>.Shared.Rent(Places);
        Known = ArrayPool<long>.Shared.Rent(MostKeys + 1);
        RowsOfFirsts = ArrayPool<int>.Shared.Rent(MostKeys);
        Table.AsSpan(0, Places).Clear();
    }

    // The number of a key and 1; 0 where a place is free.
    private int[] Table { get; set; }

    // The keys by their numbers and 1; the first of them stands for a free place too.
    private long[] Known { get; set; }

    private int[] RowsOfFirsts { get; set; }

    private int Bits { get; set; }

    private readonly int Places => 1 << Bits;

    private readonly int Mask => Places - 1;

    // As many keys as the table takes before it grows.
    private readonly int MostKeys => Places / PlacesOfKey;

    /// <summary>How many keys were met.</summary>
    public int Count { get; private set; }

    /// <summary>For each key by its number the row in which it was first met, as its place among all rows.</summary>
    public readonly ReadOnlySpan<int> Firsts => RowsOfFirsts.AsSpan(0, Count);

    /// <summary>The multiplicative hash of Knuth, volume 3, 6.4, by the golden ratio; its high bits are good.</summary>
    public static ulong Hash(long key) => ((ulong)key ^ ((ulong)key >> 32)) * 0x9E37_79B9_7F4A_7C15;

    /// <summary>Puts rows under the number of their key.</summary>
    /// <remarks>
    /// Some rows at a time: first all whose key stands where it is first sought, without a branch, for which they are cannot be foreseen. What is left is
    /// met for the first time or stands elsewhere, and is looked at row by row.
    /// </remarks>
    /// <param name="rows">The rows under their keys; each holds its own place among all rows as the number of its journey.</param>
    /// <param name="numbered">Receives the rows.</param>
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Number<TRow>(ReadOnlySpan<KeyedRow<TRow>> rows, Span<TRow> numbered)
        where TRow : unmanaged, IRow<TRow>
    {
        Span<int> left = stackalloc int[Together];
        if (Count == 0 && !rows.IsEmpty)
        {
            // The first key stands where it is first sought, and so is never taken for one that is not there yet.
            Known[0] = rows[0].Key;
            NumberOf(rows[0].Key, rows[0].Row.Journey);
        }

        while (!rows.IsEmpty)
        {
            var some = rows[..Math.Min(Together, rows.Length)];
            foreach (var place in left[..NumberFound(some, numbered[..some.Length], left)])
            {
                var (key, row) = some[place];
                numbered[place] = row.Of(NumberOf(key, row.Journey));
            }

            rows = rows[some.Length..];
            numbered = numbered[some.Length..];
        }
    }

    // Numbers the rows whose keys are found at once, and writes down where the others stand: in as many entries as there are rows.
    private readonly int NumberFound<TRow>(ReadOnlySpan<KeyedRow<TRow>> rows, Span<TRow> numbered, Span<int> left)
        where TRow : unmanaged, IRow<TRow>
    {
        var mask = Mask;
        var places = new ReadOnlyWalk<int>(Table);
        var known = new ReadOnlyWalk<long>(Known);
        var others = new Walk<int>(left[..rows.Length]);
        var into = new Walk<TRow>(numbered[..rows.Length]);
        var (count, place) = (0, 0);
        for (var row = new ReadOnlyWalk<KeyedRow<TRow>>(rows); row.Goes; row.Next(), into.Next(), place++)
        {
            CacheLine.PrefetchFar(in row.Now, Ahead);
            var key = row.Now.Key;
            var number = places[PlaceOf(key, mask)];
            into.Now = row.Now.Row.Of(number - 1);
            others[count] = place;
            count += known[number] == key ? 0 : 1;
        }

        return count;
    }

    public readonly void Dispose()
    {
        ArrayPool<int>.Shared.Return(Table);
        ArrayPool<long>.Shared.Return(Known);
        ArrayPool<int>.Shared.Return(RowsOfFirsts);
    }

    private int NumberOf(long key, int row)
    {
        var (mask, places, known) = (Mask, Table, Known);
        for (var place = PlaceOf(key, mask); ; place = (place + 1) & mask)
        {
            var number = places[place];
            if (number == 0)
            {
                return Add(key, place, row);
            }

            if (known[number] == key)
            {
                return number - 1;
            }
        }
    }

    // The high bits of the hash chose the part, so the table takes those in the middle.
    private static int PlaceOf(long key, int mask) => (int)(Hash(key) >> 24) & mask;

    private int Add(long key, int place, int row)
    {
        if (Count == MostKeys)
        {
            Grow();
            return NumberOf(key, row);
        }

        RowsOfFirsts[Count] = row;
        Table[place] = ++Count;
        Known[Count] = key;
        return Count - 1;
    }

    private void Grow()
    {
        Bits++;
        Table = Longer(Table, 0, Places);
        Table.AsSpan(0, Places).Clear();
        Known = Longer(Known, Count + 1, MostKeys + 1);
        RowsOfFirsts = Longer(RowsOfFirsts, Count, MostKeys);
        var mask = Mask;
        for (var number = 1; number <= Count; number++)
        {
            var place = PlaceOf(Known[number], mask);
            while (Table[place] > 0)
            {
                place = (place + 1) & mask;
            }

            Table[place] = number;
        }
    }

    // Rents before it gives back: should there be no memory, nothing is given back twice.
    private static T[] Longer<T>(T[] entries, int count, int length)
    {
        var longer = ArrayPool<T>.Shared.Rent(length);
        entries.AsSpan(0, count).CopyTo(longer);
        ArrayPool<T>.Shared.Return(entries);
        return longer;
    }
}
