using System.Runtime.CompilerServices;
using static Cx.Scoring.Aggregation.Lanes.Counts;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>Sorts up to sixteen scores in registers, and may add them up there: a network of compare-exchanges, written out.</summary>
/// <remarks>
/// Source: Green's network of 60 compare-exchanges, Knuth, The Art of Computer Programming, volume 3, 5.3.4. Each exchange puts the lesser score
/// first, so for fewer scores those that reach beyond are left out: the missing scores would be greater than all, and stay where they are.
/// </remarks>
internal static class SortingNetwork<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    public const int Most = 16;

    /// <summary>Sorts scores ascending.</summary>
    /// <param name="scores">At most sixteen scores.</param>
    /// <param name="sorted">Receives as many.</param>
    public static void Sort(ReadOnlySpan<TLane> scores, Span<TLane> sorted)
    {
        if (!scores.IsEmpty)
        {
            var sorter = new Sorter(scores, sorted[..scores.Length]);
            Visit(scores.Length, ref sorter);
        }
    }

    /// <summary>Σ cᵢx₍ᵢ₎/Σ cᵢ over scores that never leave the registers, held between the least and the greatest.</summary>
    /// <typeparam name="TCount">How many scores; one to sixteen.</typeparam>
    /// <typeparam name="TEnd">Whether the first rank is the best score or the worst.</typeparam>
    /// <param name="scores">The scores.</param>
    /// <param name="shares">What each rank counts.</param>
    public static TLane Mean<TCount, TEnd>(ReadOnlySpan<TLane> scores, RankShares<TLane> shares)
        where TCount : struct, ICount
        where TEnd : struct, IEnd => Sort<TCount, TEnd, Of1>(scores, default, shares, ref Raw.Nowhere<TLane>());

    /// <summary>The same for every other of the scores.</summary>
    /// <typeparam name="TCount">How many scores; one to sixteen.</typeparam>
    /// <typeparam name="TEnd">Whether the first rank is the best score or the worst.</typeparam>
    /// <param name="scores">The scores.</param>
    /// <param name="shares">What each rank counts.</param>
    /// <param name="mean">Receives the mean; it may be where a score is.</param>
    public static void MeanOfEveryOther<TCount, TEnd>(ReadOnlySpan<TLane> scores, RankShares<TLane> shares, ref TLane mean)
        where TCount : struct, ICount
        where TEnd : struct, IEnd => Sort<TCount, TEnd, Of2>(scores, default, shares, ref mean);

    // Compiled for each number of scores, and what is beyond falls away. Where there are shares, the mean: returned, or of every other score written, because a vector that is returned
    // goes through memory of any alignment. Adding 0 turns a -0 into 0, as a sum that begins with 0 does: which of two zeros an exchange keeps depends on the width.
    private static TLane Sort<TCount, TEnd, TStep>(ReadOnlySpan<TLane> scores, Span<TLane> sorted, RankShares<TLane>? shares, ref TLane mean)
        where TCount : struct, ICount
        where TEnd : struct, IEnd
        where TStep : struct, ICount
    {
        // So that the bounds are checked once.
        scores = scores[..(((TCount.Value - 1) * TStep.Value) + 1)];
        var ofPlaces = (TEnd.Sums ? shares!.OfRanks : sorted)[..TCount.Value];
        var s0 = Read<TCount, TStep>(scores, 0);
        var s1 = Read<TCount, TStep>(scores, 1);
        var s2 = Read<TCount, TStep>(scores, 2);
        var s3 = Read<TCount, TStep>(scores, 3);
        var s4 = Read<TCount, TStep>(scores, 4);
        var s5 = Read<TCount, TStep>(scores, 5);
        var s6 = Read<TCount, TStep>(scores, 6);
        var s7 = Read<TCount, TStep>(scores, 7);
        var s8 = Read<TCount, TStep>(scores, 8);
        var s9 = Read<TCount, TStep>(scores, 9);
        var s10 = Read<TCount, TStep>(scores, 10);
        var s11 = Read<TCount, TStep>(scores, 11);
        var s12 = Read<TCount, TStep>(scores, 12);
        var s13 = Read<TCount, TStep>(scores, 13);
        var s14 = Read<TCount, TStep>(scores, 14);
        var s15 = Read<TCount, TStep>(scores, 15);

        Exchange<TCount, TEnd>(ref s0, ref s1, 1);
        Exchange<TCount, TEnd>(ref s2, ref s3, 3);
        Exchange<TCount, TEnd>(ref s4, ref s5, 5);
        Exchange<TCount, TEnd>(ref s6, ref s7, 7);
        Exchange<TCount, TEnd>(ref s8, ref s9, 9);
        Exchange<TCount, TEnd>(ref s10, ref s11, 11);
        Exchange<TCount, TEnd>(ref s12, ref s13, 13);
        Exchange<TCount, TEnd>(ref s14, ref s15, 15);

        Exchange<TCount, TEnd>(ref s0, ref s2, 2);
        Exchange<TCount, TEnd>(ref s1, ref s3, 3);
        Exchange<TCount, TEnd>(ref s4, ref s6, 6);
        Exchange<TCount, TEnd>(ref s5, ref s7, 7);
        Exchange<TCount, TEnd>(ref s8, ref s10, 10);
        Exchange<TCount, TEnd>(ref s9, ref s11, 11);
        Exchange<TCount, TEnd>(ref s12, ref s14, 14);
        Exchange<TCount, TEnd>(ref s13, ref s15, 15);

        Exchange<TCount, TEnd>(ref s0, ref s4, 4);
        Exchange<TCount, TEnd>(ref s1, ref s5, 5);
        Exchange<TCount, TEnd>(ref s2, ref s6, 6);
        Exchange<TCount, TEnd>(ref s3, ref s7, 7);
        Exchange<TCount, TEnd>(ref s8, ref s12, 12);
        Exchange<TCount, TEnd>(ref s9, ref s13, 13);
        Exchange<TCount, TEnd>(ref s10, ref s14, 14);
        Exchange<TCount, TEnd>(ref s11, ref s15, 15);

        Exchange<TCount, TEnd>(ref s0, ref s8, 8);
        Exchange<TCount, TEnd>(ref s1, ref s9, 9);
        Exchange<TCount, TEnd>(ref s2, ref s10, 10);
        Exchange<TCount, TEnd>(ref s3, ref s11, 11);
        Exchange<TCount, TEnd>(ref s4, ref s12, 12);
        Exchange<TCount, TEnd>(ref s5, ref s13, 13);
        Exchange<TCount, TEnd>(ref s6, ref s14, 14);
        Exchange<TCount, TEnd>(ref s7, ref s15, 15);

        Exchange<TCount, TEnd>(ref s5, ref s10, 10);
        Exchange<TCount, TEnd>(ref s6, ref s9, 9);
        Exchange<TCount, TEnd>(ref s3, ref s12, 12);
        Exchange<TCount, TEnd>(ref s13, ref s14, 14);
        Exchange<TCount, TEnd>(ref s4, ref s8, 8);
        Exchange<TCount, TEnd>(ref s7, ref s11, 11);
        Exchange<TCount, TEnd>(ref s1, ref s2, 2);

        Exchange<TCount, TEnd>(ref s1, ref s4, 4);
        Exchange<TCount, TEnd>(ref s7, ref s13, 13);
        Exchange<TCount, TEnd>(ref s2, ref s8, 8);
        Exchange<TCount, TEnd>(ref s11, ref s14, 14);

        Exchange<TCount, TEnd>(ref s2, ref s4, 4);
        Exchange<TCount, TEnd>(ref s5, ref s6, 6);
        Exchange<TCount, TEnd>(ref s9, ref s10, 10);
        Exchange<TCount, TEnd>(ref s11, ref s13, 13);
        Exchange<TCount, TEnd>(ref s3, ref s8, 8);
        Exchange<TCount, TEnd>(ref s7, ref s12, 12);

        Exchange<TCount, TEnd>(ref s6, ref s8, 8);
        Exchange<TCount, TEnd>(ref s10, ref s12, 12);
        Exchange<TCount, TEnd>(ref s3, ref s5, 5);
        Exchange<TCount, TEnd>(ref s7, ref s9, 9);

        Exchange<TCount, TEnd>(ref s3, ref s4, 4);
        Exchange<TCount, TEnd>(ref s5, ref s6, 6);
        Exchange<TCount, TEnd>(ref s7, ref s8, 8);
        Exchange<TCount, TEnd>(ref s9, ref s10, 10);
        Exchange<TCount, TEnd>(ref s11, ref s12, 12);

        Exchange<TCount, TEnd>(ref s6, ref s7, 7);
        Exchange<TCount, TEnd>(ref s8, ref s9, 9);

        if (TEnd.Sums)
        {
            var sum = ofPlaces[0] * s0;
            sum = Add<TCount>(sum, ofPlaces, 1, s1);
            sum = Add<TCount>(sum, ofPlaces, 2, s2);
            sum = Add<TCount>(sum, ofPlaces, 3, s3);
            if (shares!.Counted > 4)
            {
                sum = Add<TCount>(sum, ofPlaces, 4, s4);
                sum = Add<TCount>(sum, ofPlaces, 5, s5);
                sum = Add<TCount>(sum, ofPlaces, 6, s6);
                sum = Add<TCount>(sum, ofPlaces, 7, s7);
            }

            if (shares!.Counted > 8)
            {
                sum = Add<TCount>(sum, ofPlaces, 8, s8);
                sum = Add<TCount>(sum, ofPlaces, 9, s9);
                sum = Add<TCount>(sum, ofPlaces, 10, s10);
                sum = Add<TCount>(sum, ofPlaces, 11, s11);
            }

            if (shares!.Counted > 12)
            {
                sum = Add<TCount>(sum, ofPlaces, 12, s12);
                sum = Add<TCount>(sum, ofPlaces, 13, s13);
                sum = Add<TCount>(sum, ofPlaces, 14, s14);
                sum = Add<TCount>(sum, ofPlaces, 15, s15);
            }

            var last = TCount.Value switch
            {
                1 => s0,
                2 => s1,
                3 => s2,
                4 => s3,
                5 => s4,
                6 => s5,
                7 => s6,
                8 => s7,
                9 => s8,
                10 => s9,
                11 => s10,
                12 => s11,
                13 => s12,
                14 => s13,
                15 => s14,
                _ => s15,
            };
            sum = shares!.SumToOne ? sum : sum / shares.Total;
            sum = (TEnd.Descends ? TLane.Max(last, TLane.Min(s0, sum)) : TLane.Max(s0, TLane.Min(last, sum))) + TLane.Broadcast(0);
            if (TStep.Value == 1)
            {
                return sum;
            }

            mean = sum;
            return default;
        }

        Write<TCount>(ofPlaces, 0, s0);
        Write<TCount>(ofPlaces, 1, s1);
        Write<TCount>(ofPlaces, 2, s2);
        Write<TCount>(ofPlaces, 3, s3);
        Write<TCount>(ofPlaces, 4, s4);
        Write<TCount>(ofPlaces, 5, s5);
        Write<TCount>(ofPlaces, 6, s6);
        Write<TCount>(ofPlaces, 7, s7);
        Write<TCount>(ofPlaces, 8, s8);
        Write<TCount>(ofPlaces, 9, s9);
        Write<TCount>(ofPlaces, 10, s10);
        Write<TCount>(ofPlaces, 11, s11);
        Write<TCount>(ofPlaces, 12, s12);
        Write<TCount>(ofPlaces, 13, s13);
        Write<TCount>(ofPlaces, 14, s14);
        Write<TCount>(ofPlaces, 15, s15);
        return default;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Read<TCount, TStep>(ReadOnlySpan<TLane> scores, int place)
        where TCount : struct, ICount
        where TStep : struct, ICount =>
        place < TCount.Value ? scores[place * TStep.Value] : default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange<TCount, TEnd>(ref TLane first, ref TLane second, int place)
        where TCount : struct, ICount
        where TEnd : struct, IEnd
    {
        if (place < TCount.Value)
        {
            if (TEnd.Descends)
            {
                TLane.Order(ref second, ref first);
            }
            else
            {
                TLane.Order(ref first, ref second);
            }
        }
    }

    // The places are no span for reading only: to convert them would be one more method for each, and the compiler inlines only so many.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Add<TCount>(TLane sum, Span<TLane> ofPlaces, int place, TLane score)
        where TCount : struct, ICount =>
        place < TCount.Value ? sum + (ofPlaces[place] * score) : sum;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<TCount>(Span<TLane> sorted, int place, TLane score)
        where TCount : struct, ICount
    {
        if (place < TCount.Value)
        {
            sorted[place] = score;
        }
    }

    private readonly ref struct Sorter(ReadOnlySpan<TLane> scores, Span<TLane> sorted) : IVisitor
    {
        private readonly ReadOnlySpan<TLane> scores = scores;
        private readonly Span<TLane> sorted = sorted;

        public void Visit<TCount>()
            where TCount : struct, ICount => Sort<TCount, Written, Of1>(scores, sorted, null, ref Raw.Nowhere<TLane>());
    }

    /// <summary>What becomes of the scores.</summary>
    public interface IEnd
    {
        /// <summary>Whether the best score is the first.</summary>
        static abstract bool Descends { get; }

        /// <summary>Whether they are added up, each times what its place counts, and not written.</summary>
        static abstract bool Sums { get; }
    }

    private readonly struct Written : IEnd
    {
        public static bool Descends => false;

        public static bool Sums => false;
    }

    public readonly struct SummedFromTheWorst : IEnd
    {
        public static bool Descends => false;

        public static bool Sums => true;
    }

    public readonly struct SummedFromTheBest : IEnd
    {
        public static bool Descends => true;

        public static bool Sums => true;
    }
}
