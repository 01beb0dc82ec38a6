using System.Buffers;
using System.Numerics;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>From rows in any order to scores: rows of a journey are brought together, and then scored as they stand.</summary>
internal readonly struct RowScorer(CompiledModel compiled, BatchEngine engine, int threads, BadCells badCells)
{
    /// <summary>Scores journeys whose rows stand together.</summary>
    public BatchReport Grouped(ReadOnlySpan<int> offsets, RowMemory rows, ScoreMemory into)
    {
        var journeys = Math.Max(0, offsets.Length - 1);
        var rented = ArrayPool<int>.Shared.Rent(journeys + 1);
        try
        {
            offsets.CopyTo(rented);
            return Report(journeys, Grouped(rented, journeys, rows, into), rows, default);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(rented);
        }
    }

    /// <summary>Scores numbered journeys whose rows stand in any order.</summary>
    public BatchReport Numbered(Raw<int> numbers, RowMemory rows, ScoreMemory into, int journeys)
    {
        var offsets = ArrayPool<int>.Shared.Rent(journeys + 1);
        try
        {
            var bad = TryOffsets(numbers.Span, offsets.AsSpan(0, journeys + 1))
                ? Grouped(offsets, journeys, rows, into)
                : Shuffled(numbers, journeys, rows, into);
            return Report(journeys, bad, rows, numbers);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(offsets);
        }
    }

    private BatchReport Report(int journeys, long bad, RowMemory rows, Raw<int> numbers) => bad == 0
        ? new(journeys, 0, [])
        : BadCellSearch.Report(journeys, bad, BadCellSearch.In(compiled, rows, numbers, journeys), badCells, nameof(rows));

    private long Grouped(int[] offsets, int journeys, RowMemory rows, ScoreMemory into) => Work.OverJourneys(
        journeys, threads, (engine, offsets, journeys, rows, into), static (first, count, call) =>
            call.engine.Score(call.rows.Grouped(call.offsets.AsSpan(0, call.journeys + 1)), call.into, first, count, first));

    private long Shuffled(Raw<int> numbers, int journeys, RowMemory rows, ScoreMemory into)
    {
        // A part is a range of numbers; as many parts as the rows want, or fewer where there are fewer journeys.
        var shift = Math.Max(0, BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)journeys)) - Partition.BitsFor(numbers.Length));
        var parts = ((journeys - 1) >> shift) + 1;
        using var partition = Partition<Row>.Of(new NumberedRows(numbers, rows, journeys, shift), parts, threads);
        var bad = Work.Run(parts, threads, (engine, all: partition.Rows, into, journeys, shift), static (part, call) =>
        {
            var first = part << call.shift;
            using var groups = new RowGroups(call.all[part], first, Math.Min(1 << call.shift, call.journeys - first));
            return call.engine.Score(groups.Rows, call.into, 0, groups.Journeys, first);
        });
        return bad + (numbers.Length - partition.Count);
    }

    // Where each journey begins, if the numbers ascend; a journey without rows begins where the next one does.
    private static bool TryOffsets(ReadOnlySpan<int> numbers, Span<int> offsets)
    {
        var journeys = offsets.Length - 1;
        var next = 0;
        for (var row = 0; row < numbers.Length; row++)
        {
            var number = numbers[row];
            if (number < next - 1 || number >= journeys)
            {
                return false;
            }

            for (; next <= number; next++)
            {
                offsets[next] = row;
            }
        }

        offsets[next..].Fill(numbers.Length);
        return true;
    }
}
