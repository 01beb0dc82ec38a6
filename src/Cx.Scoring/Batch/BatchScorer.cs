using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>Scores many journeys at once: the same bits as <see cref="JourneyScorer"/> gives for each, at the speed of memory.</summary>
/// <remarks>
/// Build it once and keep it; any number of threads may call it. Memory is the caller's, scratch is pooled, and the work of a journey
/// depends on no other, so no width of the processor and no number of threads changes a bit. docs/hot-path.md says how it works.
/// </remarks>
public sealed class BatchScorer
{
    private readonly CompiledModel compiled;
    private readonly BatchEngine engine;
    private readonly int threads = 1;
    private readonly BadCells badCells = BadCells.Throw;

    /// <summary>A batch scorer for the model of a scorer.</summary>
    public BatchScorer(JourneyScorer scorer)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        (Scorer, compiled, engine) = (scorer, scorer.Compiled, BatchEngine.For(scorer.Compiled));
    }

    /// <summary>The scorer of single journeys under the same model.</summary>
    public JourneyScorer Scorer { get; }

    /// <summary>On how many threads to score, 1 to 1024; 1 unless set. It changes no bit. Below some 100,000 journeys more than one gains nothing.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to less than 1 or more than 1024.</exception>
    public int Threads
    {
        get => threads;
        init => threads = value is >= 1 and <= 1024 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"Threads was {value}; allowed is 1 to 1024.");
    }

    /// <summary>What to do about cells that cannot be scored; <see cref="BadCells.Throw"/> unless set.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is set to neither of the two.</exception>
    public BadCells BadCells
    {
        get => badCells;
        init => badCells = value is BadCells.Throw or BadCells.Report ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"BadCells was {value}; allowed are Throw and Report.");
    }

    /// <summary>Scores the journeys of a table.</summary>
    /// <param name="journeys">One value a touchpoint, NaN where it is missing.</param>
    /// <param name="into">Receives one score a journey, and what else is asked for.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or <see cref="BadCells"/> is Throw and a cell cannot be scored.</exception>
    /// <exception cref="InvalidOperationException">A strategy or value function that is not built in returned what is no score.</exception>
    public BatchReport Score(JourneyTable journeys, BatchScores into)
    {
        Shapes.Require(compiled, journeys);
        Shapes.Require(journeys.Journeys, into);
        return Run(journeys, into, static (engine, table, weights, into, first, count) => engine.Score(table, weights, into, first, count));
    }

    /// <summary>Profiles the journeys of a table: mean, deviation and minimum of their touchpoint scores, in one pass.</summary>
    /// <param name="journeys">One value a touchpoint, NaN where it is missing.</param>
    /// <param name="into">Receives one profile a journey.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or <see cref="BadCells"/> is Throw and a cell cannot be scored.</exception>
    /// <exception cref="InvalidOperationException">A value function that is not built in returned what is no score.</exception>
    public BatchReport Profile(JourneyTable journeys, BatchProfiles into)
    {
        Shapes.Require(compiled, journeys);
        Shapes.Require(journeys.Journeys, into);
        return Run(journeys, Columns(into), static (engine, table, weights, into, first, count) => engine.Profile(table, weights, into.Values, into.Low, into.High, first, count));
    }

    /// <summary>Scores journeys whose rows stand together.</summary>
    /// <param name="journeys">The rows, and where each journey begins.</param>
    /// <param name="into">Receives one score a journey, and what else is asked for.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or <see cref="BadCells"/> is Throw and a row cannot be scored.</exception>
    /// <exception cref="InvalidOperationException">A strategy or value function that is not built in returned what is no score.</exception>
    public BatchReport Score(JourneyRows journeys, BatchScores into)
    {
        Shapes.Require(journeys.Journeys, into);
        return Grouped(journeys, into, profiles: false);
    }

    /// <summary>Profiles journeys whose rows stand together: mean, deviation and minimum of their touchpoint scores, in one pass.</summary>
    /// <param name="journeys">The rows, and where each journey begins.</param>
    /// <param name="into">Receives one profile a journey.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or <see cref="BadCells"/> is Throw and a row cannot be scored.</exception>
    /// <exception cref="InvalidOperationException">The strategy or value function of a touchpoint is not built in and returned what is no score.</exception>
    public BatchReport Profile(JourneyRows journeys, BatchProfiles into)
    {
        Shapes.Require(journeys.Journeys, into);
        return Grouped(journeys, Columns(into), profiles: true);
    }

    /// <summary>Scores numbered journeys whose rows stand in any order.</summary>
    /// <param name="rows">The rows; a key is the number of the journey, from 0, and the place of its score.</param>
    /// <param name="into">Receives one score a journey. <see cref="BatchScores.Values"/> has as many entries as there are journeys; one without rows has nothing measured.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or <see cref="BadCells"/> is Throw and a row cannot be scored.</exception>
    /// <exception cref="InvalidOperationException">A strategy or value function that is not built in returned what is no score.</exception>
    public BatchReport Score(LongRows<int> rows, BatchScores into)
    {
        Shapes.RequireRows(rows);
        Shapes.Require(into.Values.Length, into);
        return Numbered(rows.Journeys, into.Values.Length, RowsOf(rows), into, profiles: false);
    }

    /// <summary>Profiles numbered journeys whose rows stand in any order.</summary>
    /// <param name="rows">The rows; a key is the number of the journey, from 0, and the place of its profile.</param>
    /// <param name="into">Receives one profile a journey. The column of means has as many entries as there are journeys; one without rows has nothing measured.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or <see cref="BadCells"/> is Throw and a row cannot be scored.</exception>
    /// <exception cref="InvalidOperationException">The strategy or value function of a touchpoint is not built in and returned what is no score.</exception>
    public BatchReport Profile(LongRows<int> rows, BatchProfiles into)
    {
        Shapes.RequireRows(rows);
        Shapes.Require(into.Means.Length, into);
        return Numbered(rows.Journeys, into.Means.Length, RowsOf(rows), Columns(into), profiles: true);
    }

    /// <summary>Scores journeys with 64-bit keys whose rows stand in any order.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="journeys">Receives the key of each journey, in the order in which they first occur. At least as long as there are journeys: the number of rows always suffices.</param>
    /// <param name="into">Receives the scores in the same order.</param>
    /// <returns>A report that says how many journeys there were.</returns>
    /// <exception cref="ArgumentException">The sizes do not fit, or <see cref="BadCells"/> is Throw and a row cannot be scored.</exception>
    /// <exception cref="InvalidOperationException">A strategy or value function that is not built in returned what is no score.</exception>
    public BatchReport Score(LongRows<long> rows, Span<long> journeys, BatchScores into) => Keyed(rows, journeys, into, profiles: false);

    /// <summary>Profiles journeys with 64-bit keys whose rows stand in any order.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="journeys">Receives the key of each journey, in the order in which they first occur. At least as long as there are journeys: the number of rows always suffices.</param>
    /// <param name="into">Receives the profiles in the same order.</param>
    /// <returns>A report that says how many journeys there were.</returns>
    /// <exception cref="ArgumentException">The sizes do not fit, or <see cref="BadCells"/> is Throw and a row cannot be scored.</exception>
    /// <exception cref="InvalidOperationException">The strategy or value function of a touchpoint is not built in and returned what is no score.</exception>
    public BatchReport Profile(LongRows<long> rows, Span<long> journeys, BatchProfiles into) => Keyed(rows, journeys, Columns(into), profiles: true);

    /// <summary>Scores journeys with names whose rows stand in any order.</summary>
    /// <param name="rows">The rows; keys are compared ordinally.</param>
    /// <param name="journeys">Receives the key of each journey, in the order in which they first occur. At least as long as there are journeys: the number of rows always suffices.</param>
    /// <param name="into">Receives the scores in the same order.</param>
    /// <returns>A report that says how many journeys there were.</returns>
    /// <exception cref="ArgumentException">The sizes do not fit, a key is null, or <see cref="BadCells"/> is Throw and a row cannot be scored.</exception>
    /// <exception cref="InvalidOperationException">A strategy or value function that is not built in returned what is no score.</exception>
    public BatchReport Score(LongRows<string> rows, Span<string> journeys, BatchScores into)
    {
        using var numbers = new Scratch<int>(rows.Journeys.Length, 0);
        var ofRows = numbers.Over(default);
        var count = Number(rows, journeys, ofRows);
        Shapes.Require(count, into);
        return Numbered(ofRows, count, RowsOf(rows), into, profiles: false);
    }

    /// <summary>Profiles journeys with names whose rows stand in any order.</summary>
    /// <param name="rows">The rows; keys are compared ordinally.</param>
    /// <param name="journeys">Receives the key of each journey, in the order in which they first occur. At least as long as there are journeys: the number of rows always suffices.</param>
    /// <param name="into">Receives the profiles in the same order.</param>
    /// <returns>A report that says how many journeys there were.</returns>
    /// <exception cref="ArgumentException">The sizes do not fit, a key is null, or <see cref="BadCells"/> is Throw and a row cannot be scored.</exception>
    /// <exception cref="InvalidOperationException">The strategy or value function of a touchpoint is not built in and returned what is no score.</exception>
    public BatchReport Profile(LongRows<string> rows, Span<string> journeys, BatchProfiles into)
    {
        using var numbers = new Scratch<int>(rows.Journeys.Length, 0);
        var ofRows = numbers.Over(default);
        var count = Number(rows, journeys, ofRows);
        Shapes.Require(count, into);
        return Numbered(ofRows, count, RowsOf(rows), Columns(into), profiles: true);
    }

    // Three columns are three columns.
    private static BatchScores Columns(BatchProfiles into) => new(into.Means) { Low = into.Deviations, High = into.Minima };

    private static Rows RowsOf<TKey>(LongRows<TKey> rows) => new() { Touchpoints = rows.Touchpoints, Values = rows.Values, Weights = rows.Weights };

    private static int Number(LongRows<string> rows, Span<string> journeys, Span<int> numbers)
    {
        Shapes.RequireRows(rows);
        return JourneyNumbers.Of(rows.Journeys, numbers, journeys);
    }

    private RowScorer RowScorer(bool profiles) => new(compiled, engine, threads, badCells, profiles);

    private BatchReport Grouped(JourneyRows journeys, BatchScores into, bool profiles)
    {
        var rows = new Rows { Offsets = journeys.Offsets, Touchpoints = journeys.Touchpoints, Values = journeys.Values, Weights = journeys.Weights };
        Shapes.Require(rows);
        return PinnedCall.Run(journeys.Offsets, [], rows, into, RowScorer(profiles), static (offsets, _, rows, memory, scorer) => scorer.Grouped(offsets, rows, memory));
    }

    private BatchReport Numbered(ReadOnlySpan<int> numbers, int journeys, Rows rows, BatchScores into, bool profiles) =>
        PinnedCall.Run(numbers, [], rows, into, (RowScorer: RowScorer(profiles), journeys), static (numbers, _, rows, memory, call) => call.RowScorer.Numbered(numbers, rows, memory, call.journeys));

    private BatchReport Keyed(LongRows<long> rows, Span<long> journeys, BatchScores into, bool profiles)
    {
        Shapes.RequireRows(rows);
        return PinnedCall.Run(rows.Journeys, journeys, RowsOf(rows), into, RowScorer(profiles), static (keys, found, rows, memory, scorer) => scorer.Keyed(keys, found, rows, memory));
    }

    private delegate long TableWork(BatchEngine engine, Table table, Table weights, ScoreMemory into, int first, int count);

    private BatchReport Run(JourneyTable journeys, BatchScores into, TableWork work)
    {
        using var columns = new PinnedColumns(journeys.Columns);
        using var weightColumns = new PinnedColumns(journeys.WeightColumns);
        var call = new Call(this, journeys.Journeys, journeys.Order, columns.Columns, weightColumns.Columns, work);
        return PinnedCall.Run(journeys.Values, journeys.Weights, into, call, static (values, weights, memory, call) =>
            call.Scorer.Run(call.Table(values, call.Columns), call.Table(weights, call.WeightColumns), memory, call.Work));
    }

    private BatchReport Run(Table table, Table weights, ScoreMemory into, TableWork work)
    {
        var bad = Batch.Work.OverJourneys(table.Journeys, threads, (engine, table, weights, into, work), static (first, count, call) =>
            call.work(call.engine, call.table, call.weights, call.into, first, count));
        return bad == 0
            ? new(table.Journeys, 0, [])
            : BadCellSearch.Report(table.Journeys, bad, BadCellSearch.In(compiled, table, weights), badCells, "journeys");
    }

    private readonly record struct Call(BatchScorer Scorer, int Journeys, CellOrder Order, Raw<double>[]? Columns, Raw<double>[]? WeightColumns, TableWork Work)
    {
        public Table Table(Raw<double> cells, Raw<double>[]? columns) => new()
        {
            Cells = cells,
            Columns = columns,
            Journeys = Journeys,
            Touchpoints = Scorer.compiled.Slots.Length,

            // Columns that stand apart have no order among them, nor has one alone.
            Order = columns is null && Scorer.compiled.Slots.Length > 1 ? Order : CellOrder.TouchpointMajor,
        };
    }
}
