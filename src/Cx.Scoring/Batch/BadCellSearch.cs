using System.Globalization;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;
using Cx.Scoring.Validation;

namespace Cx.Scoring.Batch;

/// <summary>Finds the cells that could not be scored, once it is known that there are some: the hot path only counts them.</summary>
internal static class BadCellSearch
{
    private const int Most = 100;
    private const int MostInMessage = 10;

    /// <summary>The first bad cells of a table.</summary>
    public static IEnumerable<BadCell> In(CompiledModel compiled, Table values, Table weights)
    {
        for (var journey = 0; journey < values.Journeys; journey++)
        {
            for (var touchpoint = 0; touchpoint < compiled.Slots.Length; touchpoint++)
            {
                var value = values[journey, touchpoint];
                if (!double.IsNaN(value) && !compiled.Slots[touchpoint].Accepts(value))
                {
                    yield return OfValue(compiled, journey, "Journey", touchpoint, value);
                }

                if (!weights.IsEmpty && !Weights.IsWeight(weights[journey, touchpoint]))
                {
                    yield return OfWeight(compiled, journey, "Journey", touchpoint, weights[journey, touchpoint]);
                }
            }
        }
    }

    /// <summary>The first bad rows: one fault each.</summary>
    /// <param name="compiled">The model.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="numbers">The number of each row's journey; empty where rows stand together.</param>
    /// <param name="journeys">How many journeys there are.</param>
    public static IEnumerable<BadCell> In(CompiledModel compiled, RowMemory rows, Raw<int> numbers, int journeys)
    {
        for (var row = 0; row < rows.Values.Length; row++)
        {
            var (touchpoint, value, weight) = (rows.Touchpoints[row], rows.Values[row], rows.Weights.IsEmpty ? 1 : rows.Weights[row]);
            if (!numbers.IsEmpty && (uint)numbers[row] >= (uint)journeys)
            {
                yield return new(row, touchpoint, numbers[row], string.Create(CultureInfo.InvariantCulture, $"Row {row} belongs to journey {numbers[row]}; there is room for {journeys}, numbered from 0."));
            }
            else if ((uint)touchpoint >= (uint)compiled.Slots.Length)
            {
                yield return new(row, touchpoint, touchpoint, string.Create(CultureInfo.InvariantCulture, $"Row {row} is of touchpoint {touchpoint}; model '{compiled.Model.Name}' has {compiled.Slots.Length}, numbered from 0."));
            }
            else if (!compiled.Slots[touchpoint].Accepts(value))
            {
                yield return OfValue(compiled, row, "Row", touchpoint, value);
            }
            else if (!Weights.IsWeight(weight))
            {
                yield return OfWeight(compiled, row, "Row", touchpoint, weight);
            }
        }
    }

    /// <summary>The report on a batch with bad cells, or the exception that the caller chose.</summary>
    public static BatchReport Report(int journeys, long count, IEnumerable<BadCell> cells, BadCells badCells, string parameter)
    {
        if (badCells is BadCells.Report)
        {
            return new(journeys, count, [.. cells.Take(Most)]);
        }

        var lines = cells.Take(MostInMessage).Select(cell => cell.Message);
        var more = count > MostInMessage ? string.Create(CultureInfo.InvariantCulture, $"{Environment.NewLine}and {count - MostInMessage} more.") : "";
        throw new ArgumentException(string.Join(Environment.NewLine, lines) + more, parameter);
    }

    private static BadCell OfValue(CompiledModel compiled, long row, string rowName, int touchpoint, double value) => new(
        row, touchpoint, value, string.Create(CultureInfo.InvariantCulture, $"{rowName} {row}, touchpoint '{compiled.Slots[touchpoint].Id}': {compiled.Slots[touchpoint].Scale.Refusal(value)}"));

    private static BadCell OfWeight(CompiledModel compiled, long row, string rowName, int touchpoint, double weight) => new(
        row, touchpoint, weight, string.Create(CultureInfo.InvariantCulture, $"{rowName} {row}, touchpoint '{compiled.Slots[touchpoint].Id}': {StepRules.WeightRefusal(weight)}"));
}
