using System.Globalization;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Batch;
using Cx.Scoring.Tests.Aggregation;
using Cx.Scoring.Validation;

namespace Cx.Scoring.Tests.Batch;

public sealed class RowScoringTests
{
    // More than one block of rows takes.
    private const int Journeys = 523;

    [Fact]
    public void Score_of_rows_together_has_the_bits_of_each_journey_alone() => Holds((batch, rows, scores) =>
    {
        var (touchpoints, values, weights) = rows.Columns(rows.Together);
        Assert.Equal(Journeys, batch.Score(new JourneyRows(rows.Offsets, touchpoints, values, weights), scores.Into).Journeys);
        scores.AssertAre(index => batch.Scorer.Score(rows.Journey(index)), batch.Scorer);
    });

    [Fact]
    public void Score_of_numbered_rows_has_the_bits_of_each_journey_alone() => Holds((batch, rows, scores) =>
    {
        foreach (var order in (int[][])[rows.Together, rows.Mixed])
        {
            var (touchpoints, values, weights) = rows.Columns(order);
            batch.Score(new LongRows<int>(order, touchpoints, values, weights), scores.Into);
            scores.AssertAre(index => batch.Scorer.Score(rows.Journey(index)), batch.Scorer);
        }
    });

    [Fact]
    public void Score_of_keyed_rows_names_each_journey_where_it_first_occurs() => Holds((batch, rows, scores) =>
    {
        var (touchpoints, values, weights) = rows.Columns(rows.Mixed);
        var keys = new long[Journeys];
        var report = batch.Score(new LongRows<long>([.. rows.Mixed.Select(journey => rows.Keys[journey])], touchpoints, values, weights), keys, scores.Into);
        AssertAreFirsts(rows, batch, scores, report.Journeys, number => keys[number], journey => rows.Keys[journey]);
    });

    [Fact]
    public void Score_of_named_rows_names_each_journey_where_it_first_occurs() => Holds((batch, rows, scores) =>
    {
        var (touchpoints, values, weights) = rows.Columns(rows.Mixed);
        var names = new string[Journeys];
        var report = batch.Score(new LongRows<string>([.. rows.Mixed.Select(NameOf)], touchpoints, values, weights), names, scores.Into);
        AssertAreFirsts(rows, batch, scores, report.Journeys, number => names[number], NameOf);
    });

    [Fact]
    public void Every_strategy_scores_repeats_with_the_bits_of_each_journey_alone()
    {
        var random = new Random(8);
        foreach (var strategy in StrategyLawTests.Every())
        {
            var model = new ScoringModel("repeats") { Strategy = AggregationStrategies.WeightedMean, Steps = [new Touchpoint("a", Scale.Stars) { Strategy = strategy }] };
            if (!new ScoringModelValidator().Validate(model).IsValid)
            {
                continue;
            }

            // Clean rows, rows without weight among them, and one long journey.
            foreach (var (longest, zero) in (ReadOnlySpan<(int, bool)>)[(14, false), (9, true), (5_000, false)])
            {
                var counts = Enumerable.Range(0, 90).Select(journey => journey == 40 ? longest : random.Next(10)).ToArray();
                var values = counts.Select(count => Enumerable.Range(0, count).Select(_ => random.Next(3) == 0 ? 3 : 1 + (4 * random.NextDouble())).ToArray()).ToArray();
                var weights = counts.Select(count => Enumerable.Range(0, count).Select(_ => zero && random.Next(4) == 0 ? 0 : random.Next(3) == 0 ? 1 : 3 * random.NextDouble()).ToArray()).ToArray();
                var (batch, scores) = (new BatchScorer(new JourneyScorer(model)), new double[90]);
                var offsets = GeneratedRows.OffsetsOf(counts);
                batch.Score(new JourneyRows(offsets, new int[offsets[^1]], values.SelectMany(of => of).ToArray(), weights.SelectMany(of => of).ToArray()), scores);
                for (var journey = 0; journey < scores.Length; journey++)
                {
                    var alone = batch.Scorer.Score(new("j", values[journey].Zip(weights[journey], (value, weight) => new MicroExperience("a", value) { Weight = weight })));
                    Assert.Equal(alone.Value ?? double.NaN, scores[journey]);
                }
            }
        }
    }

