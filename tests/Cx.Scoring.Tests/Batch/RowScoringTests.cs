using System.Globalization;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Batch;

namespace Cx.Scoring.Tests.Batch;

public sealed class RowScoringTests
{
    private const int Journeys = 203;

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
            var (numbered, keyed, names) = (new double[Many], new double[Many], new long[Many]);
            batch.Score(new LongRows<int>(rows.Mixed, touchpoints, values, weights), numbered);
            batch.Score(new LongRows<long>(keys, touchpoints, values, weights), names, keyed);
            return (numbered, keyed, names);
        }).ToList();
        Assert.Equal(results[0].numbered, results[1].numbered);
        Assert.Equal(results[0].keyed, results[1].keyed);
        Assert.Equal(results[0].names, results[1].names);
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

    [Fact]
    public void Bad_rows_spoil_their_journeys_and_are_named()
    {
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 1) with { MissingScores = MissingScores.Skip })) { BadCells = BadCells.Report };
        foreach (var order in (int[][])[[0, 1, 2, 3, 4], [4, 3, 2, 1, 0]])
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

    [Fact]
    public void A_row_without_a_value_is_bad() => Refuses(
        "Row 0, touchpoint 'a': NaN is no value;",
        batch => batch.Score(new JourneyRows([0, 1], [0], [double.NaN]), new double[1]));

    [Fact]
    public void Rows_that_do_not_fit_are_refused()
    {
        Refuses("There are 1 touchpoints and 2 values;", batch => batch.Score(new JourneyRows([0, 2], [0], [1, 1]), new double[1]));
        Refuses("There are 1 weights and 2 values;", batch => batch.Score(new JourneyRows([0, 2], [0, 0], [1, 1], [1]), new double[1]));
        Refuses("The first journey begins at row 1;", batch => batch.Score(new JourneyRows([1, 2], [0, 0], [1, 1]), new double[1]));
        Refuses("Journey 1 begins at row 2 and ends at row 1;", batch => batch.Score(new JourneyRows([0, 2, 1], [0, 0], [1, 1]), new double[2]));
        Refuses("The last journey ends at row 1, and there are 2 rows;", batch => batch.Score(new JourneyRows([0, 1], [0, 0], [1, 1]), new double[1]));
        Refuses("There are 1 keys and 2 values;", batch => batch.Score(new LongRows<int>([0], [0, 0], [1, 1]), new double[1]));
        Refuses("journeys has room for 1 of 2 journeys", batch => batch.Score(new LongRows<long>([7, 6], [0, 0], [1, 1]), new long[1], new double[2]));
        Refuses("journeys has room for 1 of 2 journeys", batch => batch.Score(new LongRows<long>([6, 7], [0, 0], [1, 1]), new long[1], new double[2]));
        Refuses("journeys has room for 1 of 2 journeys", batch => batch.Score(new LongRows<string>(["a", "b"], [0, 0], [1, 1]), new string[1], new double[2]));
        Refuses("Values has room for 1 of 2 journeys", batch => batch.Score(new LongRows<string>(["a", "b"], [0, 0], [1, 1]), new string[2], new double[1]));
        Refuses("Row 1 has no key;", batch => batch.Score(new LongRows<string>(["a", null!], [0, 0], [1, 1]), new string[2], new double[2]));
    }

    private static void Refuses(string message, Action<BatchScorer> call)
    {
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 1)));
        Assert.StartsWith(message, Assert.Throws<ArgumentException>(() => call(batch)).Message, StringComparison.Ordinal);
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

    private static T[] Pick<T>(T[] from, int[] order) => [.. order.Select(i => from[i])];

    private static string NameOf(int journey) => journey.ToString("visit 0", CultureInfo.InvariantCulture);
}
