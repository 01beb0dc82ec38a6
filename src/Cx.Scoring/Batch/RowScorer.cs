using System.Numerics;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>From rows in any order to scores or profiles: rows of a journey are brought together, and then taken as they stand.</summary>
internal readonly struct RowScorer(CompiledModel compiled, BatchEngine engine, int threads, BadCells badCells, bool profiles)
{
    /// <summary>Takes journeys whose rows stand together.</summary>
    public BatchReport Grouped(Raw<int> offsets, RowMemory rows, ScoreMemory into)
    {
        var journeys = Math.Max(0, offsets.Length - 1);
        return Report(journeys, Grouped(offsets, journeys, rows, Target(into)), rows, default, "journeys");
    }

    /// <summary>Takes numbered journeys whose rows stand in any order.</summary>
    public BatchReport Numbered(Raw<int> numbers, RowMemory rows, ScoreMemory into, int journeys)
    {
        var target = Target(into);
        var bad = MayAscend(numbers.Span, journeys) && !into.Overlaps(numbers, rows) ? Sorted(numbers, journeys, rows, target) : RowBlocks.Disordered;
        if (bad < 0)
        {
            bad = rows.Weights.IsEmpty ? Shuffled<Row>(numbers, journeys, rows, target) : Shuffled<WeightedRow>(numbers, journeys, rows, target);
        }

        return Report(journeys, bad, rows, numbers);
    }

    /// <summary>Takes journeys with 64-bit keys whose rows stand in any order.</summary>
    /// <param name="keys">The key of each row.</param>
    /// <param name="found">Receives the key of each journey, in the order in which they first occur.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="into">Receives what they come to, in the same order.</param>
    public BatchReport Keyed(Raw<long> keys, Raw<long> found, RowMemory rows, ScoreMemory into)
    {
        var target = Target(into);

        // Journeys may be written where the keys stand, before all of those were read for the last time.
        using var kept = new PinnedScratch<long>(keys.Overlaps(found) ? keys.Length : 0);
        if (!kept.Memory.IsEmpty)
        {
            keys.Span.CopyTo(kept.Memory.Span);
            keys = kept.Memory;
        }

        return Ascending.Are(keys.Span) ? KeyRuns(keys, found, rows, target)
            : rows.Weights.IsEmpty ? Keyed<Row>(keys, found, rows, target)
            : Keyed<WeightedRow>(keys, found, rows, target);
    }

    private static bool MayAscend(ReadOnlySpan<int> numbers, int journeys) =>
        numbers.IsEmpty || ((uint)numbers[0] < (uint)journeys && numbers[^1] < journeys && Ascending.MayBe(numbers));

    private RowTarget Target(ScoreMemory into) => new(compiled, engine, into, profiles);

    private BatchReport Report(int journeys, long bad, RowMemory rows, Raw<int> numbers, string parameter = "rows") => bad == 0
        ? new(journeys, 0, [])
        : BadCellSearch.Report(journeys, bad, BadCellSearch.In(compiled, rows, numbers, journeys), badCells, parameter);

    private long Grouped(Raw<int> offsets, int journeys, RowMemory rows, RowTarget target) => Work.OverJourneys(
        journeys, threads, (offsets, rows, target), static (first, count, call) => new RowBlocks(call.rows.Grouped(call.offsets.Span), call.target).Grouped(first, count));

    // Negative where numbers do not ascend after all; then rows are read once more, so nothing may have been written over them.
    private long Sorted(Raw<int> numbers, int journeys, RowMemory rows, RowTarget target) => Work.OverJourneys(
        journeys, threads, (numbers, journeys, rows, target), static (first, count, call) => new RowBlocks(call.rows.Grouped([]), call.target).Sorted(call.numbers.Span, call.journeys, first, count));

    // A part is a range of numbers: as many parts as the rows want and as the tables that they become want, or fewer where there are fewer journeys.
    private long Shuffled<TRow>(Raw<int> numbers, int journeys, RowMemory rows, RowTarget target)
        where TRow : unmanaged, IRow<TRow>
    {
        var bits = Math.Max(Partition.BitsFor(numbers.Length), Partition.BitsForCells((long)journeys * target.Touchpoints));
        var shift = Math.Max(0, BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)journeys)) - bits);
        var parts = ((journeys - 1) >> shift) + 1;
        using var partition = Partition<TRow>.Of(new NumberedRows<TRow>(numbers, rows, journeys, shift), parts, threads);
        var bad = Work.Run(parts, threads, (all: partition.Rows, target, journeys, shift), static (part, call) =>
        {
            var first = part << call.shift;
            return RowParts.Take<TRow>(call.all[part], first, Math.Min(1 << call.shift, call.journeys - first), call.target.From(first));
        });
        return bad + (numbers.Length - partition.Count);
    }

    // Keys that ascend are offsets.
    private BatchReport KeyRuns(Raw<long> keys, Raw<long> found, RowMemory rows, RowTarget target)
    {
        using var offsets = new PinnedScratch<int>(keys.Length + 1);
        var journeys = Ascending.Runs(keys.Span, offsets.Memory.Span);
        Shapes.RequireRoom(found.Length, journeys, "journeys", "journeys");
        Shapes.Require(journeys, target);
        for (var journey = 0; journey < journeys; journey++)
        {
            found[journey] = keys[offsets.Memory[journey]];
        }

        return Report(journeys, Grouped(offsets.Memory.First(journeys + 1), journeys, rows, target), rows, default);
    }

    private BatchReport Keyed<TRow>(Raw<long> keys, Raw<long> found, RowMemory rows, RowTarget target)
        where TRow : unmanaged, IRow<TRow>
    {
        var bits = Partition.BitsFor(keys.Length);
        var source = new KeyedRows<TRow>(keys, rows, bits);
        using var partition = Partition<KeyedRow<TRow>>.Of(source, 1 << bits, threads);
        var (into, room) = (target.Into, Math.Min(keys.Length, found.Length));
        using var values = new PinnedScratch<double>(room);
        using var low = new PinnedScratch<double>(into.Low.IsEmpty ? 0 : room);
        using var high = new PinnedScratch<double>(into.High.IsEmpty ? 0 : room);
        using var coverage = new PinnedScratch<double>(into.Coverage.IsEmpty ? 0 : room);
        using var weakest = new PinnedScratch<int>(into.Weakest.IsEmpty ? 0 : room);
        var waiting = new ScoreMemory { Values = values.Memory, Low = low.Memory, High = high.Memory, Coverage = coverage.Memory, Weakest = weakest.Memory };
        using var parts = new KeyedParts<TRow>(source, partition.Rows, waiting, room, threads);
        var bad = parts.Take(target);
        Shapes.RequireRoom(found.Length, parts.Journeys, "journeys", "journeys");
        Shapes.Require(parts.Journeys, target);
        parts.Place(found, into);
        return Report(parts.Journeys, bad, rows, default);
    }
}
