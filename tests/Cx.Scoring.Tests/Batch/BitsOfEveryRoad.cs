using System.Globalization;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Batch;
using Cx.Scoring.Tests.Aggregation;
using Cx.Scoring.Validation;

namespace Cx.Scoring.Tests.Batch;

/// <summary>A program of its own, so that it can be run with other vectors: it scores the same journeys on every road and prints their bits.</summary>
internal static class BitsOfEveryRoad
{
    private const int Journeys = 100_000;

    // On the roads that are slower.
    private const int Some = 4_000;
    private const int Repeated = 200;
    private const int Touchpoints = 10;
    private const int HashBytes = 8;

    // Tables that are aggregated as they are read, and one that is read in groups of columns; sums are plain up to 128 terms and compensated beyond.
    private static readonly int[] Wide = [40, Exact, Straight, 128, 129];
    private static readonly IAggregationStrategy[] OfWide =
        [AggregationStrategies.ConsistencyVariance(), AggregationStrategies.WeightedMean, AggregationStrategies.WeakestLink, AggregationStrategies.Hurwicz(0.3)];

    // So many touchpoints have scales whose length is a power of two, which have a shorter rule, and so many have none that is bent, which is read by blocks.
    private const int Exact = 41;
    private const int Straight = 42;
    private static readonly int[] ThreadCounts = [1, 2, 7];
    private static readonly Scale[] Scales = [Scale.Stars, Scale.Goalposts(worst: 30, best: 2), Scale.Recommendation with { Neutral = 7 }, Scale.Stars, Scale.Rating(worst: 6, best: 1)];

    public static void Main(string[] arguments)
    {
        if (arguments is [HotLoops.Argument])
        {
            HotLoops.Run();
            return;
        }

        foreach (var line in Lines())
        {
            Console.WriteLine(line);
        }
    }

    /// <summary>For every strategy of the tests the hash of its scores, and one of all; then that of the profiles, and of models of many touchpoints.</summary>
    private static IEnumerable<string> Lines()
    {
        using var all = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var tables = new Dictionary<int, (GeneratedTable, double[])>();
        foreach (var strategy in StrategyLawTests.Every())
        {
            var bits = MemoryMarshal.AsBytes<double>(ScoresOf(strategy, LongestModelOf(strategy), Journeys, tables));
            all.AppendData(bits);
            SameOfRepeats(strategy);
            yield return Line(SHA256.HashData(bits), strategy.Name);
        }

        yield return Line(all.GetHashAndReset(), "all of them");
        yield return Line(SHA256.HashData(MemoryMarshal.AsBytes<double>(ProfilesOf(tables))), "profiles");
        foreach (var touchpoints in Wide)
        {
            foreach (var strategy in OfWide)
            {
                var bits = MemoryMarshal.AsBytes<double>(ScoresOf(strategy, ModelOf(strategy, touchpoints), Some, tables));
                yield return Line(SHA256.HashData(bits), $"{strategy.Name} of {touchpoints} touchpoints");
            }
        }
    }

    private static string Line(byte[] hash, string what) => $"{Convert.ToHexStringLower(hash.AsSpan(0, HashBytes))} {what}";

