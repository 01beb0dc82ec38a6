using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Evidence;

/// <summary>The answers of a journey of many, counted: equal answers at a touchpoint share a cell, and a sample is how often each cell is drawn.</summary>
/// <remarks>
/// A touchpoint's score from counts is that of the copies, because the strategy lets a weight be split among equals. One that does not, or
/// that sees the order, is given the copies.
/// </remarks>
internal sealed class Cohort
{
    /// <summary>The slot of the stratum of whole customers who are in another cohort too, in the order of their names.</summary>
    public const int Returning = -2;

    // The slot of the stratum of all other customers.
    private const int Everybody = -1;
    private readonly JourneyScorer scorer;
    private readonly CompiledModel compiled;
    private readonly int[] positions;
    private readonly List<Cell>[] cellsOfSlot;
    private readonly int[] counts;
    private readonly int[] slotOfCell;

    /// <param name="scorer">Scores them.</param>
    /// <param name="journey">A journey of many.</param>
    /// <param name="returning">The customers who are in another cohort too; null for none.</param>
    public Cohort(JourneyScorer scorer, Journey journey, IReadOnlySet<string>? returning = null)
    {
        (this.scorer, compiled, Score) = (scorer, scorer.Compiled, scorer.Score(journey));
        journey = scorer.Recovered(journey);
        positions = new int[compiled.OrderMatters ? compiled.Steps.Length : 0];
        positions = Reading.Of(compiled, journey, new double[compiled.Steps.Length], positions).Positions(positions).ToArray();
        cellsOfSlot = [.. compiled.Slots.Select(static _ => new List<Cell>())];
        var answers = Cells(journey, out var cells);
        counts = new int[cells];
        slotOfCell = new int[cells];
        Answers = [.. cellsOfSlot.Select(static _ => 0)];
        foreach (var (slot, cell, _) in answers)
        {
            counts[cell]++;
            slotOfCell[cell] = slot;
            Answers[slot]++;
        }

        Strata =
        [
            .. answers.Where(static answer => answer.Customer is null).GroupBy(static answer => answer.Slot)
                .Select(static group => new Stratum(group.Key, group.Select(static answer => (int[])[answer.Cell]))),
            .. Customers(answers, returning),
        ];
        UnitsOfSlot = [.. cellsOfSlot.Select((_, slot) => answers.Where(answer => answer.Slot == slot).Select((answer, i) => answer.Customer ?? $"\0{i}").Distinct(StringComparer.Ordinal).Count())];
    }

    /// <param name="scorer">Scores them.</param>
    /// <param name="id">The name of the cohort.</param>
    /// <param name="tally">How often each answer was given.</param>
    public Cohort(JourneyScorer scorer, string id, IReadOnlyList<(int Slot, double Value, double Weight, int Count)> tally)
    {
        (this.scorer, compiled, positions) = (scorer, scorer.Compiled, []);
        cellsOfSlot = [.. compiled.Slots.Select(static _ => new List<Cell>())];
        counts = [.. tally.Select(static answer => answer.Count)];
        slotOfCell = [.. tally.Select(static answer => answer.Slot)];
        for (var cell = 0; cell < tally.Count; cell++)
        {
            var (slot, value, weight, _) = tally[cell];
            cellsOfSlot[slot].Add(new(cell, compiled.Slots[slot].ValueOf(compiled.Slots[slot].Normalise(value)), weight));
        }

        Answers = [.. cellsOfSlot.Select(cells => cells.Sum(cell => counts[cell.Index]))];
        UnitsOfSlot = Answers;
        Strata = [.. cellsOfSlot.Select((cells, slot) => new Stratum(slot, cells.Select(static cell => cell.Index), cells.Select(cell => counts[cell.Index]))).Where(static stratum => stratum.Count > 0)];
        var nodes = new double[compiled.Steps.Length];
        Value(counts, nodes);
        foreach (var stage in compiled.StageNodes.Append(0))
        {
            nodes[stage] = double.NaN;
        }

        Score = Evaluation.Score(compiled, id, nodes, [], Answers.Count(static answers => answers == 0));
    }

