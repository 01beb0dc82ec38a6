using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>A table in the cache that rows are spread to, one touchpoint after the other; NaN where a journey has no row.</summary>
/// <remarks>It is right where each row has a cell of its own. Where one has not, because it is bad, does not count or repeats a touchpoint, fewer cells are filled than there are rows.</remarks>
internal readonly ref struct RowTable
{
    // How many rows of a part ahead memory is asked for.
    private const int Ahead = 512;

    private readonly Raw<double> memory;
    private readonly int touchpoints;
    private readonly int journeys;
    private readonly int stride;

    /// <param name="memory">Room for <see cref="CellsOf"/> its journeys and touchpoints.</param>
    /// <param name="journeys">How many journeys.</param>
    /// <param name="touchpoints">How many touchpoints.</param>
    public RowTable(Raw<double> memory, int journeys, int touchpoints) =>
        (this.memory, this.journeys, stride, this.touchpoints) = (memory, journeys, StrideOf(journeys), touchpoints);

    /// <summary>The table for an engine; journeys beyond the last have no rows.</summary>
    public Table Table => new() { Cells = memory, Journeys = stride, Touchpoints = touchpoints, Order = CellOrder.TouchpointMajor };

    /// <summary>How many rows it has room for.</summary>
    public int Room => journeys * touchpoints;

    private Span<double> Cells => memory.Slice(0, stride * touchpoints);

    /// <summary>How many cells a table has.</summary>
    public static int CellsOf(int journeys, int touchpoints) => StrideOf(journeys) * touchpoints;

    /// <summary>Spreads rows.</summary>
    /// <param name="numbers">The journey of each row.</param>
    /// <param name="ofTouchpoints">The touchpoint of each row.</param>
    /// <param name="values">The value of each row.</param>
    /// <param name="first">The number of the first journey.</param>
    /// <param name="places">Room for as many places in the table; it may be where the numbers are.</param>
    /// <returns>Whether each row has a cell of its own.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool TrySpread(ReadOnlySpan<int> numbers, ReadOnlySpan<int> ofTouchpoints, ReadOnlySpan<double> values, int first, Span<int> places)
    {
        numbers = numbers[..values.Length];
        ofTouchpoints = ofTouchpoints[..values.Length];
        places = places[..values.Length];
        if (!TryPlace(numbers, ofTouchpoints, first, places))
        {
            return false;
        }

        var cells = Cells;
        cells.Fill(double.NaN);
        var into = new Walk<double>(cells);
        var place = new ReadOnlyWalk<int>(places);
        var touchpoint = new ReadOnlyWalk<int>(ofTouchpoints);
        var number = new ReadOnlyWalk<int>(numbers);
        var value = new ReadOnlyWalk<double>(values);
        for (var left = values.Length / CacheLine.Doubles; left > 0; left--)
        {
            // Places were looked at when they were made. As many rows ahead as there are stand those of the next block.
            CacheLine.PrefetchFar(in value.Now, values.Length);
            CacheLine.PrefetchFar(in touchpoint.Now, values.Length);
            CacheLine.PrefetchFar(in number.Now, values.Length);
            into[place[0]] = value[0];
            into[place[1]] = value[1];
            into[place[2]] = value[2];
            into[place[3]] = value[3];
            into[place[4]] = value[4];
            into[place[5]] = value[5];
            into[place[6]] = value[6];
            into[place[7]] = value[7];
            value.Next(CacheLine.Doubles);
            place.Next(CacheLine.Doubles);
            touchpoint.Next(CacheLine.Doubles);
            number.Next(CacheLine.Doubles);
        }

        for (; value.Goes; value.Next(), place.Next())
        {
            into[place.Now] = value.Now;
        }

        return Filled(cells) == values.Length;
    }

    /// <summary>Spreads the rows of a part.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="first">The number of the first journey.</param>
    /// <returns>Whether each row has a cell of its own.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool TrySpread<TRow>(ReadOnlySpan<TRow> rows, int first)
        where TRow : unmanaged, IRow
    {
        var cells = Cells;
        cells.Fill(double.NaN);
        var stride = (ulong)this.stride;
        foreach (ref readonly var row in rows)
        {
            CacheLine.PrefetchFar(in row, Ahead);
            var place = ((uint)row.Touchpoint * stride) + (uint)(row.Journey - first);
            if (place < (uint)cells.Length && row.Weight is >= Weights.Least and <= Weights.Greatest)
            {
                cells[(int)place] = row.Value;
            }
        }

        return Filled(cells) == rows.Length;
    }

    // Whole lines, but never a multiple of eight: columns that begin a power of two apart drive each other out of the cache, and blocks and parts are often as long as that.
    private static int StrideOf(int journeys)
    {
        var lines = (journeys + CacheLine.Doubles - 1) / CacheLine.Doubles;
        return journeys < CacheLine.Doubles ? journeys : (lines % 8 == 0 ? lines + 1 : lines) * CacheLine.Doubles;
    }

    // The place of each row; false where one is of no touchpoint of the model, or not in the table.
    private bool TryPlace(ReadOnlySpan<int> numbers, ReadOnlySpan<int> ofTouchpoints, int first, Span<int> places)
    {
        var into = MemoryMarshal.Cast<int, Vector<int>>(places);
        var ofRows = MemoryMarshal.Cast<int, Vector<int>>(ofTouchpoints)[..into.Length];
        var ofJourneys = MemoryMarshal.Cast<int, Vector<int>>(numbers)[..into.Length];
        var (strides, origin) = (new Vector<int>(stride), new Vector<int>(first));
        var (greatest, farthest) = (Vector<uint>.Zero, Vector<uint>.Zero);
        for (var vector = 0; vector < into.Length; vector++)
        {
            var touchpoint = ofRows[vector];
            var place = (touchpoint * strides) + (ofJourneys[vector] - origin);
            greatest = Vector.Max(greatest, touchpoint.As<int, uint>());
            farthest = Vector.Max(farthest, place.As<int, uint>());
            into[vector] = place;
        }

        var areInside = Vector.LessThanAll(greatest, new Vector<uint>((uint)touchpoints)) && Vector.LessThanAll(farthest, new Vector<uint>((uint)Cells.Length));
        for (var row = into.Length * Vector<int>.Count; row < places.Length; row++)
        {
            places[row] = (ofTouchpoints[row] * stride) + (numbers[row] - first);
            areInside &= (uint)ofTouchpoints[row] < (uint)touchpoints && (uint)places[row] < (uint)Cells.Length;
        }

        return areInside;
    }

    private static long Filled(ReadOnlySpan<double> cells)
    {
        // True is -1.
        var vectors = MemoryMarshal.Cast<double, Vector512<double>>(cells);
        var sum = Vector512<long>.Zero;
        foreach (var vector in vectors)
        {
            sum -= Vector512.Equals(vector, vector).AsInt64();
        }

        var filled = Vector512.Sum(sum);
        foreach (var cell in cells[(vectors.Length * Vector512<double>.Count)..])
        {
            filled += double.IsNaN(cell) ? 0 : 1;
        }

        return filled;
    }
}
