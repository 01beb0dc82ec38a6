using System.Buffers;
using System.Numerics;

namespace Cx.Scoring.Batch;

/// <summary>Numbers journeys in the order in which their keys first occur, on any number of threads.</summary>
internal static class JourneyNumbers
{
    private const int WordBits = 64;

    /// <summary>Numbers the journeys of 64-bit keys.</summary>
    /// <param name="keys">The key of each row.</param>
    /// <param name="numbers">Receives the number of each row's journey.</param>
    /// <param name="journeys">Receives the key of each journey.</param>
    /// <param name="threads">On how many threads.</param>
    /// <returns>How many journeys there are.</returns>
    public static int Of(Raw<long> keys, Raw<int> numbers, Span<long> journeys, int threads) =>
        IsAscending(keys.Span) ? OfRuns(keys.Span, numbers.Span, journeys) : OfAny(keys, numbers, journeys, threads);

    /// <summary>Numbers the journeys of names.</summary>
    public static int Of(ReadOnlySpan<string> keys, Span<int> numbers, Span<string> journeys)
    {
        using var names = new JourneyNames<Names>(new(keys), keys.Length);
        for (var row = 0; row < keys.Length; row++)
        {
            numbers[row] = names.NumberOf(row);
        }

        Shapes.RequireRoom(journeys.Length, names.Count, nameof(journeys));
        for (var number = 0; number < names.Count; number++)
        {
            journeys[number] = keys[names.Firsts[number]];
        }

        return names.Count;
    }

    private static bool IsAscending(ReadOnlySpan<long> keys)
    {
        for (var row = 1; row < keys.Length; row++)
        {
            if (keys[row] < keys[row - 1])
            {
                return false;
            }
        }

        return true;
    }

    private static int OfRuns(ReadOnlySpan<long> keys, Span<int> numbers, Span<long> journeys)
    {
        var last = -1;
        for (var row = 0; row < keys.Length; row++)
        {
            if (row == 0 || keys[row] != keys[row - 1])
            {
                last++;
                if (last < journeys.Length)
                {
                    journeys[last] = keys[row];
                }
            }

            numbers[row] = last;
        }

        Shapes.RequireRoom(journeys.Length, last + 1, nameof(journeys));
        return last + 1;
    }

    // Within a part a journey has a number of its own; the rows in which journeys first occur, counted, make it a number among all.
    private static int OfAny(Raw<long> keys, Raw<int> numbers, Span<long> journeys, int threads)
    {
        var bits = Partition.BitsFor(keys.Length);
        var parts = 1 << bits;
        var words = (keys.Length / WordBits) + 1;
        using var partition = Partition<KeyedRow>.Of(new KeyedRows(keys, bits), parts, threads);
        var firsts = ArrayPool<int>.Shared.Rent(keys.Length);
        var counts = ArrayPool<int>.Shared.Rent(parts);
        var isFirst = ArrayPool<ulong>.Shared.Rent(words);
        var before = ArrayPool<int>.Shared.Rent(words);
        isFirst.AsSpan(0, words).Clear();
        try
        {
            var all = partition.Rows;
            var count = Work.Run(parts, threads, (all, numbers, firsts, counts, isFirst), static (part, call) =>
            {
                var rows = call.all[part];
                using var names = new JourneyNames<Part>(new(rows), rows.Length);
                for (var row = 0; row < rows.Length; row++)
                {
                    call.numbers[rows[row].Row] = names.NumberOf(row);
                }

                var target = call.firsts.AsSpan(call.all.Before(part), names.Count);
                for (var number = 0; number < target.Length; number++)
                {
                    var first = rows[names.Firsts[number]].Row;
                    target[number] = first;
                    Interlocked.Or(ref call.isFirst[first / WordBits], 1UL << (first % WordBits));
                }

                call.counts[part] = names.Count;
                return names.Count;
            });
            Shapes.RequireRoom(journeys.Length, (int)count, nameof(journeys));
            var sum = 0;
            for (var word = 0; word < words; word++)
            {
                before[word] = sum;
                sum += BitOperations.PopCount(isFirst[word]);
            }

            Work.Run(parts, threads, (all, numbers, firsts, counts, isFirst, before), static (part, call) =>
            {
                var own = call.firsts.AsSpan(call.all.Before(part), call.counts[part]);
                foreach (ref var first in own)
                {
                    first = RankOf(first, call.isFirst, call.before);
                }

                foreach (ref readonly var row in call.all[part])
                {
                    ref var number = ref call.numbers[row.Row];
                    number = own[number];
                }

                return 0;
            });
            for (var word = 0; word < words; word++)
            {
                var number = before[word];
                for (var rest = isFirst[word]; rest != 0; rest &= rest - 1)
                {
                    journeys[number++] = keys[(word * WordBits) + BitOperations.TrailingZeroCount(rest)];
                }
            }

            return (int)count;
        }
        finally
        {
            ArrayPool<int>.Shared.Return(firsts);
            ArrayPool<int>.Shared.Return(counts);
            ArrayPool<ulong>.Shared.Return(isFirst);
            ArrayPool<int>.Shared.Return(before);
        }
    }

    private static int RankOf(int row, ulong[] isFirst, int[] before) =>
        before[row / WordBits] + BitOperations.PopCount(isFirst[row / WordBits] & ((1UL << (row % WordBits)) - 1));

    private readonly ref struct Part(ReadOnlySpan<KeyedRow> rows) : IKeyedRows
    {
        // The high bits of the hash chose the part, so the table takes others.
        private const int Shift = 20;
        private readonly ReadOnlySpan<KeyedRow> rows = rows;

        public int HashOf(int row) => (int)(KeyedRows.Hash(rows[row].Key) >> Shift);

        public bool AreEqual(int row, int other) => rows[row].Key == rows[other].Key;
    }

    private readonly ref struct Names(ReadOnlySpan<string> keys) : IKeyedRows
    {
        private readonly ReadOnlySpan<string> keys = keys;

        public int HashOf(int row) => keys[row].GetHashCode(StringComparison.Ordinal);

        public bool AreEqual(int row, int other) => string.Equals(keys[row], keys[other], StringComparison.Ordinal);
    }
}
