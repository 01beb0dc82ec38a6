using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Tests.Aggregation.Lanes;

/// <summary>Where scores are so small in one journey that it goes a longer way than its neighbour, each has the bits that it has alone.</summary>
public sealed class PowerMeanInLanesTests
{
    private const int Longest = 35;

    [Theory]
    [InlineData(-0.5)]
    [InlineData(-1)]
    [InlineData(-2)]
    [InlineData(0.0)]
    [InlineData(0.5)]
    [InlineData(2)]
    public void Power_means_have_the_same_bits_beside_zeros_and_tiny_scores_at_every_width(double exponent)
    {
        var strategy = AggregationStrategies.PowerMean(exponent);
        for (var length = 1; length <= Longest; length++)
        {
            Aggregates<Vector128Lane>(strategy, length);
            Aggregates<Vector256Lane>(strategy, length);
            Aggregates<Vector512Lane>(strategy, length);
            Aggregates<PairLane<Vector256Lane>>(strategy, length);
        }
    }

    private static void Aggregates<TLane>(IAggregationStrategy strategy, int length)
        where TLane : unmanaged, ILane<TLane>
    {
        var random = new Random(length);
        var (scores, weights, result) = (new TLane[length], new TLane[length], new TLane[1]);
        weights.AsSpan().Fill(TLane.Broadcast(1.0 / length));
        var cells = MemoryMarshal.Cast<TLane, double>(scores.AsSpan());
        for (var least = -1040; least <= 0; least += 40)
        {
            // Among four journeys there is one with a score so small, and one with a 0.
            for (var place = 0; place < cells.Length; place++)
            {
                var journey = place % TLane.Count;
                var isLeast = place / TLane.Count == journey % length;
                cells[place] = !isLeast || journey % 2 == 1 ? random.NextDouble() : journey % 4 == 0 ? Math.ScaleB(1, least) : 0;
            }

            result[0] = strategy.AggregateLanes<TLane>(scores, weights);
            var expected = new double[TLane.Count];
            for (var journey = 0; journey < TLane.Count; journey++)
            {
                expected[journey] = strategy.Aggregate(Journeys.Alone<TLane>(scores, journey), Journeys.Alone<TLane>(weights, journey));
            }

            Assert.Equal(expected, MemoryMarshal.Cast<TLane, double>(result.AsSpan()));
        }
    }
}
