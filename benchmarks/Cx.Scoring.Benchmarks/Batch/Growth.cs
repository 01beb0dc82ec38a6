using System.Globalization;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Batch;

namespace Cx.Scoring.Benchmarks.Batch;

/// <summary>How cost grows with journeys and with touchpoints: nanoseconds a cell or a row, which stay where cost is linear, and the scratch memory that a journey takes.</summary>
internal static class Growth
{
    private const int Seed = 20_261_122;
    private const int MostCells = 100_000_000;
    private const int TouchpointsOfJourney = 10;
    private const int Width = 720;
    private const int Height = 300;
    private const int Margin = 50;

    // Small works are repeated, so that the clock can see them.
    private const int CellsOfRound = 2_000_000;
    private const double MostNanoseconds = 10;
    private const int WarmMilliseconds = 1_000;

    private static readonly (string Name, string Colour, IAggregationStrategy Strategy)[] Strategies =
    [
        ("weighted mean", "#1b6ca8", AggregationStrategies.WeightedMean),
        ("consistency variance", "#b5451b", AggregationStrategies.ConsistencyVariance()),
        ("soft minimum", "#4b7a2b", AggregationStrategies.SoftMinimum(8)),
    ];

    private static readonly (string Name, string Colour) Rows = ("mean of rows in any order", "#6b4a8f");

    /// <summary>Prints the tables and draws them.</summary>
    /// <param name="output">Where the tables go.</param>
    /// <param name="picture">The file of the picture.</param>
    /// <param name="rounds">How many rounds.</param>
    public static void Print(TextWriter output, string picture, int rounds)
    {
        int[] journeys = [100, 1_000, 10_000, 100_000, 1_000_000, MostCells / TouchpointsOfJourney];
        int[] touchpoints = [1, 3, 10, 30, 100, 300, 1_000];
        var byJourneys = Table(output, "journeys, 10 touchpoints each", [Rows.Name, "table: scratch, bytes a journey", "rows: scratch, bytes a journey"], journeys, count =>
        {
            var (cells, ofTables) = OfTables(count, TouchpointsOfJourney, rounds);
            var (row, ofRows) = OfRows(count, rounds);
            return [.. cells, row, ofTables, ofRows];
        });
        var byTouchpoints = Table(output, "touchpoints, 10 million cells", [], touchpoints, count => OfTables(MostCells / 10 / count, count, rounds).Nanoseconds);
        File.WriteAllText(picture, Draw(("journeys, 10 touchpoints each", journeys, byJourneys), ("touchpoints, 10 million cells in all", touchpoints, byTouchpoints)));
    }

    private static double[][] Table(TextWriter output, string title, string[] more, int[] counts, Func<int, double[]> measure)
    {
        output.WriteLine();
        output.WriteLine($"| {title} | {string.Join(" | ", Strategies.Select(strategy => strategy.Name).Concat(more))} |");
        output.WriteLine($"|---:|{string.Concat(Strategies.Select(_ => "---:|"))}{string.Concat(more.Select(_ => "---:|"))}");
        return Array.ConvertAll(counts, count =>
        {
            var figures = measure(count);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {count:N0} | {string.Join(" | ", figures.Select(figure => figure.ToString("0.00", CultureInfo.InvariantCulture)))} |"));
            return figures;
        });
    }

    // Nanoseconds a cell under each strategy, and what scratch a journey takes.
    private static (double[] Nanoseconds, double Scratch) OfTables(int journeys, int touchpoints, int rounds)
    {
        var cells = Values(new Random(Seed), journeys * touchpoints);
        var scores = new double[journeys];
        var works = Strategies.Select(of => (of.Name, Batch: Scorer(of.Strategy, touchpoints))).Select(of => (of.Name, Work: (Action)(() => of.Batch.Score(new JourneyTable(cells, journeys), scores))));
        return Measure([.. works], journeys, cells.Length, rounds);
    }

    // The same for rows in random order, one a touchpoint of each journey.
    private static (double Nanoseconds, double Scratch) OfRows(int journeys, int rounds)
    {
        var random = new Random(Seed);
        var order = Enumerable.Range(0, journeys * TouchpointsOfJourney).ToArray();
        random.Shuffle(order);
        var touchpoints = Array.ConvertAll(order, row => row % TouchpointsOfJourney);
        foreach (ref var row in order.AsSpan())
        {
            row /= TouchpointsOfJourney;
        }

        var values = Values(random, order.Length);
        var scores = new double[journeys];
        var batch = Scorer(AggregationStrategies.WeightedMean, TouchpointsOfJourney);
        var (nanoseconds, scratch) = Measure([(Rows.Name, () => batch.Score(new LongRows<int>(order, touchpoints, values), scores))], journeys, order.Length, rounds);
        return (nanoseconds[0], scratch);
    }

