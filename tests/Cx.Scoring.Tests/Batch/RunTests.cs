using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Batch;
using FsCheck;
using FsCheck.Fluent;

namespace Cx.Scoring.Tests.Batch;

/// <summary>Journeys that meet a single touchpoint again and again, side by side and alone.</summary>
public sealed class RunTests
{
    private static readonly Scale[] Scales = [Scale.Stars, Scale.Percent, Scale.Goalposts(worst: 30, best: 2), Scale.Recommendation with { Neutral = 7 }];

    private static readonly IAggregationStrategy[] Strategies =
    [
        AggregationStrategies.WeightedMean, AggregationStrategies.WeakestLink, AggregationStrategies.ConsistencyVariance(), AggregationStrategies.HarmonicMean,
        AggregationStrategies.GiniMean, AggregationStrategies.SoftMinimum(8), AggregationStrategies.PeakEnd(), AggregationStrategies.SeriesReliability, default(Rounding),
        AggregationStrategies.MeanMin(0.5), AggregationStrategies.Hurwicz(0.4),
    ];

    // On no scale but one that clamps.
    private const double Beyond = 1_000;

    // Two lanes of eight.
    private const int MostTogether = 16;

    // Below all and beyond them on either side, and none.
    private static readonly double[] BadWeights = [-1, 1e-101, 1_000_001, double.PositiveInfinity, double.NaN];

    // One journey in some cases has so many rows beside short ones.
    private static readonly int[] Longest = [2, 14, 40, 300];

    // How many rows journeys have, from and to: few, and about as many as are added up plainly.
    private static readonly (int From, int To)[] Usual = [(0, 1), (0, 3), (0, 10), (0, 10), (6, 10), (120, 130)];

    private enum Flaw
    {
        NoWeight,
        OffScale,
        NoValue,
        BadWeight,
        OtherTouchpoint,
    }

    private static Arbitrary<Runs> Any { get; } = Arb.From(
        from journeys in Gen.Choose(1, 90)
        from usual in Gen.Elements(Usual)
        from lengths in Gen.Choose(usual.From, usual.To).ArrayOf(usual.From > 100 ? 1 + (journeys / 2) : journeys)
        from longest in Gen.Elements(Longest)
        from flaws in Gen.Choose(0, 2).SelectMany(count => Gen.Choose(0, 999).Zip(Gen.Elements(Enum.GetValues<Flaw>())).ArrayOf(count))
        from kind in Gen.Choose(0, (2 * Scales.Length * Strategies.Length) - 1)
        from seed in Gen.Choose(0, int.MaxValue - 1)
        select new Runs([.. lengths.Select((length, journey) => journey == seed % (3 * lengths.Length) ? longest : length)], [.. flaws.Select(pair => (pair.Item1, pair.Item2))], kind, seed),
        runs => Simpler(runs));

    [Fact]
    public void Rows_of_one_touchpoint_have_the_bits_of_each_journey_alone()
    {
        var mix = new Dictionary<string, int>();
        Property.Holds(Any, runs =>
        {
            foreach (var kind in runs.Kinds)
            {
                mix[kind] = mix.GetValueOrDefault(kind) + 1;
            }

            var batch = new BatchScorer(new JourneyScorer(runs.Model)) { BadCells = BadCells.Report };
            var count = runs.Lengths.Length;
            var alone = Enumerable.Range(0, count).Select(journey => runs.IsBad(journey) ? double.NaN : batch.Scorer.Score(runs.Journey(journey)).Value ?? double.NaN).ToArray();
            var (scores, deviations, minima) = (new double[count], new double[count], new double[count]);
            Assert.Equal(runs.BadRows, batch.Score(runs.Rows, scores).BadCellCount);
            AssertSameBits(alone, scores);

            // The profile of a journey with one touchpoint.
            Assert.Equal(runs.BadRows, batch.Profile(runs.Rows, new(scores, deviations, minima)).BadCellCount);
            AssertSameBits(alone, scores);
            AssertSameBits(alone, minima);
            AssertSameBits([.. alone.Select(score => score - score)], deviations);
        });
        Assert.True(Property.Cases < 100 || mix.Count == 6, $"Some kind of rows was never tried; tried were {string.Join(", ", mix)}.");
    }