    /// <summary>The customers who are in both of two cohorts.</summary>
    public static HashSet<string> OfBoth(Journey one, Journey other)
    {
        var both = CustomersOf(one);
        both.IntersectWith(CustomersOf(other));
        return both;

        static HashSet<string> CustomersOf(Journey journey) =>
            journey.Experiences.Where(static experience => experience.Weight > 0).Select(static experience => experience.Customer).OfType<string>().ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The score of the answers as they are.</summary>
    public JourneyScore Score { get; }

    /// <summary>What is drawn: for each touchpoint the answers of nobody known, and whole customers.</summary>
    public IReadOnlyList<Stratum> Strata { get; }

    /// <summary>How many answers each touchpoint has.</summary>
    public int[] Answers { get; }

    /// <summary>From how many customers, or answers of nobody known, they are.</summary>
    public int[] UnitsOfSlot { get; }

    /// <summary>How often each cell occurs.</summary>
    public ReadOnlySpan<int> Counts => counts;

    /// <summary>Scores a sample.</summary>
    /// <param name="drawn">How often each cell was drawn.</param>
    /// <param name="nodes">Receives the score of each node, NaN where there is none.</param>
    /// <returns>The score of the journey; NaN where there is none.</returns>
    public double Value(ReadOnlySpan<int> drawn, Span<double> nodes)
    {
        for (var slot = 0; slot < cellsOfSlot.Length; slot++)
        {
            nodes[compiled.NodeOfSlot[slot]] = ScoreOf(slot, drawn);
        }

        return Value(nodes);
    }

    /// <summary>Scores a sample that differs from another in a few cells.</summary>
    /// <param name="drawn">How often each cell was drawn.</param>
    /// <param name="changed">The cells in which it differs, ascending.</param>
    /// <param name="nodes">The scores of the other sample; receives those of this one.</param>
    /// <returns>The score of the journey; NaN where there is none.</returns>
    public double Value(ReadOnlySpan<int> drawn, ReadOnlySpan<int> changed, Span<double> nodes)
    {
        var last = -1;
        foreach (var cell in changed)
        {
            if (slotOfCell[cell] != last)
            {
                last = slotOfCell[cell];
                nodes[compiled.NodeOfSlot[last]] = ScoreOf(last, drawn);
            }
        }

        return Value(nodes);
    }

    /// <summary>Scores touchpoints.</summary>
    /// <param name="nodes">The scores of the touchpoints, NaN where there is none; receives those of the stages.</param>
    /// <returns>The score of the journey; NaN where there is none.</returns>
    public double Value(Span<double> nodes)
    {
        var missing = 0;
        foreach (var node in compiled.NodeOfSlot)
        {
            missing += double.IsNaN(nodes[node]) ? 1 : 0;
        }

        return scorer.ValueOf(nodes, missing, positions);
    }

    private double ScoreOf(int slot, ReadOnlySpan<int> drawn)
    {
        var cells = cellsOfSlot[slot];
        var strategy = compiled.Slots[slot].Strategy;
        var copies = 0;
        var total = 0.0;
        foreach (var cell in cells)
        {
            copies += drawn[cell.Index];
            total += drawn[cell.Index] * cell.Weight;
        }

        if (copies == 0)
        {
            return double.NaN;
        }

        var apart = AreApart(strategy);
        using var rented = new Scratch<double>(2 * (apart ? copies : cells.Count), onStack: 64);
        var scratch = rented.Over(stackalloc double[64]);
        var scores = scratch[..(scratch.Length / 2)];
        var weights = scratch[scores.Length..];
        var present = 0;
        foreach (var cell in cells)
        {
            var times = drawn[cell.Index];
            for (var copy = 0; copy < (apart ? times : Math.Min(times, 1)); copy++)
            {
                (scores[present], weights[present]) = (cell.Score, cell.Weight * (apart ? 1 : times) / total);
                present++;
            }
        }

        return ScoreCheck.Of(strategy, strategy.Aggregate(scores[..present], weights[..present]), compiled.Slots[slot].Id);
    }

    private static bool AreApart(IAggregationStrategy strategy) => !(strategy.Keeps(Law.Symmetric) && strategy.Keeps(Law.WeightSplitting));

    private List<(int Slot, int Cell, string? Customer)> Cells(Journey journey, out int cells)
    {
        var answers = new List<(int Slot, int Cell, string? Customer)>();
        var found = new Dictionary<(int Slot, double Value, double Weight), int>();
        var count = 0;
        foreach (var experience in journey.Span)
        {
            if (experience.Weight == 0)
            {
                continue;
            }

            var slot = compiled.SlotOfId[experience.Touchpoint];
            var key = (slot, experience.Value, experience.Weight);
            if (AreApart(compiled.Slots[slot].Strategy) || !found.TryGetValue(key, out var cell))
            {
                cell = count++;
                found[key] = cell;
                cellsOfSlot[slot].Add(new(cell, compiled.Slots[slot].ValueOf(compiled.Slots[slot].Normalise(experience.Value)), experience.Weight));
            }

            answers.Add((slot, cell, experience.Customer));
        }

        cells = count;
        return answers;
    }

    private static IEnumerable<Stratum> Customers(List<(int Slot, int Cell, string? Customer)> answers, IReadOnlySet<string>? returning) => answers
        .Where(static answer => answer.Customer is not null).GroupBy(static answer => answer.Customer!, StringComparer.Ordinal)
        .GroupBy(customer => returning?.Contains(customer.Key) == true ? Returning : Everybody)
        .Select(static group => new Stratum(group.Key, (group.Key == Returning ? group.OrderBy(static customer => customer.Key, StringComparer.Ordinal) : group.AsEnumerable())
            .Select(static customer => customer.Select(static answer => answer.Cell).Order().ToArray())));

    /// <summary>Answers at a touchpoint that are alike.</summary>
    private readonly record struct Cell(int Index, double Score, double Weight);
}
