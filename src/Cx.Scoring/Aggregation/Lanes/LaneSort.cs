using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>Sorts the journeys that lie side by side, each on its own, without looking at one: a network of compare-exchanges.</summary>
/// <remarks>Source: Batcher 1968, odd-even merge sort; Knuth, The Art of Computer Programming, volume 3, 5.2.2 M and 5.3.4.</remarks>
public static class LaneSort
{
    // Beyond, a single journey is sorted faster by a sort that looks, and ranks have no room.
    private const int Long = RankSort.Most;

    /// <summary>Sorts scores ascending and takes each one's companion along.</summary>
    /// <param name="scores">The scores; sorted in place.</param>
    /// <param name="companions">
    /// As many weights, or other numbers that belong to the scores. Equal scores are ordered by their companions, so that the result
    /// does not depend on where they stood, and a weight of 0 changes nothing for the others.
    /// </param>
    public static void Ascending<TLane>(Span<TLane> scores, Span<TLane> companions)
        where TLane : unmanaged, ILane<TLane>
    {
        companions = companions[..scores.Length];
        if (TLane.Count == 1 && scores.Length > Long)
        {
            OfOne(MemoryMarshal.Cast<TLane, double>(scores), MemoryMarshal.Cast<TLane, double>(companions));
            return;
        }

        if (TLane.Count == 1 && RankSort.IsFast)
        {
            RankSort.Ascending(MemoryMarshal.Cast<TLane, double>(scores), MemoryMarshal.Cast<TLane, double>(companions));
            return;
        }

        Merge(scores, companions, 1);
    }

    /// <summary>Sorts scores ascending that have no companions.</summary>
    /// <param name="scores">The scores.</param>
    /// <param name="sorted">Receives as many.</param>
    internal static void Ascending<TLane>(ReadOnlySpan<TLane> scores, Span<TLane> sorted)
        where TLane : unmanaged, ILane<TLane>
    {
        if (scores.Length <= SortingNetwork<TLane>.Most)
        {
            SortingNetwork<TLane>.Sort(scores, sorted);
            return;
        }

        if (TLane.Count == 1 && scores.Length > Long)
        {
            scores.CopyTo(sorted);
            MemoryMarshal.Cast<TLane, double>(sorted).Sort();
            return;
        }

        if (TLane.Count == 1 && scores.Length <= ColumnSort.Most && ColumnSort.IsFast)
        {
            ColumnSort.Ascending(MemoryMarshal.Cast<TLane, double>(scores), MemoryMarshal.Cast<TLane, double>(sorted));
            return;
        }

        if (TLane.Count == 1 && RankSort.IsFast)
        {
            RankSort.Ascending(MemoryMarshal.Cast<TLane, double>(scores), MemoryMarshal.Cast<TLane, double>(sorted));
            return;
        }

        for (var first = 0; first < scores.Length; first += SortingNetwork<TLane>.Most)
        {
            var count = Math.Min(SortingNetwork<TLane>.Most, scores.Length - first);
            SortingNetwork<TLane>.Sort(scores.Slice(first, count), sorted.Slice(first, count));
        }

        Merge(sorted[..scores.Length], default, SortingNetwork<TLane>.Most);
    }

    // Batcher's odd-even merges of runs that are sorted already, a power of two long. Compiled by itself: within its callers the compiler would have no room.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Merge<TLane>(Span<TLane> scores, Span<TLane> companions, int sorted)
        where TLane : unmanaged, ILane<TLane>
    {
        for (var run = sorted; run < scores.Length; run *= 2)
        {
            for (var distance = run; distance > 0; distance /= 2)
            {
                for (var first = distance & (run - 1); first + distance < scores.Length; first += 2 * distance)
                {
                    // Only within one pair of runs.
                    if (((first ^ (first + distance)) & -(2 * run)) != 0)
                    {
                        continue;
                    }

                    for (var low = first; low < Math.Min(first + distance, scores.Length - distance); low++)
                    {
                        Exchange(scores, companions, low, low + distance);
                    }
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange<TLane>(Span<TLane> scores, Span<TLane> companions, int low, int high)
        where TLane : unmanaged, ILane<TLane>
    {
        var (a, b) = (scores[low], scores[high]);
        scores[low] = TLane.Min(a, b);
        scores[high] = TLane.Max(a, b);
        if (companions.IsEmpty)
        {
            return;
        }

        var (ofA, ofB) = (companions[low], companions[high]);
        companions[low] = TLane.BlendEqual(a, b, TLane.Min(ofA, ofB), TLane.BlendLess(a, b, ofA, ofB));
        companions[high] = TLane.BlendEqual(a, b, TLane.Max(ofA, ofB), TLane.BlendLess(a, b, ofB, ofA));
    }

    private static void OfOne(Span<double> scores, Span<double> companions)
    {
        var rented = ArrayPool<Ranked>.Shared.Rent(scores.Length);
        var pairs = rented.AsSpan(0, scores.Length);
        for (var i = 0; i < pairs.Length; i++)
        {
            pairs[i] = new() { Score = scores[i], Companion = companions[i] };
        }

        pairs.Sort();
        for (var i = 0; i < pairs.Length; i++)
        {
            (scores[i], companions[i]) = (pairs[i].Score, pairs[i].Companion);
        }

        ArrayPool<Ranked>.Shared.Return(rented);
    }

    private readonly struct Ranked : IComparable<Ranked>
    {
        public double Score { get; init; }

        public double Companion { get; init; }

        public int CompareTo(Ranked other) => Score < other.Score ? -1 : Score > other.Score ? 1 : Companion.CompareTo(other.Companion);
    }
}