    [Fact]
    public void Profile_of_rows_has_the_bits_of_the_profile_of_the_table_of_their_touchpoint_scores() => Holds((batch, rows, _) =>
    {
        // A table of scores under the same tree: every scale is from 0 to 1, and what repeats and value functions make is done.
        var journeys = Enumerable.Range(0, Journeys).Select(rows.Journey).ToArray();
        var cells = GeneratedTable.Cells([.. journeys.Select(journey => batch.Scorer.Score(journey).Touchpoints.Select(step => step.Score ?? double.NaN).ToArray())], CellOrder.JourneyMajor);
        var expected = Profiles.For(Journeys);
        new BatchScorer(new JourneyScorer(batch.Scorer.Model with { Steps = OnShares(batch.Scorer.Model.Steps) })).Profile(new JourneyTable(cells, Journeys, CellOrder.JourneyMajor), expected.Into);

        foreach (var order in (int[][])[rows.Together, rows.Mixed])
        {
            var (touchpoints, values, weights) = rows.Columns(order);
            var (numbered, keyed, named) = (Profiles.For(Journeys), Profiles.For(Journeys), Profiles.For(Journeys));
            var (keys, names) = (new long[Journeys], new string[Journeys]);
            batch.Profile(new LongRows<int>(order, touchpoints, values, weights), numbered.Into);
            numbered.AssertAre(expected, Enumerable.Range(0, Journeys));
            batch.Profile(new LongRows<long>([.. order.Select(journey => rows.Keys[journey])], touchpoints, values, weights), keys, keyed.Into);
            keyed.AssertAre(expected, order.Distinct());
            batch.Profile(new LongRows<string>([.. order.Select(NameOf)], touchpoints, values, weights), names, named.Into);
            named.AssertAre(expected, order.Distinct());
        }

        var together = Profiles.For(Journeys);
        var columns = rows.Columns(rows.Together);
        batch.Profile(new JourneyRows(rows.Offsets, columns.Touchpoints, columns.Values, columns.Weights), together.Into);
        together.AssertAre(expected, Enumerable.Range(0, Journeys));
    });