    private static double[] ScoresOf(IAggregationStrategy strategy, ScoringModel model, int journeys, Dictionary<int, (GeneratedTable, double[])> tables)
    {
        var scorer = new JourneyScorer(model);
        if (!tables.TryGetValue(scorer.Touchpoints.Count, out var generated))
        {
            // Models of one length have the same scales, and so the same journeys.
            var made = new GeneratedTable(scorer.Model, journeys, missing: 0.03, seed: 20_261_122);
            tables.Add(scorer.Touchpoints.Count, generated = (made, made.Cells(CellOrder.TouchpointMajor)));
        }

        var (table, cells) = generated;
        var scores = new double[journeys];
        new BatchScorer(scorer).Score(new JourneyTable(cells, journeys), scores);
        foreach (var threads in ThreadCounts)
        {
            var batch = new BatchScorer(scorer) { Threads = threads };
            Same(strategy, $"a table on {threads} threads", scores, into => batch.Score(new JourneyTable(cells, journeys), into));
        }

        var one = new BatchScorer(scorer);
        var rows = table.Journeys.Take(Some).SelectMany((values, journey) => values.Select((value, i) => (journey, i, value))).Where(row => !double.IsNaN(row.value)).ToList();
        var turned = rows.OrderByDescending(row => row.journey).ToList();
        Same(strategy, "journey after journey", scores[..Some], into => one.Score(new JourneyTable(GeneratedTable.Cells(table.Journeys[..Some], CellOrder.JourneyMajor), Some, CellOrder.JourneyMajor), into));
        Same(strategy, "rows together", scores[..Some], into => one.Score(new LongRows<int>([.. rows.Select(row => row.journey)], [.. rows.Select(row => row.i)], [.. rows.Select(row => row.value)]), into));
        Same(strategy, "rows in another order", scores[..Some], into => one.Score(new LongRows<int>([.. turned.Select(row => row.journey)], [.. turned.Select(row => row.i)], [.. turned.Select(row => row.value)]), into));
        Same(strategy, "values alone", scores[..Some], into => Each(into, index => scorer.ScoreValue(table.Journeys[index])));
        Same(strategy, "one by one", scores[..Some], into => Each(into, index => scorer.Score(table.Journey(index)).Value ?? double.NaN));
        SameWithOwnWeights(strategy, one, table.Journeys[..Some], scores[..Some]);
        return scores;
    }

    // The means, which are the scores of the weighted mean, then the deviations and the minima.
    private static double[] ProfilesOf(Dictionary<int, (GeneratedTable, double[])> tables)
    {
        var mean = AggregationStrategies.WeightedMean;
        var scorer = new JourneyScorer(LongestModelOf(mean));
        var (table, cells) = tables[scorer.Touchpoints.Count];
        var profiles = new double[3 * Journeys];
        foreach (var threads in ThreadCounts)
        {
            var batch = new BatchScorer(scorer) { Threads = threads };
            batch.Profile(new JourneyTable(cells, Journeys), Columns(profiles));
            Same(mean, $"profiles on {threads} threads", profiles[..Journeys], into => batch.Score(new JourneyTable(cells, Journeys), into));
            Same(mean, $"profiles on {threads} threads, journey after journey", profiles, into =>
                batch.Profile(new JourneyTable(table.Cells(CellOrder.JourneyMajor), Journeys, CellOrder.JourneyMajor), Columns(into)));
        }

        return profiles;

        static BatchProfiles Columns(double[] all) => new(all.AsSpan(0, Journeys), all.AsSpan(Journeys, Journeys), all.AsSpan(2 * Journeys));
    }

    // Those of the model, for journeys with gaps and for complete ones.
    private static void SameWithOwnWeights(IAggregationStrategy strategy, BatchScorer batch, double[][] journeys, double[] scores)
    {
        var touchpoints = batch.Scorer.Touchpoints.Count;
        var complete = Array.ConvertAll(journeys, values => values.Select((value, i) => double.IsNaN(value) ? ScaleOf(i, touchpoints).Best : value).ToArray());
        var (cells, cellsOfComplete) = (GeneratedTable.Cells(journeys, CellOrder.TouchpointMajor), GeneratedTable.Cells(complete, CellOrder.TouchpointMajor));
        var weights = Enumerable.Range(0, touchpoints).SelectMany(i => Enumerable.Repeat(WeightOf(i), journeys.Length)).ToArray();
        var alone = new double[journeys.Length];
        Each(alone, index => batch.Scorer.ScoreValue(complete[index]));
        Same(strategy, "a table without gaps", alone, into => batch.Score(new JourneyTable(cellsOfComplete, journeys.Length), into));
        if (Shapes.TakesOwnWeights(strategy))
        {
            Same(strategy, "own weights", scores, into => batch.Score(new JourneyTable(cells, journeys.Length) { Weights = weights }, into));
            Same(strategy, "own weights without gaps", alone, into => batch.Score(new JourneyTable(cellsOfComplete, journeys.Length) { Weights = weights }, into));
            Same(strategy, "own weights without gaps, journey after journey", alone, into => batch.Score(
                new JourneyTable([.. complete.SelectMany(values => values)], journeys.Length, CellOrder.JourneyMajor) { Weights = journeys.SelectMany(_ => Enumerable.Range(0, touchpoints).Select(WeightOf)).ToArray() }, into));
        }
    }

