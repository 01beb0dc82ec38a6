using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Batch;

namespace Cx.Scoring.Tests.Aggregation.Lanes;

/// <summary>Where scores are so small in one journey that it goes a longer way than its neighbour, or one is absent, each has the bits that it has alone.</summary>
public sealed class PowerMeanInLanesTests
{
    [Theory]
    [InlineData(-8)]
    [InlineData(-3.5)]
    [InlineData(-3)]
    [InlineData(-2)]
    [InlineData(-1)]
    [InlineData(-0.5)]
    [InlineData(0)]
    [InlineData(0.5)]
    [InlineData(1.7)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Power_means_have_the_same_bits_beside_zeros_tiny_and_absent_scores_at_every_width(double exponent)
    {
        var strategy = AggregationStrategies.PowerMean(exponent);
        foreach (var length in (int[])[.. Enumerable.Range(1, 20), LaneMath.Plain, LaneMath.Plain + 1, LaneMath.Plain + 2])
        {
            Aggregates<Vector128Lane>(strategy, length);
            Aggregates<Vector256Lane>(strategy, length);
            Aggregates<Vector512Lane>(strategy, length);
            Aggregates<PairLane<Vector256Lane>>(strategy, length);
        }
    }

    // Each exponent chooses its formula once for a strategy alone and once for who compiles it.
    [Fact]
    public void Each_exponent_has_its_power_mean_and_the_same_bits_on_every_road() => Assert.All(
        [.. Enumerable.Range(-18, 37).Select(half => half / 2.0), double.NegativeInfinity, double.PositiveInfinity, 0.003],
        exponent =>
        {
            double[] scores = [0.25, 0.5, 0.75, 0.5, 1];
            double[] shares = [0.2, 0.2, 0.2, 0.2, 0.2];
            var strategy = AggregationStrategies.PowerMean(exponent);
            var scorer = new JourneyScorer(new("powers") { Strategy = strategy, Steps = [.. scores.Select((_, i) => (Step)new Touchpoint($"t{i}", Scale.YesNo))] });
            var batch = new double[20];
            new BatchScorer(scorer).Score(new JourneyTable([.. Enumerable.Repeat(scores, batch.Length).SelectMany(journey => journey)], batch.Length, CellOrder.JourneyMajor), batch);
            var value = strategy.Aggregate(scores, shares);
            Assert.Equal(value, scorer.ScoreValue(scores));
            Assert.All(batch, score => Assert.Equal(value, score));
            var expected = exponent switch
            {
                0 => Math.Exp(scores.Average(Math.Log)),
                double.NegativeInfinity => scores.Min(),
                double.PositiveInfinity => scores.Max(),
                _ => Math.Pow(scores.Average(score => Math.Pow(score, exponent)), 1 / exponent),
            };
            Assert.Equal(expected, value, 1e-12);
        });

    private static void Aggregates<TLane>(IAggregationStrategy strategy, int length)
        where TLane : unmanaged, ILane<TLane>
    {
        var random = new Random(length);
        var (scores, weights, result) = (new TLane[length], new TLane[length], new TLane[1]);
        for (var exponent = -1040; exponent < 0; exponent += 40)
        {
            var journeys = Enumerable.Range(0, TLane.Count).Select(journey => Journey(random, length, journey, Math.ScaleB(1, exponent))).ToArray();
            for (var i = 0; i < length; i++)
            {
                scores[i] = Journeys.Together<TLane>([.. journeys.Select(journey => journey[i].Score)]);
                weights[i] = Journeys.Together<TLane>([.. journeys.Select(journey => journey[i].Weight)]);
            }

            result[0] = strategy.AggregateLanes<TLane>(scores, weights);
            double[] expected = [.. journeys.Select(journey => Alone(strategy, journey))];
            Assert.Equal(MemoryMarshal.AsBytes<double>(expected), MemoryMarshal.AsBytes<TLane>(result));
        }
    }

    // Of four journeys one has a tiny score, or only such, one has a 0, and in one the first is absent and repeats the last.
    private static (double Score, double Weight)[] Journey(Random random, int length, int journey, double tiny)
    {
        var items = Enumerable.Range(0, length).Select(_ => (Score: random.NextDouble(), Weight: 1.0 / length)).ToArray();
        var place = random.Next(length);
        items[place].Score = (journey % 4) switch { 0 => tiny, 1 => 0, _ => items[place].Score };
        if (journey % 4 == 0 && random.Next(2) == 0)
        {
            items = [.. items.Select(item => item with { Score = tiny * (1 + random.NextDouble()) })];
        }

        if (journey % 4 == 2 && length is > 1 and <= LaneMath.Plain)
        {
            items[0] = (items[^1].Score, 0);
        }

        return items;
    }

    private static double Alone(IAggregationStrategy strategy, (double Score, double Weight)[] journey)
    {
        var present = journey.Where(item => item.Weight > 0).ToArray();
        return strategy.Aggregate([.. present.Select(item => item.Score)], [.. present.Select(item => item.Weight)]);
    }
}
