using System.Buffers;
using System.Numerics;

namespace Cx.Scoring.Batch;

/// <summary>Numbers journeys in the order in which their keys are first met: a hash table with open addressing, in pooled memory.</summary>
/// <typeparam name="TKeys">Where the keys are.</typeparam>
internal ref struct JourneyNames<TKeys>
    where TKeys : struct, IKeyedRows, allows ref struct
{
    private const int Least = 4;
    private const int Most = 1 << 30;
    private readonly TKeys keys;

    // The number of a journey and 1; 0 where a place is free.
    private readonly int[] table;
    private readonly int[] firsts;
    private readonly int mask;

    /// <summary>A table for so many rows.</summary>
    public JourneyNames(TKeys keys, int rows)
    {
        this.keys = keys;
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(2L * rows, Least, Most));
        mask = size - 1;
        table = ArrayPool<int>.Shared.Rent(size);
        firsts = ArrayPool<int>.Shared.Rent(rows);
        table.AsSpan(0, size).Clear();
    }

    /// <summary>How many journeys were met.</summary>
    public int Count { get; private set; }

    /// <summary>The row that each journey was first met in.</summary>
    public readonly ReadOnlySpan<int> Firsts => firsts.AsSpan(0, Count);

    /// <summary>The number of a row's journey.</summary>
    public int NumberOf(int row)
    {
        for (var place = keys.HashOf(row) & mask; ; place = (place + 1) & mask)
        {
            var number = table[place] - 1;
            if (number < 0)
            {
                firsts[Count] = row;
                table[place] = ++Count;
                return Count - 1;
            }

            if (keys.AreEqual(firsts[number], row))
            {
                return number;
            }
        }
    }

    public readonly void Dispose()
    {
        ArrayPool<int>.Shared.Return(table);
        ArrayPool<int>.Shared.Return(firsts);
    }
}
