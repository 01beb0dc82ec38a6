using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>Sorts the scores of a single journey by their ranks: how many come before each, counted for four at a time, without looking at one.</summary>
/// <remarks>
/// Source: Knuth, The Art of Computer Programming, volume 3, 5.2 C, comparison counting. Its work grows with the square, but the processor foresees
/// all of it.
/// </remarks>
internal static class RankSort
{
    /// <summary>So many scores at most.</summary>
    public const int Most = 64;

    // So many without companions go through the others together.
    private const int Together = 2 * 4;

    /// <summary>Whether this processor compares four at a time.</summary>
    public static bool IsFast => Vector256.IsHardwareAccelerated;

    /// <summary>Sorts scores ascending and takes each one's companion along (<see cref="LaneSort"/>).</summary>
    /// <param name="scores">The scores; sorted in place.</param>
    /// <param name="companions">As many companions.</param>
    [SkipLocalsInit]
    public static void Ascending(Span<double> scores, Span<double> companions)
    {
        var count = scores.Length;
        Span<double> ofScores = stackalloc double[Most];
        Span<double> ofCompanions = stackalloc double[Most];
        Span<long> ranks = stackalloc long[Most];
        scores.CopyTo(ofScores);
        companions.CopyTo(ofCompanions);
        for (var first = 0; first < count; first += Vector256<double>.Count)
        {
            Rank(ofScores, ofCompanions, first, count).CopyTo(ranks[first..]);
        }

        companions = companions[..count];
        for (var i = 0; i < count; i++)
        {
            var rank = (int)ranks[i];
            (scores[rank], companions[rank]) = (ofScores[i], ofCompanions[i]);
        }
    }

    /// <summary>Sorts scores ascending that have no companions.</summary>
    /// <param name="scores">At least eight scores.</param>
    /// <param name="sorted">Receives as many.</param>
    [SkipLocalsInit]
    public static void Ascending(ReadOnlySpan<double> scores, Span<double> sorted)
    {
        Span<long> ranks = stackalloc long[Most];
        var last = scores.Length - Together;
        for (var first = 0; first < last; first += Together)
        {
            Rank(scores, scores.Slice(first, Together), ranks.Slice(first, Together));
        }

        // The last may overlap those before.
        Rank(scores, scores[last..], ranks.Slice(last, Together));
        sorted = sorted[..scores.Length];
        sorted.Fill(double.NegativeInfinity);
        for (var i = 0; i < scores.Length; i++)
        {
            sorted[(int)ranks[i]] = scores[i];
        }

        // Equal scores have one rank; the places behind it repeat them.
        var greatest = double.NegativeInfinity;
        foreach (ref var score in sorted)
        {
            score = greatest = double.MaxNative(greatest, score);
        }
    }

    // How many are less than each of eight.
    private static void Rank(ReadOnlySpan<double> others, ReadOnlySpan<double> eight, Span<long> ranks)
    {
        var (a, b) = (Vector256.Create(eight), Vector256.Create(eight[Vector256<double>.Count..]));
        var (rankOfA, rankOfB) = (Vector256<long>.Zero, Vector256<long>.Zero);
        foreach (var other in others)
        {
            // True is -1.
            var x = Vector256.Create(other);
            rankOfA -= Vector256.LessThan(x, a).AsInt64();
            rankOfB -= Vector256.LessThan(x, b).AsInt64();
        }

        rankOfA.CopyTo(ranks);
        rankOfB.CopyTo(ranks[Vector256<long>.Count..]);
    }

    // How many come before each of four: what is less, or equal and less by its companion, or equal in both and stands before.
    private static Vector256<long> Rank(ReadOnlySpan<double> scores, ReadOnlySpan<double> companions, int first, int count)
    {
        var (score, companion) = (Vector256.Create(scores[first..]), Vector256.Create(companions[first..]));
        var place = Vector256.Create((double)first) + Vector256.Create(0.0, 1, 2, 3);
        var (rank, other) = (Vector256<long>.Zero, Vector256<double>.Zero);
        scores = scores[..count];
        companions = companions[..count];
        for (var i = 0; i < scores.Length; i++)
        {
            var (x, w) = (Vector256.Create(scores[i]), Vector256.Create(companions[i]));
            var isBefore = Vector256.LessThan(x, score)
                | (Vector256.Equals(x, score) & (Vector256.LessThan(w, companion) | (Vector256.Equals(w, companion) & Vector256.LessThan(other, place))));

            // True is -1.
            rank -= isBefore.AsInt64();
            other += Vector256<double>.One;
        }

        return rank;
    }
}
