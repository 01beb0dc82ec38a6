using System.Globalization;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Batch;

namespace Cx.Scoring.Benchmarks.Batch;

/// <summary>How cost grows with journeys and with touchpoints: nanoseconds a cell, which stay where cost is linear.</summary>
internal static class Growth
{
    private const int Seed = 20_261_122;
    private const int MostCells = 100_000_000;
    private const int Width = 720;
    private const int Height = 300;
    private const int Margin = 50;

    // Small works are repeated, so that the clock can see them.
    private const int CellsOfRound = 2_000_000;
    private const double MostNanoseconds = 6;

    private static readonly (string Name, string Colour, IAggregationStrategy Strategy)[] Strategies =
    [
        ("weighted mean", "#1b6ca8", AggregationStrategies.WeightedMean),
        ("consistency variance", "#b5451b", AggregationStrategies.ConsistencyVariance()),
        ("soft minimum", "#4b7a2b", AggregationStrategies.SoftMinimum(8)),
    ];

    /// <summary>Prints the tables and draws them.</summary>
    /// <param name="output">Where the tables go.</param>
    /// <param name="picture">The file of the picture.</param>
    /// <param name="rounds">How many rounds.</param>
    public static void Print(TextWriter output, string picture, int rounds)
    {
        int[] journeys = [100, 1_000, 10_000, 100_000, 1_000_000, MostCells / 10];
        int[] touchpoints = [1, 3, 10, 30, 100, 300, 1_000];
        var byJourneys = Table(output, "journeys, 10 touchpoints each", journeys, count => Measure(count, 10, rounds));
        var byTouchpoints = Table(output, "touchpoints, 10 million cells", touchpoints, count => Measure(10_000_000 / count, count, rounds));
        File.WriteAllText(picture, Draw(("journeys, 10 touchpoints each", journeys, byJourneys), ("touchpoints, 10 million cells in all", touchpoints, byTouchpoints)));
    }

    private static double[][] Table(TextWriter output, string title, int[] counts, Func<int, double[]> measure)
    {
        output.WriteLine($"| {title} | {string.Join(" | ", Strategies.Select(strategy => strategy.Name))} |");
        output.WriteLine($"|---:|{string.Concat(Strategies.Select(_ => "---:|"))}");
        return Array.ConvertAll(counts, count =>
        {
            var figures = measure(count);
            output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {count:N0} | {string.Join(" | ", figures.Select(figure => figure.ToString("0.00", CultureInfo.InvariantCulture)))} |"));
            return figures;
        });
    }

    // Nanoseconds a cell under each strategy.
    private static double[] Measure(int journeys, int touchpoints, int rounds)
    {
        var random = new Random(Seed);
        var cells = new double[journeys * touchpoints];
        foreach (ref var cell in cells.AsSpan())
        {
            cell = 1 + (4 * random.NextDouble());
        }

        var scores = new double[journeys];
        var repeats = Math.Max(1, CellsOfRound / cells.Length);
        var works = new Rounds();
        foreach (var (name, _, strategy) in Strategies)
        {
            var batch = new BatchScorer(new JourneyScorer(new("growth")
            {
                Strategy = strategy,
                Steps = [.. Enumerable.Range(0, touchpoints).Select(i => new Touchpoint(i.ToString(CultureInfo.InvariantCulture), Scale.Stars))],
            }));
            works.Add(name, () =>
            {
                for (var i = 0; i < repeats; i++)
                {
                    batch.Score(new JourneyTable(cells, journeys), scores);
                }
            });
        }

        return [.. works.Run(rounds).Select(work => 1e9 * work.Seconds / ((double)repeats * cells.Length))];
    }

    private static string Draw(params (string Title, int[] Counts, double[][] Figures)[] panels)
    {
        var parts = panels.Select((panel, index) => Panel(panel.Title, panel.Counts, panel.Figures, Margin + (index * ((Width / 2) - 5))));
        var keys = Strategies.Select((strategy, i) => string.Create(CultureInfo.InvariantCulture, $"<text x=\"{Margin + (i * 180)}\" y=\"20\" fill=\"{strategy.Colour}\">{strategy.Name}</text>"));
        return string.Create(CultureInfo.InvariantCulture, $"""
            <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {Width} {Height}" role="img" font-family="sans-serif" font-size="12">
            <title>How cost grows</title>
            <desc>Nanoseconds a cell, from 0 to {MostNanoseconds}, over the number of journeys and over the number of touchpoints, both on logarithmic axes. Level lines are linear cost.</desc>
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
        var lines = Strategies.Select((strategy, k) => string.Create(
            CultureInfo.InvariantCulture,
            $"<polyline fill=\"none\" stroke=\"{strategy.Colour}\" stroke-width=\"2\" points=\"{string.Join(' ', figures.Select((figure, i) => string.Create(CultureInfo.InvariantCulture, $"{X(i):0.0},{Y(figure[k]):0.0}")))}\"/>"));
        var across = counts.Select((count, i) => string.Create(CultureInfo.InvariantCulture, $"<text x=\"{X(i):0.0}\" y=\"{bottom + 16}\" text-anchor=\"middle\" fill=\"#333333\">{Short(count)}</text>"));
        var up = Enumerable.Range(0, (int)MostNanoseconds + 1).Select(nanoseconds => string.Create(
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
