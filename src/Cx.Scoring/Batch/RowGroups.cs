using System.Buffers;

namespace Cx.Scoring.Batch;

/// <summary>The rows of a part, grouped by journey: a stable counting sort in the cache, in pooled memory.</summary>
internal readonly ref struct RowGroups
{
    private readonly int[] offsets;
    private readonly int[] touchpoints;
    private readonly double[] values;
    private readonly double[] weights;
    private readonly int count;
    private readonly int journeys;

    private RowGroups(int count, int journeys)
    {
        (this.journeys, this.count) = (journeys, count);
        offsets = ArrayPool<int>.Shared.Rent(journeys + 2);
        touchpoints = ArrayPool<int>.Shared.Rent(count);
        values = ArrayPool<double>.Shared.Rent(count);
        weights = ArrayPool<double>.Shared.Rent(count);
    }

    /// <summary>Groups rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="first">The number of the first journey.</param>
    /// <param name="journeys">How many journeys there are.</param>
    public static RowGroups Of<TRow>(ReadOnlySpan<TRow> rows, int first, int journeys)
        where TRow : struct, IRow
    {
        var groups = new RowGroups(rows.Length, journeys);

        // One place on: while rows are put where they belong, offsets[j + 1] runs from where journey j begins to where it ends.
        var ends = groups.offsets.AsSpan(0, journeys + 2);
        ends.Clear();
        foreach (ref readonly var row in rows)
        {
            ends[row.Journey - first + 2]++;
        }

        for (var journey = 2; journey < ends.Length; journey++)
        {
            ends[journey] += ends[journey - 1];
        }

        var (touchpoints, values, weights) = (groups.touchpoints, groups.values, groups.weights);
        foreach (ref readonly var row in rows)
        {
            var place = ends[row.Journey - first + 1]++;
            (touchpoints[place], values[place], weights[place]) = (row.Touchpoint, row.Value, row.Weight);
        }

        return groups;
    }

    public Rows Rows => new()
    {
        Offsets = offsets.AsSpan(0, journeys + 1),
        Touchpoints = touchpoints.AsSpan(0, count),
        Values = values.AsSpan(0, count),
        Weights = weights.AsSpan(0, count),
    };

    public void Dispose()
    {
        ArrayPool<int>.Shared.Return(offsets);
        ArrayPool<int>.Shared.Return(touchpoints);
        ArrayPool<double>.Shared.Return(values);
        ArrayPool<double>.Shared.Return(weights);
    }
}
