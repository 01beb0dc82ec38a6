using System.Globalization;

namespace Cx.Scoring.Tests.Batch;

/// <summary>Journeys of any length, with repeats and rows that do not count, as rows and one by one.</summary>
internal sealed class GeneratedRows
{
    private static readonly double[] SomeWeights = [1, 1, 1, 1, 2, 0.5, 0];
    private readonly Touchpoint[] touchpoints;
    private readonly List<(int Touchpoint, double Value, double Weight)>[] journeys;

    /// <summary>Journeys under a model; every row can be scored.</summary>
    /// <param name="model">The model.</param>
    /// <param name="count">How many journeys.</param>
    /// <param name="seed">For all choices.</param>
    /// <param name="plain">Whether journeys follow the model, with at most one row a touchpoint.</param>
    public GeneratedRows(ScoringModel model, int count, int seed, bool plain = false)
    {
        touchpoints = [.. GeneratedTable.Flat(model.Steps)];
        var random = new Random(seed);
        journeys = [.. Enumerable.Range(0, count).Select(_ => plain || random.Next(2) == 0 ? Following(random) : Wandering(random))];
        Keys = [.. Enumerable.Range(0, count).Select(_ => random.NextInt64(long.MinValue, long.MaxValue))];

        // Rows of all journeys mixed, those of each in their order.
        Mixed = [.. journeys.SelectMany((rows, journey) => rows.Select(_ => journey)).OrderBy(_ => random.Next())];
    }

    public int Count => journeys.Length;

    /// <summary>A 64-bit key for each journey.</summary>
    public long[] Keys { get; }

    /// <summary>The journey of each row, rows mixed.</summary>
    public int[] Mixed { get; }

    /// <summary>The journey of each row, rows together.</summary>
    public int[] Together => [.. Mixed.Order()];

    /// <summary>Where each journey begins.</summary>
    public int[] Offsets => OffsetsOf(journeys.Select(rows => rows.Count));

    /// <summary>Where journeys begin that have so many rows, and where the last one ends.</summary>
    public static int[] OffsetsOf(IEnumerable<int> lengths)
    {
        var end = 0;
        return [0, .. lengths.Select(length => end += length)];
    }

    /// <summary>The columns of rows in an order of their journeys.</summary>
    public (int[] Touchpoints, double[] Values, double[] Weights) Columns(int[] order)
    {
        var next = new int[journeys.Length];
        var rows = order.Select(journey => journeys[journey][next[journey]++]).ToList();
        return ([.. rows.Select(row => row.Touchpoint)], [.. rows.Select(row => row.Value)], [.. rows.Select(row => row.Weight)]);
    }

    /// <summary>A journey on its own.</summary>
    public Journey Journey(int index) => new(
        index.ToString(CultureInfo.InvariantCulture), journeys[index].Select(row => new MicroExperience(touchpoints[row.Touchpoint].Id, row.Value) { Weight = row.Weight }));

    private List<(int, double, double)> Following(Random random) =>
        [.. touchpoints.Select((touchpoint, i) => (i, GeneratedTable.On(touchpoint.Scale, random), 1.0)).Where(_ => random.Next(5) > 0)];

    private List<(int, double, double)> Wandering(Random random) =>
    [
        .. Enumerable.Range(0, random.Next(2 * touchpoints.Length)).Select(_ => random.Next(touchpoints.Length))
            .Select(i => (i, GeneratedTable.On(touchpoints[i].Scale, random), SomeWeights[random.Next(SomeWeights.Length)])),
    ];
}
