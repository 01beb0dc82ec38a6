using System.Numerics;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>Sorts the journeys that lie side by side, each on its own, without looking at one: a network of compare-exchanges.</summary>
/// <remarks>Source: Batcher 1968, odd-even merge sort; Knuth, The Art of Computer Programming, volume 3, 5.2.2 M.</remarks>
public static class LaneSort
{
    /// <summary>Sorts scores ascending and takes each one's companion along.</summary>
    /// <param name="scores">The scores; sorted in place.</param>
    /// <param name="companions">
    /// As many weights, or other numbers that belong to the scores. Equal scores are ordered by their companions, so that the result
    /// does not depend on where they stood, and a weight of 0 changes nothing for the others.
    /// </param>
    public static void Ascending<TLane>(Span<TLane> scores, Span<TLane> companions)
        where TLane : unmanaged, ILane<TLane>
    {
        var count = scores.Length;
        var top = (int)(BitOperations.RoundUpToPowerOf2((uint)count) / 2);
        for (var p = top; p > 0; p /= 2)
        {
            var (q, r, distance) = (top, 0, p);
            while (true)
            {
                for (var i = 0; i < count - distance; i++)
                {
                    if ((i & p) == r)
                    {
                        Exchange(scores, companions, i, i + distance);
                    }
                }

                if (q == p)
                {
                    break;
                }

                (distance, q, r) = (q - p, q / 2, p);
            }
        }
    }

    private static void Exchange<TLane>(Span<TLane> scores, Span<TLane> companions, int low, int high)
        where TLane : unmanaged, ILane<TLane>
    {
        var (a, b, ofA, ofB) = (scores[low], scores[high], companions[low], companions[high]);
        var (less, greater) = (TLane.Min(ofA, ofB), TLane.Max(ofA, ofB));
        scores[low] = TLane.Min(a, b);
        scores[high] = TLane.Max(a, b);
        companions[low] = TLane.SelectEqual(a, b, less, TLane.SelectLess(a, b, ofA, ofB));
        companions[high] = TLane.SelectEqual(a, b, greater, TLane.SelectLess(a, b, ofB, ofA));
    }
}
