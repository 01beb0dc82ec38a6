using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Tests.Aggregation.Lanes;

/// <summary>Networks, ranks and sorts that look put the same scores in the same order, at every width.</summary>
public sealed class LaneSortTests
{
    // Past the longest network and the longest ranks.
    private const int Longest = 70;

    [Fact]
    public void Scores_ascend_and_equal_ones_by_their_companions_at_every_width()
    {
        for (var length = 0; length <= Longest; length++)
        {
            Sorts<ScalarLane>(length);
            Sorts<Vector128Lane>(length);
            Sorts<Vector256Lane>(length);
            Sorts<Vector512Lane>(length);
            Sorts<PairLane<Vector256Lane>>(length);
        }
    }

    // Zeros and ones show it, but there are too many of 32: all there are of each column beside others, and some of any number of ones. And some that all differ.
    [Fact]
    public void Four_columns_are_sorted() => Assert.All(Enumerable.Range(17, 16), length =>
    {
        var random = new Random(length);
        var scores = new double[length];
        for (var column = 0; column < 4; column++)
        {
            var rows = (length - column + 3) / 4;
            for (var set = 0; set < 1 << rows; set++)
            {
                for (var i = 0; i < length; i++)
                {
                    scores[i] = i % 4 == column ? (set >> (i / 4)) & 1 : random.Next(2);
                }

                AssertSorts(scores);
            }
        }

        for (var ones = 0; ones <= length; ones++)
        {
            for (var draw = 0; draw < 100; draw++)
            {
                scores = [.. Enumerable.Range(0, length).Select(i => i < ones ? 1.0 : 0)];
                random.Shuffle(scores);
                AssertSorts(scores);
                scores = [.. Enumerable.Range(0, length).Select(i => i / 32.0)];
                random.Shuffle(scores);
                AssertSorts(scores);
            }
        }
    });

    [Theory]
    [InlineData(16)]
    [InlineData(33)]
    public void Four_columns_are_of_17_to_32_scores(int length) => Assert.StartsWith(
        "There are fewer than 17 scores, or more than 32.",
        Assert.Throws<ArgumentOutOfRangeException>("scores", () => ColumnSort.Ascending(new double[length], new double[length])).Message,
        StringComparison.Ordinal);

    private static void AssertSorts(double[] scores)
    {
        var sorted = new double[scores.Length];
        LaneSort.Ascending(ScalarLane.Of(scores), ScalarLane.Of(sorted.AsSpan()));
        Assert.Equal(scores.Order(), sorted);
    }

    private static void Sorts<TLane>(int length)
        where TLane : unmanaged, ILane<TLane>
    {
        var random = new Random(length);
        var (scores, companions, alone) = (new TLane[length], new TLane[length], new TLane[length]);

        // Of few values, so that there are equal scores with equal companions and with different ones.
        var pairs = Enumerable.Range(0, TLane.Count)
            .Select(_ => Enumerable.Range(0, length).Select(_ => (Score: random.Next(8) / 8.0, Companion: random.Next(3) / 4.0)).ToArray())
            .ToArray();
        for (var i = 0; i < length; i++)
        {
            scores[i] = Journeys.Together<TLane>([.. pairs.Select(pair => pair[i].Score)]);
            companions[i] = Journeys.Together<TLane>([.. pairs.Select(pair => pair[i].Companion)]);
        }

        LaneSort.Ascending(scores, alone);
        LaneSort.Ascending<TLane>(scores.AsSpan(), companions);
        Assert.Equal(MemoryMarshal.AsBytes<TLane>(scores), MemoryMarshal.AsBytes<TLane>(alone));
        for (var lane = 0; lane < TLane.Count; lane++)
        {
            Assert.Equal(pairs[lane].Order(), Journeys.Alone<TLane>(scores, lane).Zip(Journeys.Alone<TLane>(companions, lane)));
        }
    }
}
