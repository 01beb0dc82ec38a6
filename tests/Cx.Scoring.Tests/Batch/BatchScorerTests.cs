using System.Globalization;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Batch;
using Cx.Scoring.Compilation;
using Cx.Scoring.Tests.Aggregation;
using Cx.Scoring.Validation;

namespace Cx.Scoring.Tests.Batch;

public sealed class BatchScorerTests
{
    // Not a multiple of any width, and more than a block.
    private const int Journeys = 539;
    private const int Few = 37;

    // Two lanes of eight.
    private const int SideBySide = 16;
    private static readonly double[] MissingShares = [0, 0.02, 0.4];

    public static TheoryData<CellOrder> Orders => [CellOrder.TouchpointMajor, CellOrder.JourneyMajor];

    // The second are the same but for their direction: each takes the values of its neighbour.
    public static TheoryData<Scale[]> NeighbouringScales => [[Scale.Stars, Scale.Goalposts(20, 80), Scale.Effort, Scale.Rating(7, 1)], [Scale.Stars, Scale.Rating(5, 1)]];

    [Theory]
    [MemberData(nameof(Orders))]
    public void Score_of_a_table_has_the_bits_of_each_journey_alone(CellOrder order) => Property.Holds(
        GeneratedCases.Ordered,
        generated =>
        {
            var scorer = new JourneyScorer(generated.Model);
            foreach (var missing in MissingShares)
            {
                var table = new GeneratedTable(generated.Model, Journeys, missing, generated.Seed);
                var scores = Columns.For(Journeys);
                new BatchScorer(scorer).Score(new JourneyTable(table.Cells(order), Journeys, order), scores.Into);
                scores.AssertAre(index => scorer.Score(table.Journey(index)), scorer);

                // Where nothing but scores is wanted they take a shorter way.
                var values = new double[Journeys];
                new BatchScorer(scorer).Score(new JourneyTable(table.Cells(order), Journeys, order), values);
                Assert.Equal(scores.Values, values);
            }
        },
        cases: Property.Cases / 10);

    [Theory]
    [MemberData(nameof(NeighbouringScales))]
    public void ScoreValue_of_four_touchpoints_at_a_time_has_the_bits_of_the_batch(Scale[] scales) => Assert.All(
        (IAggregationStrategy[])
        [
            AggregationStrategies.WeightedMean,
            AggregationStrategies.WeakestLink,
            AggregationStrategies.Hurwicz(0.3),
            AggregationStrategies.ConsistencyVariance(),
            AggregationStrategies.HarmonicMean,
        ],
        strategy =>
        {
            for (var touchpoints = 1; touchpoints <= 21; touchpoints++)
            {
                var random = new Random(touchpoints);
                double[] weights = [.. Enumerable.Range(0, touchpoints).Select(_ => 0.1 + random.NextDouble())];
                AssertBitsOfTheBatch(weights);
                if (touchpoints > 1)
                {
                    for (var idle = touchpoints / 2; idle < touchpoints; idle += 5)
                    {
                        weights[idle] = 0;
                    }

                    AssertBitsOfTheBatch(weights);
                }
            }

            void AssertBitsOfTheBatch(double[] weights)
            {
                var model = new ScoringModel("wide") { Strategy = strategy, Steps = [.. weights.Select((weight, i) => new Touchpoint($"t{i}", scales[i % scales.Length]) { Weight = weight })] };
                var table = new GeneratedTable(model, Journeys, missing: 0, seed: weights.Length);
                var (scorer, cells, values) = (new JourneyScorer(model), table.Cells(CellOrder.JourneyMajor), new double[Journeys]);
                new BatchScorer(scorer).Score(new JourneyTable(cells, Journeys, CellOrder.JourneyMajor), values);
                Assert.Equal(values, Enumerable.Range(0, Journeys).Select(journey => scorer.ScoreValue(cells.AsSpan(journey * weights.Length, weights.Length))));
            }
        });

    [Theory]
    [InlineData(25)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(300)]
    public void Every_strategy_scores_a_wide_table_with_the_bits_of_each_journey_alone(int touchpoints)
    {
        foreach (var strategy in StrategyLawTests.Every())
        {
            var steps = Enumerable.Range(0, touchpoints).Select(i => new Touchpoint($"t{i}", Scale.Stars) { Weight = 1 + (i % 3) }).ToArray();
            var model = new ScoringModel("wide") { Strategy = strategy, MissingScores = MissingScores.Skip, Steps = [.. steps] };
            if (!new ScoringModelValidator().Validate(model).IsValid)
            {
                continue;
            }

            var scorer = new JourneyScorer(model);
            foreach (var missing in MissingShares)
            {
                var (table, scores) = (new GeneratedTable(model, Few, missing, seed: touchpoints), new double[Few]);
                foreach (var order in Enum.GetValues<CellOrder>())
                {
                    new BatchScorer(scorer).Score(new JourneyTable(table.Cells(order), Few, order), scores);
                    Assert.Equal(table.Journeys.Select(values => scorer.ScoreValue(values)), scores);
                }
            }
        }
    }

