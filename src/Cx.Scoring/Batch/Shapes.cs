using System.Globalization;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>Refuses columns that do not fit together or do not fit the model.</summary>
internal static class Shapes
{
    public static void Require(CompiledModel compiled, JourneyTable journeys)
    {
        var touchpoints = compiled.Slots.Length;
        if (journeys.Columns.IsEmpty)
        {
            RequireCells(journeys.Values.Length, journeys.Journeys, touchpoints, compiled, "values", ", NaN where a value is missing");
        }
        else
        {
            RequireColumns(journeys.Columns, journeys.Journeys, touchpoints, compiled, "columns");
        }

        if (!(journeys.Weights.IsEmpty || journeys.WeightColumns.IsEmpty))
        {
            Refuse("journeys", $"The journeys have both Weights and WeightColumns; they take one of the two.");
        }

        if (!journeys.Weights.IsEmpty)
        {
            RequireCells(journeys.Weights.Length, journeys.Journeys, touchpoints, compiled, "weights");
        }

        if (!journeys.WeightColumns.IsEmpty)
        {
            RequireColumns(journeys.WeightColumns, journeys.Journeys, touchpoints, compiled, "weight columns");
        }

        if (!(journeys.Weights.IsEmpty && journeys.WeightColumns.IsEmpty))
        {
            RequireOwnWeights(compiled);
        }
    }

    public static void Require(int journeys, BatchScores into) =>
        Require(journeys, into.Values.Length, into.Low.Length, into.High.Length, into.Coverage.Length, into.Weakest.Length);

    /// <summary>Where the profiles of journeys go.</summary>
    public static void Require(int journeys, BatchProfiles into) => RequireProfiles(journeys, into.Means.Length, into.Deviations.Length, into.Minima.Length);

    /// <summary>Where journeys go that were not counted before.</summary>
    public static void Require(int journeys, RowTarget target)
    {
        var into = target.Into;
        if (target.Profiles)
        {
            RequireProfiles(journeys, into.Values.Length, into.Low.Length, into.High.Length);
        }
        else
        {
            Require(journeys, into.Values.Length, into.Low.Length, into.High.Length, into.Coverage.Length, into.Weakest.Length);
        }
    }

    /// <summary>Rows that stand together, and where each journey begins.</summary>
    public static void Require(Rows rows)
    {
        RequireRows(rows.Touchpoints.Length, rows.Values.Length, rows.Weights.Length, "journeys");
        var offsets = rows.Offsets;
        if (!offsets.IsEmpty && offsets[0] != 0)
        {
            Refuse("journeys", $"The first journey begins at row {offsets[0]}; it begins at row 0, so that no row is lost.");
        }

        for (var journey = Ascending.Are(offsets) ? offsets.Length : 1; journey < offsets.Length; journey++)
        {
            if (offsets[journey] < offsets[journey - 1])
            {
                Refuse("journeys", $"Journey {journey - 1} begins at row {offsets[journey - 1]} and ends at row {offsets[journey]}; offsets do not fall.");
            }
        }

        var end = offsets.IsEmpty ? 0 : offsets[^1];
        if (end != rows.Values.Length)
        {
            Refuse("journeys", $"The last journey ends at row {end}, and there are {rows.Values.Length} rows; every row belongs to a journey.");
        }
    }

    /// <summary>Rows in any order.</summary>
    public static void RequireRows<TKey>(LongRows<TKey> rows)
    {
        RequireRows(rows.Touchpoints.Length, rows.Values.Length, rows.Weights.Length, "rows");
        if (rows.Journeys.Length != rows.Values.Length)
        {
            Refuse("rows", $"There are {rows.Journeys.Length} keys and {rows.Values.Length} values; each row has one of each.");
        }

        if (typeof(TKey) == typeof(string))
        {
            for (var row = 0; row < rows.Journeys.Length; row++)
            {
                if (rows.Journeys[row] is null)
                {
                    Refuse("rows", $"Row {row} has no key; each row names its journey.");
                }
            }
        }
    }

    public static void RequireRoom(int length, int journeys, string column, string parameter = "into")
    {
        if (length < journeys)
        {
            Refuse(parameter, $"{column} has room for {length} of {journeys} journeys; it takes one entry for each.");
        }
    }

    private static void Require(int journeys, int values, int low, int high, int coverage, int weakest)
    {
        RequireRoom(values, journeys, nameof(BatchScores.Values));
        RequireRoomIfWanted(low, journeys, nameof(BatchScores.Low));
        RequireRoomIfWanted(high, journeys, nameof(BatchScores.High));
        RequireRoomIfWanted(coverage, journeys, nameof(BatchScores.Coverage));
        RequireRoomIfWanted(weakest, journeys, nameof(BatchScores.Weakest));
    }

    private static void RequireProfiles(int journeys, int means, int deviations, int minima)
    {
        RequireRoom(means, journeys, "means");
        RequireRoom(deviations, journeys, "deviations");
        RequireRoom(minima, journeys, "minima");
    }

    private static void RequireRoomIfWanted(int length, int journeys, string column)
    {
        if (length > 0)
        {
            RequireRoom(length, journeys, column);
        }
    }

    private static void RequireRows(int touchpoints, int values, int weights, string parameter)
    {
        if (touchpoints != values)
        {
            Refuse(parameter, $"There are {touchpoints} touchpoints and {values} values; each row has one of each.");
        }

        if (weights != values && weights > 0)
        {
            Refuse(parameter, $"There are {weights} weights and {values} values; each row has one of each, or no row has a weight.");
        }
    }

    private static void RequireCells(int cells, int journeys, int touchpoints, CompiledModel compiled, string what, string more = "")
    {
        if (cells != (long)journeys * touchpoints)
        {
            Refuse("journeys", $"There are {cells} {what}; {journeys} journeys under model '{compiled.Model.Name}', which has {touchpoints} touchpoints, take {(long)journeys * touchpoints}{more}.");
        }
    }

    private static void RequireColumns(ReadOnlySpan<ReadOnlyMemory<double>> columns, int journeys, int touchpoints, CompiledModel compiled, string what)
    {
        if (columns.Length != touchpoints)
        {
            Refuse("journeys", $"There are {columns.Length} {what}; model '{compiled.Model.Name}' has {touchpoints} touchpoints and takes one for each.");
        }

        for (var i = 0; i < columns.Length; i++)
        {
            if (columns[i].Length != journeys)
            {
                Refuse("journeys", $"The {what} differ in length: number {i}, of touchpoint '{compiled.Slots[i].Id}', has {columns[i].Length} entries, where there are {journeys} journeys.");
            }
        }
    }

    /// <summary>Whether a strategy takes weights of a journey's own: a capacity knows none, and a limit that depends on the weights was checked for the model's.</summary>
    public static bool TakesOwnWeights(IAggregationStrategy strategy) => strategy is IBindsToSteps || InnerStrategy.TakesAnything(strategy);

    private static void RequireOwnWeights(CompiledModel compiled)
    {
        foreach (var group in compiled.Groups)
        {
            if (!TakesOwnWeights(group.Strategy))
            {
                Refuse("journeys", $"Strategy '{group.Strategy.Name}' of '{group.Name}' holds for the weights of the model alone, and the journeys have weights of their own; choose another strategy, or leave the weights out.");
            }
        }
    }

    private static void Refuse(string parameter, FormattableString message) => throw new ArgumentException(message.ToString(CultureInfo.InvariantCulture), parameter);
}
