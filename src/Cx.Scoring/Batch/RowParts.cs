using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Batch;

/// <summary>Journeys whose rows stand in any order within a part that fits the cache.</summary>
internal static class RowParts
{
    // A table with more cells for a row than this is mostly clearing; its rows are grouped first.
    private const int MostCellsOfRow = 8;

    /// <summary>Takes the journeys of a part.</summary>
    /// <param name="rows">Their rows.</param>
    /// <param name="first">The number of the first journey.</param>
    /// <param name="journeys">How many journeys there are.</param>
    /// <param name="target">What becomes of them, from the entry of the first one on.</param>
    /// <returns>How many rows were bad.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static long Take<TRow>(ReadOnlySpan<TRow> rows, int first, int journeys, RowTarget target)
        where TRow : unmanaged, IRow
    {
        var cells = (long)journeys * target.Touchpoints;
        if (!target.OrderMatters && rows.Length <= cells && cells <= (long)MostCellsOfRow * rows.Length)
        {
            using var memory = new PinnedScratch<double>(RowTable.CellsOf(journeys, target.Touchpoints));
            var table = new RowTable(memory.Memory, journeys, target.Touchpoints);
            if (table.TrySpread(rows, first))
            {
                return target.Take(table.Table, journeys);
            }
        }

        using var groups = RowGroups.Of(rows, first, journeys);
        return new RowBlocks(groups.Rows, target).Grouped(0, journeys);
    }
}
