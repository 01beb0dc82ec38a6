using System.Buffers;
using System.Numerics;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Batch;

/// <summary>Journeys with 64-bit keys, by parts of the hashes of their keys: rows move once, and are numbered and scored while their part is in the cache.</summary>
/// <remarks>
/// In which order keys first occur is known when all parts are done. Until then what journeys came to stands wherever their part found room; the
/// rows in which journeys first occur, counted, then say where it belongs.
/// </remarks>
internal readonly ref struct KeyedParts<TRow>
    where TRow : unmanaged, IRow<TRow>
{
    private const int WordBits = 64;

    private readonly int rows;
    private readonly PartitionedRows<KeyedRow<TRow>> all;
    private readonly ScoreMemory waiting;
    private readonly int room;
    private readonly int threads;

    // Where the journeys of each part stand, and at last how many there are.
    private readonly int[] starts;
    private readonly int[] counts;

    // The row in which each journey first occurs, and its key; for each row whether it is one of them, and for each word of those how many stand before it.
    private readonly int[] firsts;
    private readonly long[] names;
    private readonly ulong[] isFirst;
    private readonly int[] before;

    /// <param name="rows">How many rows there are.</param>
    /// <param name="all">The rows, by parts of the hashes of their keys.</param>
    /// <param name="waiting">Room for what journeys come to until their places are known.</param>
    /// <param name="room">For how many journeys there is room; of more nothing is kept.</param>
    /// <param name="threads">On how many threads.</param>
    public KeyedParts(int rows, PartitionedRows<KeyedRow<TRow>> all, ScoreMemory waiting, int room, int threads)
    {
        (this.rows, this.all, this.waiting, this.room, this.threads) = (rows, all, waiting, room, threads);
        starts = ArrayPool<int>.Shared.Rent(Parts + 1);
        counts = ArrayPool<int>.Shared.Rent(Parts);
        firsts = ArrayPool<int>.Shared.Rent(room);
        names = ArrayPool<long>.Shared.Rent(room);
        isFirst = ArrayPool<ulong>.Shared.Rent(Words);
        before = ArrayPool<int>.Shared.Rent(Words);
        starts[Parts] = 0;
    }

    /// <summary>How many journeys were found.</summary>
    public int Journeys => starts[Parts];

    private int Parts => all.Parts;

    private int Words => (rows / WordBits) + 1;

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(starts);
        ArrayPool<int>.Shared.Return(counts);
        ArrayPool<int>.Shared.Return(firsts);
        ArrayPool<long>.Shared.Return(names);
        ArrayPool<ulong>.Shared.Return(isFirst);
        ArrayPool<int>.Shared.Return(before);
    }

    /// <summary>Numbers and scores the journeys of all parts.</summary>
    /// <param name="target">What becomes of them.</param>
    /// <returns>How many rows were bad.</returns>
    public long Take(RowTarget target) => Work.Run(
        Parts, threads, (all, room, starts, counts, firsts, names, target: target with { Into = waiting }), static (part, call) =>
        {
            var rows = call.all[part];
            using var numbers = new KeyNumbers();
            using var rented = new Scratch<TRow>(rows.Length, 0);
            var numbered = rented.Over(default);
            numbers.Number(rows, numbered);
            var count = numbers.Count;
            var start = Interlocked.Add(ref call.starts[call.all.Parts], count) - count;
            (call.starts[part], call.counts[part]) = (start, count);
            if (start + count > call.room)
            {
                return 0;
            }

            numbers.Keys.CopyTo(call.names.AsSpan(start));
            numbers.Firsts.CopyTo(call.firsts.AsSpan(start));
            return count == 0 ? 0 : RowParts.Take<TRow>(numbered, 0, count, call.target.From(start));
        });

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

        var sum = 0;
        for (var word = 0; word < Words; word++)
        {
            before[word] = sum;
            sum += BitOperations.PopCount(isFirst[word]);
        }

        Work.Run(
            Parts, threads, (found, from: waiting, into, starts, counts, firsts, names, isFirst, before), static (part, call) =>
            {
                var (start, end) = (call.starts[part], call.starts[part] + call.counts[part]);
                for (var journey = start; journey < end; journey++)
                {
                    var row = call.firsts[journey];
                    var rank = call.before[row / WordBits] + BitOperations.PopCount(call.isFirst[row / WordBits] & ((1UL << (row % WordBits)) - 1));
                    call.firsts[journey] = rank;
                    call.found[rank] = call.names[journey];
                }

                var places = call.firsts.AsSpan(start, end - start);
                Move(call.from.Values, call.into.Values, start, places);
                Move(call.from.Low, call.into.Low, start, places);
                Move(call.from.High, call.into.High, start, places);
                Move(call.from.Coverage, call.into.Coverage, start, places);
                Move(call.from.Weakest, call.into.Weakest, start, places);
                return 0;
            });
    }

    private static void Move<T>(Raw<T> from, Raw<T> into, int start, ReadOnlySpan<int> places)
        where T : unmanaged
    {
        if (into.IsEmpty)
        {
            return;
        }

        var target = into.Span;
        var source = from.Slice(start, places.Length);
        for (var i = 0; i < places.Length; i++)
        {
            target[places[i]] = source[i];
        }
    }
}
