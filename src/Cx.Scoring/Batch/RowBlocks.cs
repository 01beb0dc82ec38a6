using System.Runtime.Intrinsics;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Batch;

/// <summary>Journeys whose rows stand together, block by block: a table in the cache where each row has a cell of its own, and else as rows.</summary>
internal readonly ref struct RowBlocks
{
    /// <summary>What there is in place of a number of bad rows where numbers do not ascend; a sum with it is negative, however many portions and bad rows there are.</summary>
    public const long Disordered = -(1L << 40);

    private const int MostCells = 4608;
    private const int MostPairs = 31;

    // Journeys of a block are whole pairs of lanes of any width.
    private const int Pair = 16;

    private readonly RowTarget target;
    private readonly Rows rows;
    private readonly int block;

    /// <param name="rows">The rows.</param>
    /// <param name="target">What becomes of the journeys.</param>
    public RowBlocks(Rows rows, RowTarget target)
    {
        this.rows = rows;
        this.target = target;
        block = Math.Clamp(MostCells / target.Touchpoints / Pair, 1, MostPairs) * Pair;
    }

    /// <summary>Takes some of the journeys under the offsets of the rows.</summary>
    /// <returns>How many rows were bad.</returns>
    public long Grouped(int first, int count)
    {
        using var cells = new PinnedScratch<double>(RowTable.CellsOf(block, target.Touchpoints));
        using var rented = new Scratch<int>(block * target.Touchpoints, 0);
        var numbers = rented.Over(default);
        var bad = 0L;
        for (var (start, last, taken) = (first, first + count, 0); start < last; start += taken)
        {
            taken = Math.Min(block, last - start);
            var offsets = rows.Offsets.Slice(start, taken + 1);
            var table = new RowTable(cells.Memory, taken, target.Touchpoints);
            var isTable = offsets[^1] - offsets[0] <= table.Room && rows.Count(offsets[0], offsets[^1]);
            if (isTable)
            {
                Number(offsets, numbers);
                isTable = TrySpread(table, numbers, offsets[0], offsets[^1], 0, numbers);
            }

            bad += isTable ? target.From(start).Take(table.Table, taken) : target.From(start).Take(rows.Under(offsets));
        }

        return bad;
    }

    /// <summary>Takes some of the journeys of rows whose numbers seem to ascend: whether they do is seen block by block, while they are in the cache.</summary>
    /// <param name="numbers">The journey of each row; the first is not negative.</param>
    /// <param name="journeys">How many journeys there are.</param>
    /// <param name="first">The first of those to take.</param>
    /// <param name="count">How many to take.</param>
    /// <returns>How many rows were bad. <see cref="Disordered"/> where numbers do not ascend or one is not below the number of journeys; then what was written means nothing.</returns>
    public long Sorted(ReadOnlySpan<int> numbers, int journeys, int first, int count)
    {
        using var cells = new PinnedScratch<double>(RowTable.CellsOf(block, target.Touchpoints));
        using var rented = new Scratch<int>(block + 1, 0);
        var offsets = rented.Over(default);
        using var rentedPlaces = new Scratch<int>(block * target.Touchpoints, 0);
        var places = rentedPlaces.Over(default);
        var bad = 0L;
        var begin = first == 0 ? 0 : FirstOf(numbers, first);
        for (var (start, last, taken) = (first, first + count, 0); start < last; start += taken)
        {
            taken = Math.Min(block, last - start);
            var following = start + taken;
            var end = begin + Ascending.Count(numbers[begin..], following - 1);
            if (end < numbers.Length && numbers[end] < following)
            {
                return Disordered;
            }

            var table = new RowTable(cells.Memory, taken, target.Touchpoints);
            if (end - begin <= table.Room && rows.Count(begin, end) && TrySpread(table, numbers[begin..], begin, end, start, places))
            {
                bad += target.From(start).Take(table.Table, taken);
            }
            else
            {
                var ofBlock = offsets[..(taken + 1)];
                Offsets(numbers[begin..end], begin, start, ofBlock);
                bad += target.From(start).Take(rows.Under(ofBlock));
            }

            begin = end;
        }

        // All rows are taken if the first portion begins with them, each ends where the next one is sought, and the last ends with them.
        return begin == (first + count == journeys ? numbers.Length : FirstOf(numbers, first + count)) ? bad : Disordered;
    }

    // A table has the order of the model.
    private bool TrySpread(RowTable table, ReadOnlySpan<int> numbers, int start, int end, int first, Span<int> places)
    {
        numbers = numbers[..(end - start)];
        var touchpoints = rows.Touchpoints[start..end];
        return (!target.OrderMatters || Ascending.InModelOrder(numbers, touchpoints)) && table.TrySpread(numbers, touchpoints, rows.Values[start..end], first, places);
    }

    // The journey of each row, numbered within the block. Most journeys are short: a store of sixteen, which the next one overwrites in part, need not know how short.
    private static void Number(ReadOnlySpan<int> offsets, Span<int> numbers)
    {
        var start = offsets[0];
        for (var journey = 0; journey < offsets.Length - 1; journey++)
        {
            var (place, count) = (offsets[journey] - start, offsets[journey + 1] - offsets[journey]);
            if (count <= Vector512<int>.Count && place <= numbers.Length - Vector512<int>.Count)
            {
                Vector512.Create(journey).CopyTo(numbers[place..]);
            }
            else
            {
                numbers.Slice(place, count).Fill(journey);
            }
        }
    }

    // The first row of a journey from a number on. Where numbers do not ascend it is some row whose number is not less and before which stands one that is.
    private static int FirstOf(ReadOnlySpan<int> numbers, int number)
    {
        var (low, high) = (0, numbers.Length);
        while (low < high)
        {
            var middle = (int)(((uint)low + (uint)high) / 2);
            (low, high) = numbers[middle] < number ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    // Where each journey begins; one without rows begins where the next one does.
    private static void Offsets(ReadOnlySpan<int> numbers, int begin, int first, Span<int> offsets)
    {
        var next = 0;
        for (var row = 0; row < numbers.Length; row++)
        {
            for (; next <= numbers[row] - first; next++)
            {
                offsets[next] = begin + row;
            }
        }

        offsets[next..].Fill(begin + numbers.Length);
    }
}
