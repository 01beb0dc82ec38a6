using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Batch;

/// <summary>The next block of a table, which memory is asked for column after column while the block before is worked on.</summary>
internal ref struct TableAhead
{
    // Lines that are asked for at once when all is read: a processor remembers not many more.
    private const int Together = 40;

    private readonly ref readonly Table table;
    private readonly int first;
    private readonly int count;
    private readonly int columns;
    private readonly int last;
    private int column;

    /// <summary>The next block.</summary>
    /// <param name="table">The table; one in journey order is read from one end to the other, which processors foresee by themselves.</param>
    /// <param name="first">The first journey of the block.</param>
    /// <param name="count">How many there are.</param>
    public TableAhead(ref readonly Table table, int first, int count)
    {
        this.table = ref table;
        (this.first, this.count) = (first, Math.Min(count, table.Journeys - first));
        columns = table.IsEmpty || table.Order is CellOrder.JourneyMajor || this.count <= 0 ? 0 : table.Touchpoints;
        last = Math.Min(columns, Together / Math.Max(1, count / (CacheLine.Bytes / sizeof(double))));
    }

    /// <summary>Asks for as many columns as fit the work that is done.</summary>
    /// <param name="read">How many columns of the block before are read.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Keep(int read)
    {
        while (column * columns < (columns - last) * read)
        {
            Ask();
        }
    }

    /// <summary>Asks for the rest, when all columns of the block before are read.</summary>
    public void Finish()
    {
        while (column < columns)
        {
            Ask();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Ask()
    {
        ref var start = ref MemoryMarshal.GetReference(table.Column(column, first, count));
        for (var journey = 0; journey < count; journey += CacheLine.Bytes / sizeof(double))
        {
            CacheLine.Prefetch(in Unsafe.Add(ref start, journey));
        }

        column++;
    }
}
