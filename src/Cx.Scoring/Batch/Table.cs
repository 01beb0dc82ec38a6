using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Batch;

/// <summary>A <see cref="JourneyTable"/> while it is pinned.</summary>
internal readonly struct Table
{
    /// <summary>The cells of a table in one block.</summary>
    public Raw<double> Cells { get; init; }

    /// <summary>The columns of a table whose columns are apart.</summary>
    public Raw<double>[]? Columns { get; init; }

    public int Journeys { get; init; }

    public int Touchpoints { get; init; }

    public CellOrder Order { get; init; }

    /// <summary>Whether there are cells at all.</summary>
    public bool IsEmpty => Cells.IsEmpty && Columns is null;

    /// <summary>One cell.</summary>
    public double this[int journey, int touchpoint] => Columns is not null ? Columns[touchpoint].Span[journey]
        : Order is CellOrder.JourneyMajor ? Cells.Span[(journey * Touchpoints) + touchpoint]
        : Cells.Span[(touchpoint * Journeys) + journey];

    /// <summary>A column; not of a table in journey order.</summary>
    public Raw<double> Column(int touchpoint) => Columns is null
        ? Cells.From(touchpoint * Journeys).First(Journeys)
        : Columns[touchpoint].First(Journeys);

    /// <summary>Some of the journeys of a table in journey order.</summary>
    public ReadOnlySpan<double> Rows(int first, int count) => Cells.Slice(first * Touchpoints, count * Touchpoints);
}