    // Journeys of a tile are read as far as the longest of them goes, so behind most of them stand rows of others.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_weight_that_is_none_or_0_is_seen_wherever_it_stands(bool isNoneBehind)
    {
        const int Longest = 7;
        var random = new Random(Longest);
        var journeys = Journeys([.. Enumerable.Range(0, 40).Select(journey => journey % MostTogether == 0 ? Longest : 4 + (journey % 2))], random, areWeighted: true);
        if (isNoneBehind)
        {
            // A minimum with NaN may forget what was found before.
            journeys[MostTogether][0].Weight = double.NaN;
        }

        foreach (var strategy in Strategies)
        {
            var batch = new BatchScorer(new JourneyScorer(ModelOf(Scale.Stars, strategy))) { BadCells = BadCells.Report };
            var expected = journeys.Select(rows => ScoreOf(batch.Scorer, rows)).ToArray();
            for (var place = 0; place < MostTogether; place++)
            {
                var rows = journeys[place];
                for (var row = 0; row < rows.Length; row++)
                {
                    foreach (var weight in (double[])[0, .. BadWeights])
                    {
                        var (score, given) = (expected[place], rows[row].Weight);
                        rows[row].Weight = weight;
                        expected[place] = ScoreOf(batch.Scorer, rows);
                        AssertScores(batch, journeys, expected);
                        (expected[place], rows[row].Weight) = (score, given);
                    }
                }
            }
        }
    }

    // Up to 128 rows are added up plainly and read as they stand.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(127)]
    [InlineData(128)]
    [InlineData(129)]
    public void Journeys_of_all_lengths_have_the_bits_of_each_alone(int longest)
    {
        var random = new Random(longest);
        foreach (var areWeighted in (bool[])[false, true])
        {
            var journeys = Journeys([.. Enumerable.Range(0, 40).Select(journey => journey % 5 == 3 ? longest : random.Next(1, longest + 1))], random, areWeighted);
            foreach (var strategy in Strategies)
            {
                var batch = new BatchScorer(new JourneyScorer(ModelOf(Scale.Stars, strategy)));
                AssertScores(batch, journeys, [.. journeys.Select(rows => ScoreOf(batch.Scorer, rows))]);
            }
        }
    }

    private static (double Value, double Weight)[][] Journeys(int[] lengths, Random random, bool areWeighted) => Array.ConvertAll(lengths, length =>
        Enumerable.Range(0, length).Select(_ => (GeneratedTable.On(Scale.Stars, random), areWeighted ? 0.1 + random.NextDouble() : 1)).ToArray());

    private static double ScoreOf(JourneyScorer scorer, (double Value, double Weight)[] rows) => rows.Any(row => BadWeights.Contains(row.Weight))
        ? double.NaN
        : scorer.Score(new Journey("j", rows.Select(row => new MicroExperience("a", row.Value) { Weight = row.Weight }))).Value ?? double.NaN;

    private static void AssertScores(BatchScorer batch, (double Value, double Weight)[][] journeys, double[] expected)
    {
        (double Value, double Weight)[] all = [.. journeys.SelectMany(rows => rows)];
        var scores = new double[journeys.Length];
        var rows = new JourneyRows(
            GeneratedRows.OffsetsOf(journeys.Select(rows => rows.Length)),
            new int[all.Length],
            all.Select(row => row.Value).ToArray(),
            all.All(row => row.Weight is 1) ? default : all.Select(row => row.Weight).ToArray());
        Assert.Equal(all.Count(row => BadWeights.Contains(row.Weight)), batch.Score(rows, scores).BadCellCount);
        AssertSameBits(expected, scores);
    }

    private static ScoringModel ModelOf(Scale scale, IAggregationStrategy strategy) => new("runs")
    {
        Strategy = AggregationStrategies.WeightedMean,
        MissingScores = MissingScores.Skip,
        Steps = [new Touchpoint("a", scale) { Strategy = strategy }],
    };

    private static void AssertSameBits(double[] expected, double[] actual) =>
        Assert.Equal(expected.Select(BitConverter.DoubleToInt64Bits), actual.Select(BitConverter.DoubleToInt64Bits));

    private static IEnumerable<Runs> Simpler(Runs runs) =>
    [
        .. Enumerable.Range(0, runs.Flaws.Count).Select(i => runs.With([.. runs.Flaws.Where((_, place) => place != i)])),
        .. new[] { runs.Lengths[..(runs.Lengths.Length / 2)], runs.Lengths[(runs.Lengths.Length / 2)..] }.Where(part => part.Length > 0 && part.Length < runs.Lengths.Length).Select(runs.With),
        .. Enumerable.Range(0, runs.Lengths.Length).Where(i => runs.Lengths[i] > 1).Select(i => runs.With([.. runs.Lengths.Select((length, place) => place == i ? length / 2 : length)])),
    ];

