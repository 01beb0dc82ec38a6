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
    // Journeys that a thread takes at a time: a multiple of every width.
    private const int Portion = 16_384;
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
        var (columns, weightColumns) = (Rent(journeys.Columns), Rent(journeys.WeightColumns));
        try
        {
            return Raw.Pin(journeys.Values, journeys.Weights, into, new Call(this, journeys.Journeys, journeys.Order, columns, weightColumns), static (values, weights, memory, call) =>
                call.Scorer.Score(call.Table(values, call.Columns), call.Table(weights, call.WeightColumns), memory));
        }
        finally
        {
            Return(columns);
            Return(weightColumns);
        }
    }

    private BatchReport Score(Table table, Table weights, ScoreMemory into)
    {
        var bad = threads == 1 || table.Journeys <= Portion
            ? engine.Score(table, weights, into, 0, table.Journeys)
            : ScoreOnThreads(table, weights, into);
        return bad == 0
            ? new(table.Journeys, 0, [])
            : BadCellSearch.Report(table.Journeys, bad, BadCellSearch.In(compiled, table, weights), badCells, "journeys");
    }

    // Apart, so that one thread pays nothing for what several capture.
    private long ScoreOnThreads(Table table, Table weights, ScoreMemory into) =>
        OnThreads(table.Journeys, (first, count) => engine.Score(table, weights, into, first, count));

    private long OnThreads(int journeys, Func<int, int, long> score)
    {
        var bad = 0L;
        Parallel.For(0, (journeys + Portion - 1) / Portion, new ParallelOptions { MaxDegreeOfParallelism = threads }, portion =>
        {
            var first = portion * Portion;
            Interlocked.Add(ref bad, score(first, Math.Min(Portion, journeys - first)));
        });
        return bad;
    }

    private static ReadOnlyMemory<double>[]? Rent(ReadOnlySpan<ReadOnlyMemory<double>> columns)
    {
        if (columns.IsEmpty)
        {
            return null;
        }

        var rented = ArrayPool<ReadOnlyMemory<double>>.Shared.Rent(columns.Length);
        columns.CopyTo(rented);
        return rented;
    }

    private static void Return(ReadOnlyMemory<double>[]? columns)
    {
        if (columns is not null)
        {
            ArrayPool<ReadOnlyMemory<double>>.Shared.Return(columns, clearArray: true);
        }
    }

    private readonly record struct Call(BatchScorer Scorer, int Journeys, CellOrder Order, ReadOnlyMemory<double>[]? Columns, ReadOnlyMemory<double>[]? WeightColumns)
    {
        public Table Table(Raw<double> cells, ReadOnlyMemory<double>[]? columns) => new()
        {
            Cells = cells,
            Columns = columns,
            Journeys = Journeys,
            Touchpoints = Scorer.compiled.Slots.Length,
            Order = Order,
        };
    }
}
