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