    // Journeys that meet one touchpoint up to twelve times.
    private static void SameOfRepeats(IAggregationStrategy strategy)
    {
        foreach (var scale in Scales)
        {
            var model = new ScoringModel("repeats") { Strategy = AggregationStrategies.WeightedMean, Steps = [new Touchpoint("a", scale) { Strategy = strategy }] };
            if (!new ScoringModelValidator().Validate(model).IsValid)
            {
                return;
            }

            var random = new Random(Repeated);
            var journeys = Enumerable.Range(0, Repeated).Select(journey => new Journey(
                "j", Enumerable.Range(0, random.Next(1, 13)).Select(_ => new MicroExperience("a", GeneratedTable.On(scale, random)) { Weight = 0.1 + random.NextDouble() }).ToArray())).ToArray();
            var rows = journeys.SelectMany(journey => journey.Experiences).ToArray();
            var offsets = GeneratedRows.OffsetsOf(journeys.Select(journey => journey.Experiences.Count));
            var (scorer, alone) = (new JourneyScorer(model), new double[Repeated]);
            Each(alone, index => scorer.ScoreValue(journeys[index]));
            Same(strategy, "repeats", alone, into => new BatchScorer(scorer).Score(
                new JourneyRows(offsets, new int[rows.Length], rows.Select(row => row.Value).ToArray(), rows.Select(row => row.Weight).ToArray()), into));
        }
    }

    private static Scale ScaleOf(int touchpoint, int touchpoints) => touchpoints switch
    {
        Exact => Scale.Stars,
        Straight => Scale.Percent,
        _ => Scales[touchpoint % Scales.Length],
    };

    // Tenths: what they sum to is rounded, so its bits depend on the order.
    private static double WeightOf(int touchpoint) => (1 + (touchpoint % 3)) / 10.0;

    // A strategy that guards its weights gets the longest model that it takes.
    public static ScoringModel LongestModelOf(IAggregationStrategy strategy, int touchpoints = Touchpoints)
    {
        int[] lengths = strategy is IPositionalStrategy positional ? [positional.Places] : [.. Enumerable.Range(1, touchpoints).Reverse()];
        return lengths.Select(length => ModelOf(strategy, length)).First(model => new ScoringModelValidator().Validate(model).IsValid);
    }

    private static ScoringModel ModelOf(IAggregationStrategy strategy, int touchpoints) => new("bits")
    {
        Strategy = strategy,
        MissingScores = MissingScores.Skip,
        Steps = [.. Enumerable.Range(0, touchpoints).Select(i => new Touchpoint(i.ToString(CultureInfo.InvariantCulture), ScaleOf(i, touchpoints)) { Weight = WeightOf(i) })],
    };

    private static void Each(double[] into, Func<int, double> score)
    {
        for (var index = 0; index < into.Length; index++)
        {
            into[index] = score(index);
        }
    }

    private static void Same(IAggregationStrategy strategy, string road, double[] scores, Action<double[]> score)
    {
        var others = new double[scores.Length];
        score(others);
        var different = Enumerable.Range(0, scores.Length).Count(i => BitConverter.DoubleToInt64Bits(scores[i]) != BitConverter.DoubleToInt64Bits(others[i]));
        if (different > 0)
        {
            Console.WriteLine($"{strategy.Name}, {road}: {different} of {scores.Length} scores have other bits.");
        }
    }
}
