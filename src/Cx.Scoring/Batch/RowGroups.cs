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

    /// <summary>Groups rows.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="first">The number of the first journey.</param>
    /// <param name="journeys">How many journeys there are.</param>
    public RowGroups(ReadOnlySpan<Row> rows, int first, int journeys)
    {
        (Journeys, count) = (journeys, rows.Length);
        offsets = ArrayPool<int>.Shared.Rent(journeys + 2);
        touchpoints = ArrayPool<int>.Shared.Rent(count);
        values = ArrayPool<double>.Shared.Rent(count);
        weights = ArrayPool<double>.Shared.Rent(count);

        // One place on: while rows are put where they belong, offsets[j + 1] runs from where journey j begins to where it ends.
        var ends = offsets.AsSpan(0, journeys + 2);
        ends.Clear();
        foreach (ref readonly var row in rows)
        {
            ends[row.Journey - first + 2]++;
        }

        for (var journey = 2; journey < ends.Length; journey++)
        {
            ends[journey] += ends[journey - 1];
        }

        foreach (ref readonly var row in rows)
        {
            var place = ends[row.Journey - first + 1]++;
            (touchpoints[place], values[place], weights[place]) = (row.Touchpoint, row.Value, row.Weight);
        }
    }

    public int Journeys { get; }

    public Rows Rows => new()
    {
        Offsets = offsets.AsSpan(0, Journeys + 1),
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
