using System.Buffers;
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
    public int Threads
    {
        get => threads;
        init => threads = value is >= 1 and <= 1024 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, $"Threads was {value}; allowed is 1 to 1024.");
    }

    /// <summary>What to do about cells that cannot be scored; <see cref="BadCells.Throw"/> unless set.</summary>
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
        Shapes.RequireRoom(into.Means.Length, journeys.Journeys, "means");
        Shapes.RequireRoom(into.Deviations.Length, journeys.Journeys, "deviations");
        Shapes.RequireRoom(into.Minima.Length, journeys.Journeys, "minima");

        // Three columns are three columns.
        var columns = new BatchScores(into.Means) { Low = into.Deviations, High = into.Minima };
        return Run(journeys, columns, static (engine, table, weights, into, first, count) => engine.Profile(table, weights, into.Values, into.Low, into.High, first, count));
    }

    /// <summary>Scores journeys whose rows stand together.</summary>
    /// <param name="journeys">The rows, and where each journey begins.</param>
    /// <param name="into">Receives one score a journey, and what else is asked for.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or <see cref="BadCells"/> is Throw and a row cannot be scored.</exception>
    /// <exception cref="InvalidOperationException">A strategy or value function that is not built in returned what is no score.</exception>
    public BatchReport Score(JourneyRows journeys, BatchScores into)
    {
        var rows = new Rows { Offsets = journeys.Offsets, Touchpoints = journeys.Touchpoints, Values = journeys.Values, Weights = journeys.Weights };
        Shapes.Require(rows);
        Shapes.Require(journeys.Journeys, into);
        return Raw.Pin(journeys.Offsets, rows, into, RowScorer, static (offsets, rows, memory, scorer) => scorer.Grouped(offsets.Span, rows, memory));
    }

    /// <summary>Scores numbered journeys whose rows stand in any order.</summary>
    /// <param name="rows">The rows; a key is the number of the journey, from 0, and the place of its score.</param>
    /// <param name="into">Receives one score a journey. <see cref="BatchScores.Values"/> has as many entries as there are journeys; one without rows has nothing measured.</param>
    /// <exception cref="ArgumentException">The sizes do not fit, or <see cref="BadCells"/> is Throw and a row cannot be scored.</exception>
    /// <exception cref="InvalidOperationException">A strategy or value function that is not built in returned what is no score.</exception>
    public BatchReport Score(LongRows<int> rows, BatchScores into)
    {
        Shapes.RequireRows(rows);
        return Numbered(rows.Journeys, into.Values.Length, rows.Touchpoints, rows.Values, rows.Weights, into);
    }

    /// <summary>Scores journeys with 64-bit keys whose rows stand in any order.</summary>
    /// <param name="rows">The rows.</param>
    /// <param name="journeys">Receives the key of each journey, in the order in which they first occur. At least as long as there are journeys: the number of rows always suffices.</param>
    /// <param name="into">Receives the scores in the same order.</param>
    /// <returns>A report that says how many journeys there were.</returns>
    /// <exception cref="ArgumentException">The sizes do not fit, or <see cref="BadCells"/> is Throw and a row cannot be scored.</exception>
    /// <exception cref="InvalidOperationException">A strategy or value function that is not built in returned what is no score.</exception>
    public BatchReport Score(LongRows<long> rows, Span<long> journeys, BatchScores into)
    {
        Shapes.RequireRows(rows);
        var numbers = ArrayPool<int>.Shared.Rent(rows.Journeys.Length);
        try
        {
            var ofRows = numbers.AsSpan(0, rows.Journeys.Length);
            var count = Raw.Number(rows.Journeys, ofRows, journeys, threads);
            return Numbered(ofRows, count, rows.Touchpoints, rows.Values, rows.Weights, into);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(numbers);
        }
    }

    /// <summary>Scores journeys with names whose rows stand in any order.</summary>
    /// <param name="rows">The rows; keys are compared ordinally.</param>
    /// <param name="journeys">Receives the key of each journey, in the order in which they first occur. At least as long as there are journeys: the number of rows always suffices.</param>
    /// <param name="into">Receives the scores in the same order.</param>
    /// <returns>A report that says how many journeys there were.</returns>
    /// <exception cref="ArgumentException">The sizes do not fit, a key is null, or <see cref="BadCells"/> is Throw and a row cannot be scored.</exception>
    /// <exception cref="InvalidOperationException">A strategy or value function that is not built in returned what is no score.</exception>
    public BatchReport Score(LongRows<string> rows, Span<string> journeys, BatchScores into)
    {
        Shapes.RequireRows(rows);
        var numbers = ArrayPool<int>.Shared.Rent(rows.Journeys.Length);
        try
        {
            var ofRows = numbers.AsSpan(0, rows.Journeys.Length);
            var count = JourneyNumbers.Of(rows.Journeys, ofRows, journeys);
            return Numbered(ofRows, count, rows.Touchpoints, rows.Values, rows.Weights, into);
        }
        finally
        {
            ArrayPool<int>.Shared.Return(numbers);
        }
    }

    private RowScorer RowScorer => new(compiled, engine, threads, badCells);

    private BatchReport Numbered(ReadOnlySpan<int> numbers, int journeys, ReadOnlySpan<int> touchpoints, ReadOnlySpan<double> values, ReadOnlySpan<double> weights, BatchScores into)
    {
        Shapes.Require(journeys, into);
        var rows = new Rows { Touchpoints = touchpoints, Values = values, Weights = weights };
        return Raw.Pin(numbers, rows, into, (RowScorer, journeys), static (numbers, rows, memory, call) => call.RowScorer.Numbered(numbers, rows, memory, call.journeys));
    }

    private delegate long TableWork(BatchEngine engine, Table table, Table weights, ScoreMemory into, int first, int count);

    private BatchReport Run(JourneyTable journeys, BatchScores into, TableWork work)
    {
        using var columns = new PinnedColumns(journeys.Columns);
        using var weightColumns = new PinnedColumns(journeys.WeightColumns);
        var call = new Call(this, journeys.Journeys, journeys.Order, columns.Columns, weightColumns.Columns, work);
        return Raw.Pin(journeys.Values, journeys.Weights, into, call, static (values, weights, memory, call) =>
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

            // Columns that stand apart have no order among them.
            Order = columns is null ? Order : CellOrder.TouchpointMajor,
        };
    }
}