    // A value alone is its own score, which this one would round.
    private readonly record struct Rounding : ILaneStrategy<Rounding>, IDeclaresLaws
    {
        public string Name => "rounding";

        public IReadOnlyList<DeclaredLaw> Laws => [Law.Idempotent];

        public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
            where TLane : unmanaged, ILane<TLane> => LaneMath.Mean(scores, weights) * TLane.Broadcast(0.1) * TLane.Broadcast(10);
    }

    private sealed class Runs(int[] lengths, IReadOnlyList<(int Place, Flaw Flaw)> flaws, int kind, int seed)
    {
        private readonly (int Touchpoint, double Value, double Weight)[][] journeys = Made(lengths, flaws, kind, seed);

        public int[] Lengths => lengths;

        public IReadOnlyList<(int Place, Flaw Flaw)> Flaws => flaws;

        public ScoringModel Model => ModelOf(ScaleOf(kind), Strategies[kind / Scales.Length % Strategies.Length]);

        public JourneyRows Rows
        {
            get
            {
                (int Touchpoint, double Value, double Weight)[] all = [.. journeys.SelectMany(rows => rows)];
                return new(
                    GeneratedRows.OffsetsOf(lengths),
                    all.Select(row => row.Touchpoint).ToArray(),
                    all.Select(row => row.Value).ToArray(),
                    all.All(row => row.Weight is 1) ? default : all.Select(row => row.Weight).ToArray());
            }
        }

        public Runs With(int[] otherLengths) => new(otherLengths, flaws, kind, seed);

        public Runs With(IReadOnlyList<(int Place, Flaw Flaw)> otherFlaws) => new(lengths, otherFlaws, kind, seed);

        public IEnumerable<string> Kinds =>
        [
            flaws.Count == 0 ? "clean" : "flawed",
            AreWeighted(kind) ? "weighted" : "of weight 1",
            lengths.Contains(0) ? "with empty journeys" : "without",
        ];

        public long BadRows => journeys.Sum(rows => (long)rows.Count(IsBadRow));

        public bool IsBad(int journey) => journeys[journey].Any(IsBadRow);

        public Journey Journey(int index) => new("j", journeys[index].Select(row => new MicroExperience("a", row.Value) { Weight = row.Weight }));

        public override string ToString() => $"kind {kind}, seed {seed}, lengths {string.Join(" ", lengths)}, flaws {string.Join(" ", flaws)}";

        private static Scale ScaleOf(int kind) => Scales[kind % Scales.Length];

        private static bool AreWeighted(int kind) => kind >= Scales.Length * Strategies.Length;

        private static bool IsBadRow((int Touchpoint, double Value, double Weight) row) => row.Touchpoint != 0 || row.Value is double.NaN or Beyond or double.PositiveInfinity || BadWeights.Contains(row.Weight);

        private static (int Touchpoint, double Value, double Weight)[][] Made(int[] lengths, IReadOnlyList<(int Place, Flaw Flaw)> flaws, int kind, int seed)
        {
            var random = new Random(seed);
            var journeys = Array.ConvertAll(lengths, length =>
                Enumerable.Range(0, length).Select(_ => (Touchpoint: 0, Value: GeneratedTable.On(ScaleOf(kind), random), Weight: AreWeighted(kind) ? 0.1 + random.NextDouble() : 1)).ToArray());
            foreach (var (place, flaw) in flaws)
            {
                var rows = journeys[place % journeys.Length];
                if (rows.Length > 0)
                {
                    ref var row = ref rows[place % rows.Length];
                    row = flaw switch
                    {
                        Flaw.NoWeight => row with { Weight = 0 },
                        Flaw.OffScale => row with { Value = ScaleOf(kind).Clamps ? double.PositiveInfinity : Beyond },
                        Flaw.NoValue => row with { Value = double.NaN },
                        Flaw.BadWeight => row with { Weight = BadWeights[random.Next(BadWeights.Length)] },
                        _ => row with { Touchpoint = 1 },
                    };
                }
            }

            return journeys;
        }
    }
}
