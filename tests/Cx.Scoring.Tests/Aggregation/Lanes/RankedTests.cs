using Cx.Scoring.Aggregation;
using Cx.Scoring.Batch;

namespace Cx.Scoring.Tests.Aggregation.Lanes;

public sealed class RankedTests
{
    private const int Journeys = 19;

    public static TheoryData<string> Strategies => [.. Ranking.Select(strategy => strategy.Name)];

    private static IAggregationStrategy[] Ranking =>
    [
        AggregationStrategies.GiniMean, AggregationStrategies.LowerTailMean(0.3), AggregationStrategies.LowerTailMean(1),
        .. new[] { 0.5, 0.7, 2, 3.3 }.Select(exponent => AggregationStrategies.Owa(Quantifier.Power(exponent))),
        AggregationStrategies.Owa(Quantifier.PiecewiseLinear((0, 0), (0.3, 0.1), (1, 1))),
    ];

    public static TheoryData<string> StrategiesAndMeans => [.. RankingAndMeans.Select(strategy => strategy.Name)];

    // Their greatest score is found where numbers are compared as integers.
    private static IEnumerable<IAggregationStrategy> RankingAndMeans => [.. Ranking, AggregationStrategies.WeightedMean, AggregationStrategies.ConsistencyVariance()];

    private static IEnumerable<int> Counts => [.. Enumerable.Range(1, 40), 63, 64, 65, 100];

    // A network that sorts all zeros and ones sorts everything: Knuth, volume 3, 5.3.4, theorem Z.
    [Fact]
    public void Every_network_sorts_all_zeros_and_ones() => Assert.All(Enumerable.Range(1, 16), count =>
    {
        var scores = new double[count];
        double[] weights = [.. Equal(count)];
        for (var set = 0; set < 1 << count; set++)
        {
            for (var i = 0; i < count; i++)
            {
                scores[i] = (set >> i) & 1;
            }

            // Only the sorted scores give (k/n)² where k of n are 1.
            var share = scores.Sum() / count;
            Assert.Equal(share * share, AggregationStrategies.GiniMean.Aggregate(scores, weights), 1e-15);
        }
    });

    // One score more, without weight: the weights differ, the scores are sorted with them, and no bit changes.
    [Theory]
    [MemberData(nameof(Strategies))]
    public void Equal_weights_give_the_bits_of_the_general_way(string name)
    {
        var strategy = Ranking.Single(strategy => strategy.Name == name);
        Assert.All(Counts, count =>
        {
            double[] weights = [.. Equal(count)];
            var cells = Tenths(count);
            var scorer = new JourneyScorer(Model(strategy, [.. weights.Select(_ => 1.0)]));
            var batch = new double[Journeys];
            new BatchScorer(scorer).Score(new JourneyTable(cells, Journeys, CellOrder.JourneyMajor), batch);
            for (var journey = 0; journey < Journeys; journey++)
            {
                var scores = cells.AsSpan(journey * count, count);
                var expected = strategy.Aggregate([.. scores, 0.5], [.. weights, 0]);
                Assert.Equal(expected, strategy.Aggregate(scores, weights));
                Assert.Equal(expected, scorer.ScoreValue(scores));
                Assert.Equal(expected, batch[journey]);
            }
        });
    }

    // A strategy within may give -0, which is a score. Sorts keep one of two zeros or both, by their width.
    [Theory]
    [MemberData(nameof(StrategiesAndMeans))]
    public void Zeros_of_either_sign_are_zero_on_every_road(string name)
    {
        var strategy = RankingAndMeans.Single(strategy => strategy.Name == name);
        Assert.All((int[])[2, 10, 20, 40, 70], count => Assert.All((double[])[1, 2], last =>
        {
            double[] weights = [.. Enumerable.Repeat(1.0, count - 1), last];
            double[] zeros = [.. Enumerable.Range(0, count).Select(i => i % 3 == 0 ? -0.0 : 0)];
            Assert.Equal(0, BitConverter.DoubleToInt64Bits(strategy.Aggregate(zeros, [.. weights.Select(weight => weight / weights.Sum())])));
            var scorer = new JourneyScorer(Model(strategy, weights) with
            {
                Steps = [.. weights.Select((weight, i) => (Step)new Touchpoint($"t{i}", Scale.YesNo) { Weight = weight, ValueFunction = i % 3 == 0 ? new MinusZero() : ValueFunctions.Linear })],
            });
            Assert.Equal(0, BitConverter.DoubleToInt64Bits(scorer.ScoreValue(new double[count])));
            var batch = new double[Journeys];
            new BatchScorer(scorer).Score(new JourneyTable(new double[Journeys * count], Journeys), batch);
            Assert.All(batch, score => Assert.Equal(0, BitConverter.DoubleToInt64Bits(score)));
        }));
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Any_weights_give_the_same_bits_on_every_road(string name)
    {
        var strategy = Ranking.Single(strategy => strategy.Name == name);
        Assert.All(Counts, count =>
        {
            // Quarters, so that equal scores stand beside each other with different weights.
            double[] weights = [.. Enumerable.Range(0, count).Select(i => 1 + (i % 4 * 0.25))];
            var cells = Tenths(count);
            var scorer = new JourneyScorer(Model(strategy, weights));
            var batch = new double[Journeys];
            new BatchScorer(scorer).Score(new JourneyTable(cells, Journeys, CellOrder.JourneyMajor), batch);
            for (var journey = 0; journey < Journeys; journey++)
            {
                var scores = cells.AsSpan(journey * count, count);
                var value = scorer.ScoreValue(scores);
                Assert.Equal(value, batch[journey]);
                Assert.Equal(OfSorted(strategy, scores.ToArray(), weights), value, 1e-15);
            }
        });
    }

    // Scores that are sorted already leave the strategy nothing to sort.
    private static double OfSorted(IAggregationStrategy strategy, double[] scores, double[] weights)
    {
        var total = weights.Sum();
        var sorted = scores.Zip(weights).Order().ToArray();
        return strategy.Aggregate([.. sorted.Select(pair => pair.First)], [.. sorted.Select(pair => pair.Second / total)]);
    }

    private static ScoringModel Model(IAggregationStrategy strategy, double[] weights) => new("ranked")
    {
        Strategy = strategy,
        Steps = [.. weights.Select((weight, i) => (Step)new Touchpoint($"t{i}", Scale.YesNo) { Weight = weight })],
    };

    private sealed class MinusZero : IValueFunction
    {
        public string Name => "minus-zero";

        public double Apply(double score) => score == 0 ? -0.0 : score;
    }

    private static IEnumerable<double> Equal(int count) => Enumerable.Repeat(1.0 / count, count);

    // So few different scores that some are equal.
    private static double[] Tenths(int count)
    {
        var random = new Random(count);
        return [.. Enumerable.Range(0, Journeys * count).Select(_ => random.Next(11) / 10.0)];
    }
}