    [Fact]
    public void Score_of_columns_apart_is_that_of_the_table()
    {
        var table = new GeneratedTable(CoffeeBar.Model, Journeys, 0.1, seed: 1);
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Model));
        var (together, apart) = (new double[Journeys], new double[Journeys]);
        batch.Score(new JourneyTable(table.Cells(CellOrder.TouchpointMajor), Journeys), together);
        batch.Score(new JourneyTable(table.Columns()), apart);
        Assert.Equal(together, apart);
    }

    // By blocks, and as they are read.
    [Theory]
    [MemberData(nameof(Orders))]
    public void Own_weights_may_stand_apart_from_values_that_stand_together(CellOrder order) => Assert.All(
        ((ScoringModel, double)[])[(CoffeeBar.Model, 0.1), (CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 2, 3), 0)],
        of =>
        {
            var (model, missing) = of;
            var (table, random) = (new GeneratedTable(model, Journeys, missing, seed: 6), new Random(6));
            var batch = new BatchScorer(new JourneyScorer(model));
            var weights = batch.Scorer.Touchpoints.Select(_ => Enumerable.Range(0, Journeys).Select(_ => 1 + random.NextDouble()).ToArray()).ToArray();
            var (together, apart) = (new double[Journeys], new double[Journeys]);
            batch.Score(new JourneyTable(table.Cells(CellOrder.TouchpointMajor), Journeys) { Weights = weights.SelectMany(column => column).ToArray() }, together);
            batch.Score(new JourneyTable(table.Cells(order), Journeys, order) { WeightColumns = Array.ConvertAll(weights, column => (ReadOnlyMemory<double>)column) }, apart);
            Assert.Equal(together, apart);
        });

    [Theory]
    [MemberData(nameof(Orders))]
    public void Own_weights_of_a_journey_score_it_as_a_model_with_these_weights(CellOrder order) => Property.Holds(
        GeneratedCases.Sound,
        generated =>
        {
            var random = new Random(generated.Seed);
            var touchpoints = GeneratedTable.Flat(generated.Model.Steps).ToArray();
            var areComplete = generated.Seed % 2 == 0;
            var table = new GeneratedTable(generated.Model, Few, areComplete ? 0 : 0.2, generated.Seed);
            var weights = Enumerable.Range(0, Few)
                .Select(_ => touchpoints.Select(_ => !areComplete && random.Next(4) == 0 ? 0 : Math.Round(9 * random.NextDouble(), 2) + 0.1).ToArray())
                .ToArray();
            var (scores, values) = (Columns.For(Few), new double[Few]);
            var batch = new BatchScorer(new JourneyScorer(generated.Model));
            batch.Score(new JourneyTable(table.Cells(order), Few, order) { Weights = GeneratedTable.Cells(weights, order) }, scores.Into);
            batch.Score(new JourneyTable(table.Cells(order), Few, order) { Weights = GeneratedTable.Cells(weights, order) }, values);
            Assert.Equal(scores.Values, values);
            for (var index = 0; index < weights.Length; index++)
            {
                var own = touchpoints.Zip(weights[index]).ToDictionary(pair => pair.First.Id, pair => pair.Second, StringComparer.Ordinal);
                var model = generated.Model with { Steps = Reweighted(generated.Model.Steps, own) };
                if (new ScoringModelValidator().Validate(model).IsValid)
                {
                    var scorer = new JourneyScorer(model);
                    scores.AssertIs(index, scorer.Score(table.Journey(index)), scorer);
                }
            }
        },
        cases: Property.Cases / 4);

    [Theory]
    [InlineData(MissingScores.Refuse)]
    [InlineData(MissingScores.Skip)]
    [InlineData(MissingScores.TreatAsWorst)]
    [InlineData(MissingScores.TreatAsNeutral)]
    public void A_stage_in_which_all_own_weights_are_zero_is_left_out(MissingScores missing)
    {
        // Two stages deep; in all journeys of the first block, and in every third behind it, the outer one counts for nothing.
        const int Block = 192;
        const int Many = (2 * Block) + 37;
        bool IsLeftOut(int journey) => journey < Block || journey % 3 == 0;
        Touchpoint Of(string id) => new(id, Scale.Stars);
        ScoringModel ModelOf(double ofStage) => new("left out")
        {
            Strategy = AggregationStrategies.WeightedMean,
            MissingScores = missing,
            Steps = [new Stage("outer", AggregationStrategies.WeakestLink) { Weight = ofStage, Steps = [new Stage("inner", AggregationStrategies.WeightedMean) { Steps = [Of("a"), Of("b")] }, Of("c")] }, Of("d"), Of("e")],
        };
        var (with, without) = (new JourneyScorer(ModelOf(2)), new JourneyScorer(ModelOf(0)));
        var table = new GeneratedTable(with.Model, Many, missing: 0.1, seed: 3);
        double[][] weights = [.. Enumerable.Range(0, Many).Select(journey => IsLeftOut(journey) ? (double[])[0, 0, 0, 1, 1] : [1, 1, 1, 1, 1])];
        var scores = Columns.For(Many);
        new BatchScorer(with).Score(new JourneyTable(table.Cells(CellOrder.TouchpointMajor), Many) { Weights = GeneratedTable.Cells(weights, CellOrder.TouchpointMajor) }, scores.Into);
        for (var journey = 0; journey < Many; journey++)
        {
            var scorer = IsLeftOut(journey) ? without : with;
            scores.AssertIs(journey, scorer.Score(table.Journey(journey)), scorer);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void Threads_change_no_bit(int threads)
    {
        const int Many = 70_001;
        var table = new GeneratedTable(CoffeeBar.Model, Many, 0.1, seed: 2);
        var cells = table.Cells(CellOrder.TouchpointMajor);
        var (one, several) = (new double[Many], new double[Many]);
        var scorer = new JourneyScorer(CoffeeBar.Model);
        new BatchScorer(scorer).Score(new JourneyTable(cells, Many), one);
        new BatchScorer(scorer) { Threads = threads }.Score(new JourneyTable(cells, Many), several);
        Assert.Equal(one, several);
    }

    [Fact]
    public void No_journeys_are_no_error() =>
        Assert.Equal(0, new BatchScorer(new JourneyScorer(CoffeeBar.Model)).Score(new JourneyTable([], 0), Array.Empty<double>()).Journeys);

    [Fact]
    public void A_bad_cell_spoils_its_journey_and_is_named()
    {
        var model = CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 2) with { Steps = [new Touchpoint("a", Scale.Stars), new Touchpoint("b", Scale.Percent)] };
        var batch = new BatchScorer(new JourneyScorer(model)) { BadCells = BadCells.Report };
        var scores = Columns.For(3);
        var report = batch.Score(new JourneyTable([1, 6, 5, 0, double.PositiveInfinity, 50], 3), scores.Into);
        Assert.Equal((3, 2L), (report.Journeys, report.BadCellCount));
        Assert.Equal(
            [
                new BadCell(1, 0, 6, "Journey 1, touchpoint 'a': 6 is off its scale, 1 (worst) to 5 (best)."),
                new BadCell(1, 1, double.PositiveInfinity, "Journey 1, touchpoint 'b': Infinity is no value; allowed is a finite number on its scale, 0 (worst) to 100 (best)."),
            ],
            report.BadCells);
        Assert.Equal([0, double.NaN, 0.75], scores.Values);
        Assert.Equal(double.NaN, scores.Low[1]);
        Assert.Equal(double.NaN, scores.High[1]);
        Assert.Equal(double.NaN, scores.Coverage[1]);
        Assert.Equal(-1, scores.Weakest[1]);
    }

    [Theory]
    [InlineData(1, 5)]
    [InlineData(0, 1)]
    [InlineData(-3, 5)]
    [InlineData(-1e10, 8589934592 - 1e10)]
    [InlineData(-1e10, 8589934592.25 - 1e10)]
    [InlineData(1e15, 1e15 + 2)]
    [InlineData(-1e-300, 1)]
    [InlineData(0, 1e300)]
    [InlineData(0, 100)]
    [InlineData(7, 1)]
    public void A_value_one_bit_off_its_scale_is_seen_wherever_it_stands(double worst, double best)
    {
        var steps = Enumerable.Range(0, 14).Select(i => new Touchpoint($"t{i}", Scale.Rating(worst, best))).ToArray();
        var (least, greatest) = (Math.Min(worst, best), Math.Max(worst, best));
        var random = new Random(3);
        foreach (var touchpoints in (int[])[1, 3, 14])
        {
            var batch = new BatchScorer(new JourneyScorer(new("m") { Strategy = AggregationStrategies.WeakestLink, Steps = [.. steps.Take(touchpoints)] })) { BadCells = BadCells.Report };
            var cells = Enumerable.Range(0, Journeys * touchpoints).Select(i => i % 2 == 0 ? least : greatest).ToArray();
            Assert.Equal(0, batch.Score(new JourneyTable(cells, Journeys), new double[Journeys]).BadCellCount);
            foreach (var bad in (double[])[Math.BitDecrement(least), Math.BitIncrement(greatest), double.NegativeInfinity, double.PositiveInfinity])
            {
                var place = random.Next(cells.Length);
                var spoiled = cells.ToArray();
                spoiled[place] = bad;
                var report = batch.Score(new JourneyTable(spoiled, Journeys), new double[Journeys]);
                Assert.Equal([(place % Journeys, place / Journeys, bad)], report.BadCells.Select(cell => ((int)cell.Row, cell.Touchpoint, cell.Value)));
            }
        }
    }

    // The strategy looks at no weight, so that nothing but the look at the weights sees a bad one.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(14)]
    public void A_weight_one_bit_off_is_seen_wherever_it_stands(int touchpoints)
    {
        // Two lanes of eight, and others behind them.
        const int Many = 4 * SideBySide;
        var batch = new BatchScorer(new JourneyScorer(new("m")
        {
            Strategy = AggregationStrategies.WeakestLink,
            Steps = [.. Enumerable.Range(0, touchpoints).Select(i => new Touchpoint($"t{i}", Scale.Stars))],
        }))
        {
            BadCells = BadCells.Report,
        };
        var cells = Enumerable.Repeat(4.0, Many * touchpoints).ToArray();
        var weights = cells.Select((_, place) => place % 2 == 0 ? Weights.Least : Weights.Greatest).ToArray();
        BatchReport Score(double[] scores) => batch.Score(new JourneyTable(cells, Many) { Weights = weights }, scores);
        Assert.Equal(0, Score(new double[Many]).BadCellCount);
        for (var touchpoint = 0; touchpoint < touchpoints; touchpoint++)
        {
            for (var journey = 0; journey < SideBySide; journey++)
            {
                var place = (touchpoint * Many) + journey;
                var (value, weight) = (cells[place], weights[place]);
                foreach (var bad in (double[])[Math.BitDecrement(Weights.Least), Math.BitIncrement(Weights.Greatest), -1, double.NaN, double.NegativeInfinity, double.PositiveInfinity])
                {
                    weights[place] = bad;
                    Assert.Equal([(journey, touchpoint, bad)], Score(new double[Many]).BadCells.Select(cell => ((int)cell.Row, cell.Touchpoint, cell.Value)));
                }

                // Without weight the worst does not count.
                (cells[place], weights[place]) = (1, 0);
                var scores = new double[Many];
                Assert.Equal(0, Score(scores).BadCellCount);
                Assert.Equal(touchpoints == 1 ? double.NaN : 0.75, scores[journey]);
                (cells[place], weights[place]) = (value, weight);
            }
        }
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(5, true)]
    [InlineData(6, true)]
    [InlineData(12, false)]
    [InlineData(12, true)]
    [InlineData(13, false)]
    [InlineData(13, true)]
    public void A_table_is_scored_to_its_end_whatever_stands_between(int touchpoints, bool hasWeights)
    {
        const int Many = 15_000;
        var random = new Random(touchpoints);
        Scale[] scales = touchpoints % 2 == 0 ? [Scale.Stars] : [Scale.Stars, Scale.Percent];
        var scorer = new JourneyScorer(new("m")
        {
            // Two show what becomes of weights, the third does not look at them.
            Strategy = touchpoints switch { 6 => AggregationStrategies.ConsistencyVariance(), 12 => AggregationStrategies.WeakestLink, _ => AggregationStrategies.WeightedMean },
            MissingScores = MissingScores.Skip,
            Steps = [.. Enumerable.Range(0, touchpoints).Select(i => new Touchpoint($"t{i}", scales[i % scales.Length]) { Weight = 0.1 + random.NextDouble() })],
        });

        // Complete at first, then with gaps for long, and complete again but for a few.
        double Missing(int journey) => journey is > 3_000 and < 11_000 ? 0.2 : journey > 13_000 ? 0.001 : 0;
        var values = Enumerable.Range(0, Many)
            .Select(journey => Enumerable.Range(0, touchpoints).Select(i => random.NextDouble() < Missing(journey) ? double.NaN : GeneratedTable.On(scales[i % scales.Length], random)).ToArray())
            .ToArray();
        var weights = Array.ConvertAll(values, ofOne => Array.ConvertAll(ofOne, _ => random.Next(40_000) == 0 ? 0 : 0.1 + random.NextDouble()));
        double[] bad = [double.NegativeInfinity, -1e-9, 101, double.PositiveInfinity];
        double[] badWeights = [double.NaN, -1, Weights.Least / 2, 2e6];
        var spoiled = new HashSet<int>();
        foreach (var journey in (int[])[1_500, 5_001, 5_002, 12_000])
        {
            spoiled.Add(journey);
            values[journey][random.Next(touchpoints)] = bad[spoiled.Count % bad.Length];
            if (hasWeights)
            {
                spoiled.Add(journey + 300);
                weights[journey + 300][random.Next(touchpoints)] = badWeights[spoiled.Count / 2 % badWeights.Length];
            }
        }

        var scores = new double[Many];
        var table = new JourneyTable(GeneratedTable.Cells(values, CellOrder.TouchpointMajor), Many) { Weights = hasWeights ? GeneratedTable.Cells(weights, CellOrder.TouchpointMajor) : default };
        var report = new BatchScorer(scorer) { BadCells = BadCells.Report }.Score(table, scores);
        Assert.Equal(spoiled.Order(), report.BadCells.Select(cell => (int)cell.Row));
        for (var journey = 0; journey < Many; journey++)
        {
            Assert.Equal(spoiled.Contains(journey) ? double.NaN : Alone(journey), scores[journey]);
        }

        double Alone(int journey)
        {
            if (!hasWeights)
            {
                return scorer.ScoreValue(values[journey]);
            }

            var one = new double[1];
            new BatchScorer(scorer).Score(new JourneyTable(values[journey], 1) { Weights = weights[journey] }, one);
            return one[0];
        }
    }

    [Theory]
    [InlineData(10, true, MissingScores.Skip)]
    [InlineData(13, false, MissingScores.Skip)]
    [InlineData(20, true, MissingScores.Refuse)]
    [InlineData(40, true, MissingScores.Skip)]
    [InlineData(40, false, MissingScores.TreatAsWorst)]
    [InlineData(104, false, MissingScores.TreatAsNeutral)]
    [InlineData(105, true, MissingScores.Skip)]
    [InlineData(128, false, MissingScores.Refuse)]
    [InlineData(129, true, MissingScores.Skip)]
    [InlineData(301, false, MissingScores.TreatAsWorst)]
    public void A_table_of_moments_is_scored_to_its_end(int touchpoints, bool areExact, MissingScores missing)
    {
        // The runs that grow, whole ones, and what does not fill another.
        const int Many = (8 * 4_096) + 37;
        IAggregationStrategy[] strategies =
        [
            AggregationStrategies.WeightedMean,
            AggregationStrategies.WeakestLink,
            AggregationStrategies.Hurwicz(0.3),
            AggregationStrategies.MeanMin(0.5, 0.1),
            AggregationStrategies.ConsistencyVariance(0.5),
            AggregationStrategies.UnguardedConsistencyDeviation(0.1),
        ];
        ScoringModel ModelOf(IAggregationStrategy strategy) => new("wide")
        {
            Strategy = strategy,
            MissingScores = missing,
            Steps = [.. Enumerable.Range(0, touchpoints).Select(i => new Touchpoint($"t{i}", areExact || i % 2 == 0 ? Scale.Stars : Scale.Percent) { Weight = 1 + (i % 3) })],
        };
        var table = new GeneratedTable(ModelOf(strategies[0]), Many, missing: 0, seed: touchpoints);

        // Of scores that hardly differ the rest is no smaller than their variance.
        for (var journey = 5_000; journey < 5_100; journey++)
        {
            table.Journeys[journey] = [.. table.Journeys[journey].Select(value => 2.3 + (1e-12 * value))];
        }

        // All is read before the last touchpoint is found to be missing. The bad cells are off both scales, below and above; a mean of others may hide them.
        (table.Journeys[20_000][^1], table.Journeys[32_000][^1], table.Journeys[32_001][0]) = (double.NaN, double.NaN, double.NaN);
        (table.Journeys[25_000][touchpoints / 2], table.Journeys[26_000][touchpoints / 2]) = (-1, 101);
        var cells = table.Cells(CellOrder.TouchpointMajor);
        foreach (var strategy in strategies)
        {
            var (scorer, scores) = (new JourneyScorer(ModelOf(strategy)), new double[Many]);
            var report = new BatchScorer(scorer) { BadCells = BadCells.Report }.Score(new JourneyTable(cells, Many), scores);
            Assert.Equal([25_000, 26_000], report.BadCells.Select(cell => (int)cell.Row));
            Assert.Equal(table.Journeys.Select((values, journey) => journey is 25_000 or 26_000 ? double.NaN : scorer.ScoreValue(values)), scores);
        }

        // Journey after journey all scores are kept, or the table goes by blocks.
        var (profiles, kept) = (Profiles.For(Many), Profiles.For(Many));
        var batch = new BatchScorer(new JourneyScorer(ModelOf(strategies[0]))) { BadCells = BadCells.Report };
        batch.Profile(new JourneyTable(cells, Many), profiles.Into);
        batch.Profile(new JourneyTable(table.Cells(CellOrder.JourneyMajor), Many, CellOrder.JourneyMajor), kept.Into);
        profiles.AssertAre(kept, Enumerable.Range(0, Many));
    }

    [Theory]
    [InlineData(20)]
    [InlineData(105)]
    [InlineData(129)]
    public void A_score_that_is_looked_at_again_stops_no_table_of_moments(int touchpoints)
    {
        const int Many = 20_000;
        var scorer = new JourneyScorer(new("m") { Strategy = new NegatedByMoments(), Steps = [.. Enumerable.Range(0, touchpoints).Select(i => new Touchpoint($"t{i}", Scale.Stars))] });
        var cells = Enumerable.Repeat(3.0, touchpoints * Many).ToArray();
        var scores = new double[Many];
        cells[^(Many / 2)] = 1;
        new BatchScorer(scorer).Score(new JourneyTable(cells, Many), scores);
        Assert.Equal(Enumerable.Range(0, Many).Select(journey => BitConverter.DoubleToInt64Bits(journey == Many / 2 ? 0.0 : 0.5)), scores.Select(BitConverter.DoubleToInt64Bits));
    }

    [Theory]
    [InlineData(2)]
    [InlineData(13)]
    public void Own_weights_journey_after_journey_are_those_of_columns(int touchpoints)
    {
        const int Many = 3_000;
        var batch = new BatchScorer(new JourneyScorer(new("m")
        {
            Strategy = AggregationStrategies.WeightedMean,
            Steps = [.. Enumerable.Range(0, touchpoints).Select(i => new Touchpoint($"t{i}", Scale.Percent))],
        }));
        var table = new GeneratedTable(batch.Scorer.Model, Many, missing: 0, seed: touchpoints);
        var random = new Random(touchpoints);
        var weights = Array.ConvertAll(table.Journeys, values => Array.ConvertAll(values, _ => 0.1 + random.NextDouble()));
        var (scores, profiles) = Of(CellOrder.JourneyMajor);
        var (ofColumns, profilesOfColumns) = Of(CellOrder.TouchpointMajor);
        Assert.Equal(ofColumns, scores);
        profiles.AssertAre(profilesOfColumns, Enumerable.Range(0, Many));

        (double[] Scores, Profiles Profiles) Of(CellOrder order)
        {
            var (values, described) = (new double[Many], Profiles.For(Many));
            batch.Score(new JourneyTable(table.Cells(order), Many, order) { Weights = GeneratedTable.Cells(weights, order) }, values);
            batch.Profile(new JourneyTable(table.Cells(order), Many, order) { Weights = GeneratedTable.Cells(weights, order) }, described.Into);
            return (values, described);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_table_may_begin_anywhere_in_a_line_of_the_cache(int threads)
    {
        const int Many = 15_000;
        const int PlacesInLine = 8;
        var scorer = new JourneyScorer(new("m")
        {
            Strategy = AggregationStrategies.WeightedMean,
            MissingScores = MissingScores.Skip,
            Steps = [new Touchpoint("a", Scale.Stars), new Touchpoint("b", Scale.Percent) { Weight = 2 }],
        });
        var batch = new BatchScorer(scorer) { BadCells = BadCells.Report, Threads = threads };
        var table = new GeneratedTable(scorer.Model, Many, missing: 0.0005, seed: threads);

        // The first few are read alone.
        (table.Journeys[2][0], table.Journeys[4][1], table.Journeys[9_000][1]) = (7, double.NaN, -1);
        var expected = table.Journeys.Select((values, journey) => journey is 2 or 9_000 ? double.NaN : scorer.ScoreValue(values)).ToArray();
        var cells = table.Cells(CellOrder.TouchpointMajor);
        for (var place = 0; place < PlacesInLine; place++)
        {
            var (room, scores) = (new double[cells.Length + place], new double[Many]);
            cells.CopyTo(room, place);
            var report = batch.Score(new JourneyTable(room.AsSpan(place), Many), scores);
            Assert.Equal([2, 9_000], report.BadCells.Select(cell => (int)cell.Row));
            Assert.Equal(2, report.BadCellCount);
            Assert.Equal(expected, scores);
        }
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void A_lane_strategy_that_returns_no_score_is_named_wherever_it_does(CellOrder order)
    {
        var batch = new BatchScorer(new JourneyScorer(new("m") { Strategy = new Doubling(), Steps = [new Touchpoint("a", Scale.Percent), new Touchpoint("b", Scale.Percent)] }));
        for (var place = 400; place < 400 + SideBySide; place++)
        {
            var cells = GeneratedTable.Cells([.. Enumerable.Range(0, Journeys).Select(journey => journey == place ? [75.0, 50] : new[] { 50.0, 50 })], order);
            var error = Assert.Throws<InvalidOperationException>(() => batch.Score(new JourneyTable(cells, Journeys, order), new double[Journeys]));
            Assert.Equal("Strategy 'doubling' made 1.5 of 'm'; a strategy returns a score from 0 to 1.", error.Message);
        }
    }

    // Whose weighted sum rounds to more or less than each.
    [Theory]
    [InlineData(CellOrder.TouchpointMajor, 10)]
    [InlineData(CellOrder.TouchpointMajor, 128)]
    [InlineData(CellOrder.TouchpointMajor, 129)]
    [InlineData(CellOrder.JourneyMajor, 10)]
    public void Profile_of_equal_scores_has_their_score_for_its_mean(CellOrder order, int touchpoints)
    {
        var steps = Enumerable.Range(0, touchpoints).Select(i => new Touchpoint($"t{i}", Scale.Stars) { Weight = 1 + (i % 3) });
        var batch = new BatchScorer(new JourneyScorer(new("m") { Strategy = AggregationStrategies.WeightedMean, Steps = [.. steps] }));
        var random = new Random(touchpoints);
        var cells = Enumerable.Range(0, Journeys).Select(_ => Enumerable.Repeat(1 + (4 * random.NextDouble()), touchpoints).ToArray()).ToArray();
        var profiles = Profiles.For(Journeys);
        batch.Profile(new JourneyTable(GeneratedTable.Cells(cells, order), Journeys, order), profiles.Into);
        Assert.Equal(profiles.Minima, profiles.Means);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Profile_of_the_worst_is_zero_and_not_its_opposite(CellOrder order)
    {
        foreach (var scale in (Scale[])[Scale.Stars, Scale.Rating(5, 1)])
        {
            var batch = new BatchScorer(new JourneyScorer(new("m") { Strategy = AggregationStrategies.WeightedMean, Steps = [new Touchpoint("a", scale), new Touchpoint("b", scale)] }));
            var profiles = Profiles.For(Journeys);
            batch.Profile(new JourneyTable([.. Enumerable.Repeat(scale.Worst, 2 * Journeys)], Journeys, order), profiles.Into);
            profiles.AssertAre(Profiles.For(Journeys), Enumerable.Range(0, Journeys));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_strategy_may_return_minus_zero_for_zero(bool inLanes)
    {
        IAggregationStrategy strategy = inLanes ? new NegatedInLanes() : new NegatedOnSpans();
        Touchpoint[] flat = [new("a", Scale.Stars), new("b", Scale.Stars)];
        Touchpoint[] repeated = [.. flat.Select(touchpoint => touchpoint with { Strategy = strategy })];
        IReadOnlyList<Step>[] models = [flat, repeated, repeated[..1], [new Stage("stage", strategy) { Steps = flat }, new Touchpoint("c", Scale.Stars)]];
        foreach (var (steps, ofJourney) in models.Zip<IReadOnlyList<Step>, IAggregationStrategy>([strategy, AggregationStrategies.WeakestLink, AggregationStrategies.WeakestLink, AggregationStrategies.WeakestLink]))
        {
            var scorer = new JourneyScorer(new ScoringModel("zero") { Strategy = ofJourney, Steps = steps });
            var batch = new BatchScorer(scorer);
            var touchpoints = scorer.Touchpoints.Count;
            double[] worst = [.. Enumerable.Repeat(1.0, touchpoints)];
            var cells = Enumerable.Repeat(1.0, Journeys * touchpoints).ToArray();
            int[] twice = [.. Enumerable.Range(0, 2 * Journeys * touchpoints).Select(row => row / 2 % touchpoints)];
            int[] offsets = [.. Enumerable.Range(0, Journeys + 1).Select(journey => 2 * touchpoints * journey)];
            double[] columns = new double[Journeys], rows = new double[Journeys], runs = new double[Journeys], longRuns = new double[Journeys];
            var profiles = Profiles.For(Journeys);
            batch.Score(new JourneyTable(cells, Journeys), columns);
            batch.Score(new JourneyTable(cells, Journeys, CellOrder.JourneyMajor), rows);
            double[] values = [.. twice.Select(_ => 1.0)];
            batch.Score(new JourneyRows(offsets, twice, values), runs);
            batch.Score(new LongRows<int>([.. twice.Select((_, row) => row / (2 * touchpoints))], twice, values), longRuns);
            batch.Profile(new JourneyRows(offsets, twice, values), profiles.Into);
            var journey = new Journey("visit", [.. scorer.Touchpoints.SelectMany(id => (MicroExperience[])[new(id, 1), new(id, 1)])]);
            Assert.All(
                [.. columns, .. rows, .. runs, .. longRuns, .. profiles.Means, .. profiles.Minima, scorer.ScoreValue(worst), scorer.ScoreValue(journey), scorer.Score(journey).Value!.Value],
                value => Assert.Equal(0L, BitConverter.DoubleToInt64Bits(value)));
        }
    }

    [Fact]
    public void A_lane_strategy_may_return_minus_zero()
    {
        var values = new double[Journeys];
        new BatchScorer(new JourneyScorer(new("m") { Strategy = new Nothing(), Steps = [new Touchpoint("a", Scale.Percent)] }))
            .Score(new JourneyTable(Enumerable.Repeat(50.0, Journeys).ToArray(), Journeys), values);
        Assert.All(values, value => Assert.Equal(0L, BitConverter.DoubleToInt64Bits(value)));
    }

    [Fact]
    public void The_first_hundred_bad_cells_are_named_whatever_the_threads()
    {
        const int Many = 50_000;
        var cells = Enumerable.Range(0, Many).Select(i => i % 100 == 99 ? 7.0 : 3.0).ToArray();
        var scorer = new JourneyScorer(new("m") { Strategy = AggregationStrategies.WeightedMean, Steps = [new Touchpoint("a", Scale.Stars)] });
        foreach (var threads in (int[])[1, 7])
        {
            var report = new BatchScorer(scorer) { BadCells = BadCells.Report, Threads = threads }.Score(new JourneyTable(cells, Many), new double[Many]);
            Assert.Equal(500, report.BadCellCount);
            Assert.Equal(Enumerable.Range(0, 100).Select(i => (100L * i) + 99), report.BadCells.Select(cell => cell.Row));
        }
    }

    [Fact]
    public void A_bad_cell_throws_where_nothing_else_was_asked()
    {
        var batch = new BatchScorer(new JourneyScorer(new("m") { Strategy = AggregationStrategies.WeightedMean, Steps = [new Touchpoint("a", Scale.Stars)] }));
        var cells = Enumerable.Repeat(9.0, 12).ToArray();
        var error = Assert.Throws<ArgumentException>(() => batch.Score(new JourneyTable(cells, 12), new double[12]));
        Assert.StartsWith("Journey 0, touchpoint 'a': 9 is off its scale, 1 (worst) to 5 (best).", error.Message, StringComparison.Ordinal);
        Assert.Contains("and 2 more.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_bad_weight_is_named()
    {
        var batch = new BatchScorer(new JourneyScorer(new("m") { Strategy = AggregationStrategies.WeightedMean, Steps = [new Touchpoint("a", Scale.Stars)] }));
        var error = Assert.Throws<ArgumentException>(() => batch.Score(new JourneyTable([3], 1) { Weights = [-1] }, new double[1]));
        Assert.StartsWith("Journey 0, touchpoint 'a': the weight was -1; allowed is 0 to 1000000.", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 1)));
        Refuses("There are 5 values; 3 journeys under model 'flat', which has 2 touchpoints, take 6, NaN where a value is missing.", () => batch.Score(new JourneyTable(new double[5], 3), new double[3]));
        Refuses("There are 5 weights; 3 journeys under model 'flat', which has 2 touchpoints, take 6. ", () => batch.Score(new JourneyTable(new double[6], 3) { Weights = new double[5] }, new double[3]));
        Refuses("The journeys have both Weights and WeightColumns;", () => batch.Score(new JourneyTable(new double[6], 3) { Weights = new double[6], WeightColumns = [new double[3], new double[3]] }, new double[3]));
        Refuses("There are 1 columns; model", () => batch.Score(new JourneyTable([new double[3]]), new double[3]));
        Refuses("The columns differ in length: number 1,", () => batch.Score(new JourneyTable([new double[3], new double[2]]), new double[3]));
        Refuses("Values has room for 2 of 3 journeys", () => batch.Score(new JourneyTable(new double[6], 3), new double[2]));
        Refuses("deviations has room for 2 of 3 journeys", () => batch.Profile(new JourneyTable(new double[6], 3), new(new double[3], new double[2], new double[3])));
        Refuses("Coverage has room for 2 of 3 journeys", () => batch.Score(new JourneyTable(new double[6], 3), new BatchScores(new double[3]) { Coverage = new double[2] }));
    }

    [Fact]
    public void Own_weights_are_refused_by_a_strategy_that_depends_on_the_models()
    {
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.ConsistencyDeviation(0.5), 1, 1)));
        Refuses(
            "Strategy 'consistency-deviation(0.5)' of",
            () => batch.Score(new JourneyTable(new double[2], 1) { Weights = [1, 2] }, new double[1]));
    }

    [Fact]
    public void Fewer_journeys_than_none_are_refused() => Assert.StartsWith(
        "The number of journeys was -1; allowed is 0 and more.",
        Assert.Throws<ArgumentOutOfRangeException>("journeys", () => new JourneyTable([], -1).Journeys).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(0)]
    [InlineData(1025)]
    public void Threads_out_of_range_are_refused(int threads)
    {
        var error = Assert.Throws<ArgumentOutOfRangeException>(() => new BatchScorer(new JourneyScorer(CoffeeBar.Model)) { Threads = threads });
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"Threads was {threads}; allowed is 1 to 1024."), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Orders))]
    public void Profile_is_mean_deviation_and_minimum_of_the_touchpoint_scores(CellOrder order) => Property.Holds(
        GeneratedCases.Sound,
        generated =>
        {
            // The value functions and stages of the model stay; its strategies do not matter.
            var scorer = new JourneyScorer(generated.Model);
            var table = new GeneratedTable(generated.Model, 35, MissingShares[generated.Seed % 3], generated.Seed);
            var shares = scorer.Score(new Journey("complete", GeneratedTable.Flat(generated.Model.Steps).Select(touchpoint => new MicroExperience(touchpoint.Id, touchpoint.Scale.Best))))
                .Touchpoints.Select(step => step.EffectiveWeight).ToList();
            var (means, deviations, minima) = (new double[35], new double[35], new double[35]);
            new BatchScorer(scorer).Profile(new JourneyTable(table.Cells(order), 35, order), new(means, deviations, minima));
            for (var index = 0; index < 35; index++)
            {
                var present = scorer.Score(table.Journey(index)).Touchpoints.Zip(shares)
                    .Where(pair => pair.First.Score is not null && pair.Second > 0)
                    .Select(pair => (Score: pair.First.Score!.Value, Weight: pair.Second))
                    .ToList();
                if (present.Count == 0)
                {
                    Assert.Equal((double.NaN, double.NaN, double.NaN), (means[index], deviations[index], minima[index]));
                    continue;
                }

                var total = present.Sum(step => step.Weight);
                var mean = present.Sum(step => step.Weight * step.Score) / total;
                Assert.Equal(mean, means[index], 1e-13);
                Assert.Equal(present.Sum(step => step.Weight * Math.Pow(step.Score - mean, 2)) / total, Math.Pow(deviations[index], 2), 1e-13);
                Assert.Equal(present.Min(step => step.Score), minima[index]);
            }
        },
        cases: Property.Cases / 4);

    [Theory]
    [InlineData(CellOrder.TouchpointMajor, false)]
    [InlineData(CellOrder.TouchpointMajor, true)]
    [InlineData(CellOrder.JourneyMajor, false)]
    [InlineData(CellOrder.JourneyMajor, true)]
    public void Profile_of_a_model_without_stages_has_the_bits_of_its_scores_whatever_stands_beside(CellOrder order, bool hasWeights)
    {
        foreach (var touchpoints in (int[])[1, 2, 3, 7, 12, 24, 25, 40, 103, 104, 128, 129])
        {
            var random = new Random(touchpoints);
            double Weight(bool mayBeZero) => mayBeZero && random.Next(6) == 0 ? 0 : 0.1 + random.NextDouble();
            var other = touchpoints % 2 == 0 ? Scale.Percent : Scale.Stars;
            var steps = Enumerable.Range(0, touchpoints).Select(i => new Touchpoint($"t{i}", i % 2 == 0 ? Scale.Stars : other) { Weight = i == 0 ? 1 : 0.1 + random.NextDouble() }).ToArray();
            BatchScorer Under(IAggregationStrategy strategy) => new(new JourneyScorer(new ScoringModel("flat") { Strategy = strategy, MissingScores = MissingScores.Skip, Steps = [.. steps] }));
            var (mean, minimum) = (Under(AggregationStrategies.WeightedMean), Under(AggregationStrategies.WeakestLink));
            foreach (var missing in MissingShares)
            {
                var table = new GeneratedTable(mean.Scorer.Model, Journeys, missing, seed: touchpoints);
                var weights = Enumerable.Range(0, hasWeights ? Journeys : 0).Select(_ => steps.Select(_ => Weight(mayBeZero: missing > 0)).ToArray()).ToArray();
                var journeys = new JourneyTable(table.Cells(order), Journeys, order) { Weights = GeneratedTable.Cells(weights, order) };
                var (profiles, means, minima) = (Profiles.For(Journeys), new double[Journeys], new double[Journeys]);
                mean.Profile(journeys, profiles.Into);
                mean.Score(journeys, means);
                minimum.Score(journeys, minima);
                Assert.Equal(means, profiles.Means);
                Assert.Equal(minima, profiles.Minima);
                for (var journey = 0; journey < Journeys; journey += Few)
                {
                    var alone = Profiles.For(1);
                    mean.Profile(new JourneyTable(table.Journeys[journey], 1) { Weights = hasWeights ? weights[journey] : [] }, alone.Into);
                    alone.AssertAre(profiles, [journey]);
                }
            }
        }
    }

    [Fact]
    public void Profile_of_a_touchpoint_with_the_least_share_is_its_score()
    {
        Step step = new Touchpoint("measured", Scale.Stars) { Weight = 1e-100 };
        for (var depth = 0; depth < 2; depth++)
        {
            step = new Stage($"stage-{depth}", AggregationStrategies.WeightedMean) { Weight = 1e-100, Steps = [step, new Touchpoint($"beside-{depth}", Scale.Stars) { Weight = 1e6 }] };
        }

        var scorer = new JourneyScorer(new ScoringModel("deep")
        {
            Strategy = AggregationStrategies.WeightedMean,
            MissingScores = MissingScores.Skip,
            Steps = [step, new Touchpoint("last", Scale.Stars) { Weight = 1e6 }],
        });
        var profile = Profiles.For(1);
        new BatchScorer(scorer).Profile(new JourneyTable([.. scorer.Touchpoints.Select(touchpoint => touchpoint == "measured" ? 3 : double.NaN)], 1), profile.Into);
        Assert.Equal((0.5, 0, 0.5), (profile.Means[0], profile.Deviations[0], profile.Minima[0]));
    }

    [Fact]
    public void A_value_function_that_returns_minus_zero_gives_zero_on_every_road()
    {
        var scorer = new JourneyScorer(new ScoringModel("zero")
        {
            Strategy = AggregationStrategies.WeakestLink,
            Steps = [new Touchpoint("a", Scale.Stars) { ValueFunction = new Negated() }, new Touchpoint("b", Scale.Stars)],
        });
        var (score, profile, batch) = (new double[1], Profiles.For(1), new BatchScorer(scorer));
        batch.Score(new JourneyTable([1, 5], 1), score);
        batch.Profile(new JourneyTable([1, 5], 1), profile.Into);
        double[] all = [score[0], profile.Minima[0], scorer.ScoreValue([1, 5]), scorer.Score(new("visit", [new("a", 1), new("b", 5)])).Value!.Value];
        Assert.All(all, value => Assert.Equal(0L, BitConverter.DoubleToInt64Bits(value)));
    }

    private readonly record struct NegatedInLanes : ILaneStrategy<NegatedInLanes>
    {
        public string Name => "negated-in-lanes";

        public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
            where TLane : unmanaged, ILane<TLane>
        {
            var least = LaneMath.Minimum(scores);
            return TLane.SelectEqual(least, TLane.Broadcast(0), TLane.Broadcast(-0.0), least);
        }
    }

    private readonly record struct NegatedByMoments : IMomentStrategy<NegatedByMoments>
    {
        public static ScoreMoments Asks => ScoreMoments.Variance;

        public string Name => "negated-by-moments";

        public TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
            where TLane : unmanaged, ILane<TLane> => TLane.SelectEqual(least, TLane.Broadcast(0), TLane.Broadcast(-0.0), least);
    }

    private sealed class NegatedOnSpans : IAggregationStrategy
    {
        public string Name => "negated-on-spans";

        public double Aggregate(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights) => scores.Contains(0) ? -0.0 : scores[0];
    }

    private sealed class Negated : IValueFunction
    {
        public string Name => "negated";

        public double Apply(double score) => score == 0 ? -0.0 : score;
    }

    private readonly record struct Nothing : ILaneStrategy<Nothing>
    {
        public string Name => "nothing";

        public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
            where TLane : unmanaged, ILane<TLane> => -(scores[0] - scores[0]);
    }

    private readonly record struct Doubling : ILaneStrategy<Doubling>
    {
        public string Name => "doubling";

        public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
            where TLane : unmanaged, ILane<TLane> => scores[0] + scores[0];
    }

    private static void Refuses(string message, Action call) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(call).Message, StringComparison.Ordinal);

    private static List<Step> Reweighted(IEnumerable<Step> steps, Dictionary<string, double> weights) =>
        [.. steps.Select(step => step is Stage stage ? stage with { Steps = Reweighted(stage.Steps, weights) } : step with { Weight = weights[step.Id] })];
}