    // Scratch is what the first calls allocate that smaller ones had not: the pool keeps it.
    private static (double[] Nanoseconds, double Scratch) Measure((string Name, Action Work)[] works, int journeys, int cells, int rounds)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        foreach (var (_, work) in works)
        {
            work();
        }

        var scratch = GC.GetAllocatedBytesForCurrentThread() - before;

        // Methods are compiled again while they are called; that takes its time.
        for (var start = Environment.TickCount64; Environment.TickCount64 - start < WarmMilliseconds;)
        {
            foreach (var (_, work) in works)
            {
                work();
            }
        }

        var repeats = Math.Max(1, CellsOfRound / cells);
        var inTurn = new Rounds();
        foreach (var (name, work) in works)
        {
            inTurn.Add(name, () =>
            {
                for (var i = 0; i < repeats; i++)
                {
                    work();
                }
            });
        }

        return ([.. inTurn.Run(rounds).Select(work => 1e9 * work.Seconds / ((double)repeats * cells))], (double)scratch / journeys);
    }

    private static double[] Values(Random random, int count)
    {
        var values = new double[count];
        foreach (ref var value in values.AsSpan())
        {
            value = Scale.Stars.Worst + ((Scale.Stars.Best - Scale.Stars.Worst) * random.NextDouble());
        }

        return values;
    }

    private static BatchScorer Scorer(IAggregationStrategy strategy, int touchpoints) => new(new JourneyScorer(new("growth")
    {
        Strategy = strategy,
        Steps = [.. Enumerable.Range(0, touchpoints).Select(i => new Touchpoint(i.ToString(CultureInfo.InvariantCulture), Scale.Stars))],
    }));

    private static IEnumerable<(string Name, string Colour)> Lines() => Strategies.Select(strategy => (strategy.Name, strategy.Colour)).Append(Rows);

    private static string Draw(params (string Title, int[] Counts, double[][] Figures)[] panels)
    {
        var parts = panels.Select((panel, index) => Panel(panel.Title, panel.Counts, panel.Figures, Margin + (index * ((Width / 2) - 5))));
        var keys = Lines().Select((line, i) => string.Create(CultureInfo.InvariantCulture, $"<text x=\"{Margin + (i * 165)}\" y=\"20\" fill=\"{line.Colour}\">{line.Name}</text>"));
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" role="img" font-family="sans-serif" font-size="12">
            <title>How cost grows</title>
            <desc>Nanoseconds a cell or a row, from 0 to {MostNanoseconds}, over the number of journeys and over the number of touchpoints, both on logarithmic axes. Level lines are linear cost.</desc>
            <rect width="{Width}" height="{Height}" fill="#ffffff"/>
            {string.Join('\n', keys)}
            {string.Join('\n', parts)}
            </svg>

            """);
    }

    private static string Panel(string title, int[] counts, double[][] figures, int left)
    {
        var (width, bottom, top) = ((Width / 2) - (2 * Margin) + 30, Height - Margin, Margin);
        double X(int i) => left + ((double)i / (counts.Length - 1) * width);
        double Y(double nanoseconds) => bottom - (Math.Min(nanoseconds, MostNanoseconds) / MostNanoseconds * (bottom - top));
        var lines = Lines().Take(figures[0].Length).Select((line, k) => string.Create(
            CultureInfo.InvariantCulture,
            $"<polyline fill=\"none\" stroke=\"{line.Colour}\" stroke-width=\"2\" points=\"{string.Join(' ', figures.Select((figure, i) => string.Create(CultureInfo.InvariantCulture, $"{X(i):0.0},{Y(figure[k]):0.0}")))}\"/>"));
        var across = counts.Select((count, i) => string.Create(CultureInfo.InvariantCulture, $"<text x=\"{X(i):0.0}\" y=\"{bottom + 16}\" text-anchor=\"middle\" fill=\"#333333\">{Short(count)}</text>"));
        var up = Enumerable.Range(0, (int)(MostNanoseconds / 2) + 1).Select(half => 2 * half).Select(nanoseconds => string.Create(
            CultureInfo.InvariantCulture,
            $"<line x1=\"{left}\" x2=\"{left + width}\" y1=\"{Y(nanoseconds):0.0}\" y2=\"{Y(nanoseconds):0.0}\" stroke=\"#dddddd\"/><text x=\"{left - 6}\" y=\"{Y(nanoseconds) + 4:0.0}\" text-anchor=\"end\" fill=\"#333333\">{nanoseconds}</text>"));
        var name = string.Create(CultureInfo.InvariantCulture, $"<text x=\"{left + (width / 2)}\" y=\"{Height - 12}\" text-anchor=\"middle\" fill=\"#333333\">{title}</text>");
        return string.Join('\n', [.. up, .. across, name, .. lines]);
    }

    private static string Short(int count) => count switch
    {
        >= 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{count / 1_000_000}M"),
        >= 1_000 => string.Create(CultureInfo.InvariantCulture, $"{count / 1_000}k"),
        _ => count.ToString(CultureInfo.InvariantCulture),
    };
}