    [Fact]
    public void Bad_rows_among_repeats_spoil_their_journeys_alone()
    {
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1))) { BadCells = BadCells.Report };
        var scores = new double[5];
        int[] offsets = [0, 2, 4, 6, 8, 10];
        double[] values = [0, 1, 2, 3, 1, 1, double.NaN, 1, 0, 0.5];
        double[] weights = [1, 1, 1, 1, 1, 1, 1, 1, 3, 1];
        Assert.Equal(3, batch.Score(new JourneyRows(offsets, new int[10], values, weights), scores).BadCellCount);
        Assert.Equal([0.5, double.NaN, 1, double.NaN, 0.125], scores);
        var keys = new long[5];
        Assert.Equal(3, batch.Score(new LongRows<long>([9, 9, 7, 7, 5, 5, 3, 3, 1, 1], new int[10], values, weights), keys, scores).BadCellCount);
        Assert.Equal([9, 7, 5, 3, 1], keys);
        Assert.Equal([0.5, double.NaN, 1, double.NaN, 0.125], scores);
    }

    [Fact]
    public void A_row_off_its_scale_is_bad_though_it_does_not_count()
    {
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 1))) { BadCells = BadCells.Report };
        double[] values = [1, 0.5, 1, 2, 0, 1];
        double[] weights = [1, 1, 1, 0, 1, 1];
        var scores = new double[2];
        AssertNames(batch.Score(new JourneyRows([0, 2, 6], [0, 1, 0, 0, 1, 1], values, weights), scores));
        AssertNames(batch.Score(new LongRows<int>([0, 0, 1, 1, 1, 1], [0, 1, 0, 0, 1, 1], values, weights), scores));

        void AssertNames(BatchReport report)
        {
            Assert.Equal("Row 3, touchpoint 'a': 2 is off its scale, 0 (worst) to 1 (best).", Assert.Single(report.BadCells).Message);
            Assert.Equal(1, report.BadCellCount);
            Assert.Equal([0.75, double.NaN], scores);
            Array.Clear(scores);
        }
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    public void Threads_change_no_bit(int threads)
    {
        const int Many = 60_000;
        var rows = new GeneratedRows(CoffeeBar.Model, Many, seed: 3);
        var (touchpoints, values, weights) = rows.Columns(rows.Mixed);
        var keys = rows.Mixed.Select(journey => rows.Keys[journey]).ToArray();
        var results = ((int[])[1, threads]).Select(count =>
        {
            var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Model)) { Threads = count };
            var (numbered, keyed, names) = (Columns.For(Many), Columns.For(Many), new long[Many]);
            batch.Score(new LongRows<int>(rows.Mixed, touchpoints, values, weights), numbered.Into);
            batch.Score(new LongRows<long>(keys, touchpoints, values, weights), names, keyed.Into);
            return (numbered, keyed, names);
        }).ToList();
        results[1].numbered.AssertAre(results[0].numbered);
        results[1].keyed.AssertAre(results[0].keyed);
        Assert.Equal(results[0].names, results[1].names);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Rows_that_nearly_ascend_have_the_bits_of_rows_that_do(int threads)
    {
        // More than a portion of work.
        const int Many = 20_000;
        const int Portion = 16_384;
        var rows = new GeneratedRows(CoffeeBar.Model, Many, seed: 5);
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Model)) { Threads = threads };
        var (together, expected) = (rows.Together, Score(rows.Together));
        var (random, begin) = (new Random(5), Array.IndexOf(together, Portion));
        var drawn = Enumerable.Range(0, 8).Select(_ => random.Next(1, together.Length)).Select(row => (random.Next(row), row));
        foreach (var (one, other) in ((int, int)[])[(0, begin), (0, together.Length - 1), (begin - 1, begin), (begin, begin + 5000), (begin - 5000, begin - 1), .. drawn])
        {
            int[] order = [.. together];
            (order[one], order[other]) = (order[other], order[one]);
            Score(order).AssertAre(expected);

            // One row alone stands early, or late.
            Score([together[other], .. together[..other], .. together[(other + 1)..]]).AssertAre(expected);
            Score([.. together[..one], .. together[(one + 1)..other], together[one], .. together[other..]]).AssertAre(expected);
        }

        Columns Score(int[] order)
        {
            var ((touchpoints, values, weights), scores) = (rows.Columns(order), Columns.For(Many));
            batch.Score(new LongRows<int>(order, touchpoints, values, weights), scores.Into);
            return scores;
        }
    }

    [Fact]
    public void Bad_rows_before_one_that_stands_late_are_counted_once()
    {
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1))) { BadCells = BadCells.Report };
        var scores = new double[Journeys];
        int[] numbers = [.. Enumerable.Range(0, Journeys).Where(journey => journey != 3).Append(3)];
        (numbers[^1], numbers[^2]) = (numbers[^2], numbers[^1]);
        double[] values = [.. numbers.Select(journey => journey == 1 ? 2 : 0.5)];
        Assert.Equal("Row 1, touchpoint 'a': 2 is off its scale, 0 (worst) to 1 (best).", Assert.Single(batch.Score(new LongRows<int>(numbers, new int[Journeys], values), scores).BadCells).Message);
        Assert.Equal([.. Enumerable.Range(0, Journeys).Select(journey => journey == 1 ? double.NaN : 0.5)], scores);
    }

    [Fact]
    public void Scores_of_numbered_rows_may_be_written_over_them()
    {
        var rows = new GeneratedRows(CoffeeBar.Model, Journeys, seed: 9);
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Model));
        int[] together = rows.Together;

        // The second ascends nearly to its end, which is seen when most scores are written.
        foreach (var order in (int[][])[together, [.. together[..^40], .. together[^39..], together[^40]], rows.Mixed])
        {
            var (touchpoints, values, weights) = rows.Columns(order);
            var expected = Columns.For(order.Length);
            batch.Score(new LongRows<int>(order, touchpoints, values, weights), expected.Into);
            foreach (var over in (Func<Columns, int[], int[], double[], double[], Columns>[])
            [
                (scores, _, _, values, _) => scores with { Values = values },
                (scores, _, _, values, _) => scores with { Low = values },
                (scores, _, _, _, weights) => scores with { High = weights },
                (scores, _, _, _, weights) => scores with { Coverage = weights },
                (scores, numbers, _, _, _) => scores with { Weakest = numbers },
                (scores, _, touchpoints, _, _) => scores with { Weakest = touchpoints },
            ])
            {
                (int[] ofRows, int[] at, double[] measured, double[] counting) = ([.. order], [.. touchpoints], [.. values], [.. weights]);
                var scores = over(Columns.For(order.Length), ofRows, at, measured, counting);
                batch.Score(new LongRows<int>(ofRows, at, measured, counting), scores.Into);
                scores.AssertAre(expected);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Journeys_may_be_written_over_the_keys_of_their_rows(int threads)
    {
        const int Many = 40_000;
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1))) { Threads = threads };
        var random = new Random(6);
        long[] keys = [.. Enumerable.Range(0, 3 * Many).Select(_ => random.NextInt64(Many))];
        double[] values = [.. keys.Select(_ => random.NextDouble())];
        foreach (var ofRows in (long[][])[keys, [.. keys.Order()]])
        {
            var (apart, expected) = (new long[keys.Length], new double[keys.Length]);
            var count = batch.Score(new LongRows<long>(ofRows, new int[keys.Length], values), apart, expected).Journeys;
            foreach (var start in (int[])[0, 1, Many])
            {
                var (memory, scores) = (ofRows.Concat(ofRows).ToArray(), new double[keys.Length]);
                batch.Score(new LongRows<long>(memory.AsSpan(0, ofRows.Length), new int[keys.Length], values), memory.AsSpan(start), scores);
                Assert.Equal(apart[..count], memory[start..(start + count)]);
                Assert.Equal(expected, scores);
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Where_there_is_room_for_no_journey_all_rows_are_bad(int threads)
    {
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1))) { BadCells = BadCells.Report, Threads = threads };
        Assert.Equal(2, batch.Score(new LongRows<int>([0, 1], [0, 0], [1, 1]), Array.Empty<double>()).BadCellCount);

        // So many that not every one is looked at to see whether they ascend.
        int[] numbers = [0, .. Enumerable.Repeat(-1, 63)];
        Assert.Equal(64, batch.Score(new LongRows<int>(numbers, new int[64], new double[64]), Array.Empty<double>()).BadCellCount);
    }

    [Fact]
    public void Many_journeys_in_a_row_may_have_no_rows()
    {
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 1) with { MissingScores = MissingScores.Skip }));
        var (scores, expected) = (new double[2000], Enumerable.Repeat(double.NaN, 2000).ToArray());
        (expected[600], expected[1999]) = (0.25, 0.5);
        batch.Score(new LongRows<int>([600, 1999], [0, 1], [0.25, 0.5]), scores);
        Assert.Equal(expected, scores);
    }

    [Fact]
    public void Ascending_keys_are_their_own_order()
    {
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 1)));
        var (keys, scores) = (new long[4], new double[4]);
        Assert.Equal(2, batch.Score(new LongRows<long>([-5, -5, 9, 9], [0, 1, 0, 1], [0, 1, 1, 1]), keys, scores).Journeys);
        Assert.Equal([-5, 9, 0, 0], keys);
        Assert.Equal([0.5, 1, 0, 0], scores);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(20)]
    public void Rows_of_all_touchpoints_are_their_table(int touchpoints)
    {
        var model = CoffeeBar.Flat(AggregationStrategies.WeightedMean, [.. Enumerable.Repeat(1.0, touchpoints)]);
        var (table, batch) = (new GeneratedTable(model, Journeys, missing: 0, seed: touchpoints), new BatchScorer(new JourneyScorer(model)));
        var (expected, scores, values) = (new double[Journeys], new double[Journeys], table.Cells(CellOrder.JourneyMajor));
        batch.Score(new JourneyTable(values, Journeys, CellOrder.JourneyMajor), expected);
        int[] offsets = [.. Enumerable.Range(0, Journeys + 1).Select(journey => journey * touchpoints)];
        batch.Score(new JourneyRows(offsets, [.. Enumerable.Range(0, values.Length).Select(row => row % touchpoints)], values), scores);
        Assert.Equal(expected, scores);
    }

    [Fact]
    public void A_key_may_be_any_number()
    {
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 1)));
        var (keys, scores) = (new long[4], new double[4]);
        long[] ofRows = [0, long.MaxValue, -1, 0, long.MinValue, -1, long.MinValue, long.MaxValue];
        int[] touchpoints = [0, 0, 1, 1, 1, 0, 0, 1];
        double[] values = [0, 1, 1, 0.5, 0, 0, 0, 1];
        Assert.Equal(4, batch.Score(new LongRows<long>(ofRows, touchpoints, values), keys, scores).Journeys);
        Assert.Equal([0, long.MaxValue, -1, long.MinValue], keys);
        Assert.Equal([0.25, 1, 0.5, 0], scores);

        // So that another key is met first.
        Array.Reverse(ofRows);
        Array.Reverse(touchpoints);
        Array.Reverse(values);
        Assert.Equal(4, batch.Score(new LongRows<long>(ofRows, touchpoints, values), keys, scores).Journeys);
        Assert.Equal([long.MaxValue, long.MinValue, -1, 0], keys);
        Assert.Equal([1, 0, 0.5, 0.25], scores);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Nearly_every_row_may_have_a_key_of_its_own(int threads)
    {
        // The first 64 rows are of one journey, and 0 is met last.
        const int Many = 40_000;
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1))) { Threads = threads };
        var random = new Random(7);
        long[] keys = [.. Enumerable.Repeat(7L, 64), .. Enumerable.Range(0, Many).Select(_ => random.NextInt64()), 0];
        double[] values = [.. keys.Select(key => key == 7 ? 0.5 : random.NextDouble())];
        var (found, scores) = (new long[Many + 2], new double[Many + 2]);
        Assert.Equal(Many + 2, batch.Score(new LongRows<long>(keys, new int[keys.Length], values), found, scores).Journeys);
        Assert.Equal(keys[63..], found);
        Assert.Equal(values[63..], scores);
    }

    [Fact]
    public void Keys_that_are_all_sought_at_one_place_are_told_apart()
    {
        const int Many = 1500;
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 1)));
        var random = new Random(4);
        int[] journeys = [.. Enumerable.Range(0, Many), .. Enumerable.Range(0, Many)];
        random.Shuffle(journeys);
        var seen = new HashSet<int>();
        int[] touchpoints = [.. journeys.Select(journey => seen.Add(journey) ? 0 : 1)];
        double[] values = [.. journeys.Select(_ => random.NextDouble())];
        var (keys, scores, expected) = (new long[Many], new double[Many], new double[Many]);
        batch.Score(new LongRows<int>(journeys, touchpoints, values), expected);
        batch.Score(new LongRows<long>([.. journeys.Select(KeyOf)], touchpoints, values), keys, scores);
        Assert.Equal(journeys.Distinct().Select(KeyOf), keys);
        Assert.Equal(journeys.Distinct().Select(journey => expected[journey]), scores);

        // The factor of the hash undone: its lower bits, which choose a place, are 0.
        static long KeyOf(int journey)
        {
            var folded = ((ulong)journey << 48) * 0xF1DE_83E1_9937_733D;
            return (long)(folded ^ (folded >> 32));
        }
    }

    [Fact]
    public void Bad_rows_spoil_their_journeys_and_are_named()
    {
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 1) with { MissingScores = MissingScores.Skip })) { BadCells = BadCells.Report };
        foreach (var order in (int[][])[[0, 1, 2, 3, 4], [4, 3, 2, 1, 0], [0, 1, 4, 2, 3]])
        {
            var scores = Columns.For(4);
            int[] numbers = [0, 1, 2, 3, 9];
            int[] touchpoints = [0, 2, 1, 0, 0];
            double[] values = [1, 1, 2, 1, 1];
            double[] weights = [1, 1, 1, -1, 1];
            var report = batch.Score(
                new LongRows<int>(Pick(numbers, order), Pick(touchpoints, order), Pick(values, order), Pick(weights, order)), scores.Into);
            Assert.Equal(4, report.BadCellCount);
            Assert.Equal(
                new HashSet<string>
                {
                    "is of touchpoint 2; model 'flat' has 2, numbered from 0.",
                    "touchpoint 'b': 2 is off its scale, 0 (worst) to 1 (best).",
                    "touchpoint 'a': the weight was -1; allowed is 0 to 1000000.",
                    "belongs to journey 9; there is room for 4, numbered from 0.",
                },
                report.BadCells.Select(cell => cell.Message[cell.Message.IndexOfAny(['i', 't', 'b'])..]).ToHashSet());
            Assert.Equal([1, double.NaN, double.NaN, double.NaN], scores.Values);
            Assert.Equal([0, -1, -1, -1], scores.Weakest);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(Journeys)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void A_row_of_no_journey_is_named_wherever_it_stands(int journey)
    {
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1))) { BadCells = BadCells.Report };
        int[] numbers = [.. Enumerable.Range(0, Journeys)];
        double[] expected = [.. numbers.Select(number => number / (double)Journeys)];
        foreach (var row in (int[])[0, 1, 101, Journeys - 1, Journeys])
        {
            var scores = new double[Journeys];
            var report = batch.Score(
                new LongRows<int>([.. numbers[..row], journey, .. numbers[row..]], new int[Journeys + 1], [.. expected[..row], 1, .. expected[row..]]), scores);
            Assert.Equal(1, report.BadCellCount);
            Assert.Equal(FormattableString.Invariant($"Row {row} belongs to journey {journey}; there is room for {Journeys}, numbered from 0."), Assert.Single(report.BadCells).Message);
            Assert.Equal(expected, scores);
        }
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(2)]
    [InlineData(int.MinValue)]
    [InlineData(1 << 28)] // Times 16 journeys it is 0, seen through 32 bits.
    [InlineData(int.MaxValue)]
    public void A_row_of_no_touchpoint_spoils_its_journey_alone(int touchpoint)
    {
        const int Few = 16;
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 1) with { MissingScores = MissingScores.Skip })) { BadCells = BadCells.Report };
        int[] numbers = [.. Enumerable.Range(0, Few), Few - 1];
        int[] rows = [.. Enumerable.Range(0, numbers.Length)];
        var (values, scores) = (new double[rows.Length], new double[Few]);
        Array.Fill(values, 0.5);

        // One of those that are looked at side by side, and one behind them.
        foreach (var bad in (int[])[3, Few])
        {
            int[] touchpoints = [.. rows.Select(row => row == bad ? touchpoint : numbers[row] % 2 == row / Few ? 0 : 1)];
            double[] expected = [.. Enumerable.Range(0, Few).Select(journey => journey == numbers[bad] ? double.NaN : 0.5)];
            AssertNames(batch.Score(new JourneyRows([.. numbers[..Few], rows.Length], touchpoints, values), scores), expected);
            AssertNames(batch.Score(new LongRows<int>(numbers, touchpoints, values), scores), expected);
            int[] order = [.. rows.Reverse()];
            AssertNames(batch.Score(new LongRows<int>(Pick(numbers, order), Pick(touchpoints, order), values), scores), expected);
        }

        void AssertNames(BatchReport report, double[] expected)
        {
            Assert.Equal(1, report.BadCellCount);
            Assert.Contains(FormattableString.Invariant($"is of touchpoint {touchpoint}; model 'flat' has 2, numbered from 0."), report.BadCells.Single().Message, StringComparison.Ordinal);
            Assert.Equal(expected, scores);
            Array.Clear(scores);
        }
    }

    [Fact]
    public void A_row_without_a_value_is_bad() => Refuses(
        "Row 0, touchpoint 'a': NaN is no value;",
        "journeys",
        batch => batch.Score(new JourneyRows([0, 1], [0], [double.NaN]), new double[1]));

    [Fact]
    public void A_row_in_any_order_without_a_value_is_bad() => Refuses(
        "Row 0, touchpoint 'a': NaN is no value;",
        "rows",
        batch => batch.Score(new LongRows<int>([0], [0], [double.NaN]), new double[1]));

    [Fact]
    public void Rows_that_do_not_fit_are_refused()
    {
        Refuses("There are 1 touchpoints and 2 values;", "journeys", batch => batch.Score(new JourneyRows([0, 2], [0], [1, 1]), new double[1]));
        Refuses("There are 1 weights and 2 values;", "journeys", batch => batch.Score(new JourneyRows([0, 2], [0, 0], [1, 1], [1]), new double[1]));
        Refuses("The first journey begins at row 1;", "journeys", batch => batch.Score(new JourneyRows([1, 2], [0, 0], [1, 1]), new double[1]));
        Refuses("Journey 1 begins at row 2 and ends at row 1;", "journeys", batch => batch.Score(new JourneyRows([0, 2, 1], [0, 0], [1, 1]), new double[2]));
        Refuses("The last journey ends at row 1, and there are 2 rows;", "journeys", batch => batch.Score(new JourneyRows([0, 1], [0, 0], [1, 1]), new double[1]));
        Refuses("There are 1 keys and 2 values;", "rows", batch => batch.Score(new LongRows<int>([0], [0, 0], [1, 1]), new double[1]));
        Refuses("journeys has room for 1 of 2 journeys", "journeys", batch => batch.Score(new LongRows<long>([7, 6], [0, 0], [1, 1]), new long[1], new double[2]));
        Refuses("journeys has room for 1 of 2 journeys", "journeys", batch => batch.Score(new LongRows<long>([6, 7], [0, 0], [1, 1]), new long[1], new double[2]));
        Refuses("journeys has room for 1 of 2 journeys", "journeys", batch => batch.Score(new LongRows<string>(["a", "b"], [0, 0], [1, 1]), new string[1], new double[2]));
        Refuses("Values has room for 1 of 2 journeys", "into", batch => batch.Score(new LongRows<string>(["a", "b"], [0, 0], [1, 1]), new string[2], new double[1]));
        Refuses("deviations has room for 1 of 2 journeys", "into", batch => batch.Profile(new LongRows<long>([7, 6], [0, 0], [1, 1]), new long[2], new(new double[2], new double[1], new double[2])));
        Refuses("minima has room for 1 of 2 journeys", "into", batch => batch.Profile(new JourneyRows([0, 1, 2], [0, 0], [1, 1]), new(new double[2], new double[2], new double[1])));
        Refuses("means has room for 1 of 2 journeys", "into", batch => batch.Profile(new LongRows<string>(["a", "b"], [0, 0], [1, 1]), new string[2], new(new double[1], new double[2], new double[2])));
        Refuses("minima has room for 1 of 2 journeys", "into", batch => batch.Profile(new LongRows<int>([0, 1], [0, 0], [1, 1]), new(new double[2], new double[2], new double[1])));
        Refuses("Values has room for 1 of 2 journeys", "into", batch => batch.Score(new LongRows<long>([7, 6], [0, 0], [1, 1]), new long[2], new double[1]));
        Refuses("Row 1 has no key;", "rows", batch => batch.Score(new LongRows<string>(["a", null!], [0, 0], [1, 1]), new string[2], new double[2]));
    }

    private static void Refuses(string message, string parameter, Action<BatchScorer> call)
    {
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 1)));
        var refusal = Assert.Throws<ArgumentException>(parameter, () => call(batch));
        Assert.StartsWith(message, refusal.Message, StringComparison.Ordinal);
    }

    private static void Holds(Action<BatchScorer, GeneratedRows, Columns> property) => Property.Holds(
        GeneratedCases.Ordered,
        generated =>
        {
            var batch = new BatchScorer(new JourneyScorer(generated.Model));
            property(batch, new(generated.Model, Journeys, generated.Seed, plain: generated.Seed % 3 == 0), Columns.For(Journeys));
        },
        cases: Property.Cases / 10);

    private static void AssertAreFirsts<TKey>(GeneratedRows rows, BatchScorer batch, Columns scores, int count, Func<int, TKey> key, Func<int, TKey> keyOf)
    {
        var firsts = rows.Mixed.Distinct().ToList();
        Assert.Equal(firsts.Count, count);
        for (var number = 0; number < firsts.Count; number++)
        {
            Assert.Equal(keyOf(firsts[number]), key(number));
            scores.AssertIs(number, batch.Scorer.Score(rows.Journey(firsts[number])), batch.Scorer);
        }
    }

    private static List<Step> OnShares(IEnumerable<Step> steps) =>
        [.. steps.Select(step => step is Stage stage ? stage with { Steps = OnShares(stage.Steps) } : (Step)new Touchpoint(step.Id, Scale.YesNo) { Weight = step.Weight })];

    private static T[] Pick<T>(T[] from, int[] order) => [.. order.Select(i => from[i])];

    private static string NameOf(int journey) => journey.ToString("visit 0", CultureInfo.InvariantCulture);
}
