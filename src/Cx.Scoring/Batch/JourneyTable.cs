using System.Globalization;

namespace Cx.Scoring.Batch;

/// <summary>Many journeys with at most one value a touchpoint: a table of cells, NaN where a touchpoint is missing.</summary>
/// <remarks>Touchpoints stand in model order (<see cref="JourneyScorer.Touchpoints"/>), and the journeys are taken to have been lived in it.</remarks>
public readonly ref struct JourneyTable
{
    /// <summary>A table in one block of memory.</summary>
    /// <param name="values">One value a cell, on the scale of its touchpoint; NaN where missing.</param>
    /// <param name="journeys">The number of journeys.</param>
    /// <param name="order">How the cells lie in memory.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number of journeys is negative, or the order is none.</exception>
    public JourneyTable(ReadOnlySpan<double> values, int journeys, CellOrder order = CellOrder.TouchpointMajor)
    {
        Values = values;
        Journeys = journeys >= 0
            ? journeys
            : throw new ArgumentOutOfRangeException(nameof(journeys), journeys, string.Create(CultureInfo.InvariantCulture, $"The number of journeys was {journeys}; allowed is 0 and more."));
        Order = order is CellOrder.TouchpointMajor or CellOrder.JourneyMajor
            ? order
            : throw new ArgumentOutOfRangeException(nameof(order), order, $"The order was {order}; allowed are TouchpointMajor and JourneyMajor.");
    }

    /// <summary>A table whose columns are apart.</summary>
    /// <param name="columns">One column a touchpoint, all of one length: one value a journey.</param>
    public JourneyTable(ReadOnlySpan<ReadOnlyMemory<double>> columns)
    {
        Columns = columns;
        Journeys = columns.IsEmpty ? 0 : columns[0].Length;
    }

    /// <summary>The number of journeys.</summary>
    public int Journeys { get; }

    /// <summary>
    /// Own weights of each journey, one a cell, in the order of the values; empty where the model's hold. They replace the weights of the
    /// touchpoints, as if each journey had a model of its own: finite, 0 or 1e-100 to 1,000,000; 0 leaves the touchpoint out,
    /// and a stage in which all are 0. A journey in which all are 0 has no value.
    /// </summary>
    public ReadOnlySpan<double> Weights { get; init; }

    /// <summary>The same, one column a touchpoint.</summary>
    public ReadOnlySpan<ReadOnlyMemory<double>> WeightColumns { get; init; }

    internal ReadOnlySpan<double> Values { get; }

    internal ReadOnlySpan<ReadOnlyMemory<double>> Columns { get; }

    internal CellOrder Order { get; }
}
