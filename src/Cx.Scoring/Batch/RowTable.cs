using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>A table in the cache that rows are spread to, one touchpoint after the other; NaN where a journey has no row.</summary>
/// <remarks>It is right where each row has a cell of its own. Where one has not, because it is bad, does not count or repeats a touchpoint, fewer cells are filled than there are rows.</remarks>
internal readonly ref struct RowTable
{
    private readonly Raw<double> memory;
    private readonly int touchpoints;
    private readonly int journeys;

    /// <param name="memory">Room for its cells.</param>
    /// <param name="journeys">How many journeys; a column is as long as that.</param>
    /// <param name="touchpoints">How many touchpoints.</param>
    public RowTable(Raw<double> memory, int journeys, int touchpoints) => (this.memory, this.journeys, this.touchpoints) = (memory, journeys, touchpoints);

    /// <summary>The table for an engine.</summary>
    public Table Table => new() { Cells = memory, Journeys = journeys, Touchpoints = touchpoints, Order = CellOrder.TouchpointMajor };

    /// <summary>How many rows it has room for.</summary>
    public int Room => journeys * touchpoints;

    private Span<double> Cells => memory.Slice(0, journeys * touchpoints);

    /// <summary>Spreads rows.</summary>
    /// <param name="numbers">The journey of each row.</param>
    /// <param name="ofTouchpoints">The touchpoint of each row.</param>
    /// <param name="values">The value of each row.</param>
    /// <param name="first">The number of the first journey.</param>
    /// <returns>Whether each row has a cell of its own.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool TrySpread(ReadOnlySpan<int> numbers, ReadOnlySpan<int> ofTouchpoints, ReadOnlySpan<double> values, int first)
    {
        var cells = Cells;
        cells.Fill(double.NaN);
        ofTouchpoints = ofTouchpoints[..values.Length];
        numbers = numbers[..values.Length];
        var stride = (ulong)journeys;
        for (var row = 0; row < values.Length; row++)
        {
            // A row of no touchpoint of the model lies beyond the table.
            var place = ((uint)ofTouchpoints[row] * stride) + (uint)(numbers[row] - first);
            if (place < (uint)cells.Length)
            {
                cells[(int)place] = values[row];
            }
        }

        return Filled(cells) == values.Length;
    }

    /// <summary>Spreads the rows of a part.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="first">The number of the first journey.</param>
    /// <returns>Whether each row has a cell of its own.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool TrySpread<TRow>(ReadOnlySpan<TRow> rows, int first)
        where TRow : struct, IRow
    {
        var cells = Cells;
        cells.Fill(double.NaN);
        var stride = (ulong)journeys;
        foreach (ref readonly var row in rows)
        {
            var place = ((uint)row.Touchpoint * stride) + (uint)(row.Journey - first);
            if (place < (uint)cells.Length && row.Weight is >= Weights.Least and <= Weights.Greatest)
            {
                cells[(int)place] = row.Value;
            }
        }

        return Filled(cells) == rows.Length;
    }

    private static long Filled(ReadOnlySpan<double> cells)
    {
        // True is -1.
        var vectors = MemoryMarshal.Cast<double, Vector<double>>(cells);
        var sum = Vector<long>.Zero;
        foreach (var vector in vectors)
        {
            sum -= Vector.Equals(vector, vector);
        }

        var filled = Vector.Sum(sum);
        foreach (var cell in cells[(vectors.Length * Vector<double>.Count)..])
        {
            filled += double.IsNaN(cell) ? 0 : 1;
        }

        return filled;
    }
}
