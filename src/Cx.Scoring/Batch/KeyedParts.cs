using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Batch;

/// <summary>Journeys with 64-bit keys, by parts of the hashes of their keys: rows move once, and are numbered and scored while their part is in the cache.</summary>
/// <remarks>
/// In which order keys first occur is known when all parts are done. Until then what journeys came to stands wherever their part found room. Then the rows in which journeys first occur
/// are gone through: each says its part, and in each part the journeys stand in this order already.
/// </remarks>
internal readonly struct KeyedParts<TRow> : IDisposable
    where TRow : unmanaged, IRow<TRow>
{
    private const int WordBits = 64;

    // Journeys that are brought to their place together, in whole words.
    private const int Together = 4 * WordBits;

    private const int JourneysOfPortion = 16_384;

    private readonly KeyedRows<TRow> source;
    private readonly PartitionedRows<KeyedRow<TRow>> all;
    private readonly ScoreMemory waiting;
    private readonly int room;
    private readonly int threads;

    // Where the journeys of each part stand, and at last how many there are.
    private readonly int[] starts;
    private readonly int[] counts;

    // The row in which each journey first occurs, ascending within a part; and for each row whether it is one of them.
    private readonly int[] firsts;
    private readonly ulong[] isFirst;

    /// <param name="source">The rows.</param>
    /// <param name="all">The same rows, by their parts.</param>
    /// <param name="waiting">Room for what journeys come to until their places are known.</param>
    /// <param name="room">For how many journeys there is room; of more nothing is kept.</param>
    /// <param name="threads">On how many threads.</param>
    public KeyedParts(KeyedRows<TRow> source, PartitionedRows<KeyedRow<TRow>> all, ScoreMemory waiting, int room, int threads)
    {
        (this.source, this.all, this.waiting, this.room, this.threads) = (source, all, waiting, room, threads);
        starts = ArrayPool<int>.Shared.Rent(Parts + 1);
        counts = ArrayPool<int>.Shared.Rent(Parts);
        firsts = ArrayPool<int>.Shared.Rent(room);
        isFirst = ArrayPool<ulong>.Shared.Rent(Words);
        starts[Parts] = 0;
    }

    /// <summary>How many journeys were found.</summary>
    public int Journeys => starts[Parts];

    private int Parts => all.Parts;

    private int Words => (source.Count / WordBits) + 1;

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(starts);
        ArrayPool<int>.Shared.Return(counts);
        ArrayPool<int>.Shared.Return(firsts);
        ArrayPool<ulong>.Shared.Return(isFirst);
    }

    /// <summary>Numbers and scores the journeys of all parts.</summary>
    /// <param name="target">What becomes of them.</param>
    /// <returns>How many rows were bad.</returns>
    public long Take(RowTarget target) =>
        Work.Run(Parts, threads, (parts: this, target: target with { Into = waiting }), static (part, call) => call.parts.Take(part, call.target));

    /// <summary>Brings the journeys into the order in which their keys first occur.</summary>
    /// <param name="found">Receives their keys.</param>
    /// <param name="into">Receives what they came to.</param>
    public void Place(Raw<long> found, ScoreMemory into)
    {
        isFirst.AsSpan(0, Words).Clear();
        foreach (var row in firsts.AsSpan(0, Journeys))
        {
            isFirst[row / WordBits] |= 1UL << (row % WordBits);
        }

        var portions = Math.Clamp(Journeys / JourneysOfPortion, 1, threads);
        Work.Run(portions, threads, (parts: this, portions, found, into), static (portion, call) =>
        {
            call.parts.Place(call.parts.WordBehind(portion, call.portions), call.parts.WordBehind(portion + 1, call.portions), call.found.Span, call.into);
            return 0;
        });
    }

    private long Take(int part, RowTarget target)
    {
        var rows = all[part];
        using var numbers = new KeyNumbers(rows.Length);
        using var rented = new Scratch<TRow>(rows.Length, 0);
        var numbered = rented.Over(default);
        numbers.Number(rows, numbered);
        var count = numbers.Count;
        var start = Interlocked.Add(ref starts[Parts], count) - count;
        (starts[part], counts[part]) = (start, count);
        if (start + count > room)
        {
            return 0;
        }

        numbers.Firsts.CopyTo(firsts.AsSpan(start));
        return count == 0 ? 0 : RowParts.Take<TRow>(numbered, 0, count, target.From(start));
    }

    // The word behind those in which some of equal portions of the journeys first occur: most do so in early rows.
    private int WordBehind(int portions, int all)
    {
        var (word, left) = (0, (int)((long)Journeys * portions / all));
        while (left > 0)
        {
            left -= BitOperations.PopCount(isFirst[word++]);
        }

        return word;
    }

    // The journeys that first occur in the rows of some words.
    [SkipLocalsInit]
    private void Place(int word, int end, Span<long> found, ScoreMemory into)
    {
        var keys = source.Keys;
        using var rented = new Scratch<int>(Parts, 0);
        var next = rented.Over(default);
        var rank = 0;
        for (var part = 0; part < next.Length; part++)
        {
            var before = CountBelow(firsts.AsSpan(starts[part], counts[part]), word * WordBits);
            next[part] = starts[part] + before;
            rank += before;
        }

        Span<int> places = stackalloc int[Together];
        for (var count = 0; word < end; word++)
        {
            for (var left = isFirst[word]; left != 0; left &= left - 1)
            {
                var row = (word * WordBits) + BitOperations.TrailingZeroCount(left);
                var key = keys[row];
                found[rank + count] = key;
                ref var place = ref next[source.PartOf(key)];
                CacheLine.PrefetchFar(in waiting.Values[place], CacheLine.Doubles);
                places[count] = place;
                place++;
                count++;
            }

            if (count > Together - WordBits || word == end - 1)
            {
                Move(places[..count], rank, into);
                (rank, count) = (rank + count, 0);
            }
        }
    }

    private static int CountBelow(ReadOnlySpan<int> ascending, int limit)
    {
        var place = ascending.BinarySearch(limit);
        return place < 0 ? ~place : place;
    }

    private void Move(ReadOnlySpan<int> places, int rank, ScoreMemory into)
    {
        Move(waiting.Values, places, rank, into.Values);
        Move(waiting.Low, places, rank, into.Low);
        Move(waiting.High, places, rank, into.High);
        Move(waiting.Coverage, places, rank, into.Coverage);
        Move(waiting.Weakest, places, rank, into.Weakest);
    }

    private static void Move<T>(Raw<T> from, ReadOnlySpan<int> places, int rank, Raw<T> into)
        where T : unmanaged
    {
        if (into.IsEmpty)
        {
            return;
        }

        var source = from.Span;
        var target = into.Slice(rank, places.Length);
        for (var i = 0; i < target.Length; i++)
        {
            target[i] = source[places[i]];
        }
    }
}
