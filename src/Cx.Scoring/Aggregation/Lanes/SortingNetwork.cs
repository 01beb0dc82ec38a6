using System.Runtime.CompilerServices;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>Sorts up to sixteen scores in registers: a network of compare-exchanges, written out.</summary>
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
        switch (scores.Length)
        {
            case 0: break;
            case 1: sorted[0] = scores[0]; break;
            case 2: Sort<Of2>(scores, sorted); break;
            case 3: Sort<Of3>(scores, sorted); break;
            case 4: Sort<Of4>(scores, sorted); break;
            case 5: Sort<Of5>(scores, sorted); break;
            case 6: Sort<Of6>(scores, sorted); break;
            case 7: Sort<Of7>(scores, sorted); break;
            case 8: Sort<Of8>(scores, sorted); break;
            case 9: Sort<Of9>(scores, sorted); break;
            case 10: Sort<Of10>(scores, sorted); break;
            case 11: Sort<Of11>(scores, sorted); break;
            case 12: Sort<Of12>(scores, sorted); break;
            case 13: Sort<Of13>(scores, sorted); break;
            case 14: Sort<Of14>(scores, sorted); break;
            case 15: Sort<Of15>(scores, sorted); break;
            case 16: Sort<Of16>(scores, sorted); break;
            default: throw new ArgumentOutOfRangeException(nameof(scores), scores.Length, "There are more than sixteen scores.");
        }
    }

    // Compiled for each number of scores, and what is beyond falls away.
    private static void Sort<TCount>(ReadOnlySpan<TLane> scores, Span<TLane> sorted)
        where TCount : struct, ICount
    {
        // So that the bounds are checked once.
        scores = scores[..TCount.Value];
        sorted = sorted[..TCount.Value];
        var s0 = Read<TCount>(scores, 0);
        var s1 = Read<TCount>(scores, 1);
        var s2 = Read<TCount>(scores, 2);
        var s3 = Read<TCount>(scores, 3);
        var s4 = Read<TCount>(scores, 4);
        var s5 = Read<TCount>(scores, 5);
        var s6 = Read<TCount>(scores, 6);
        var s7 = Read<TCount>(scores, 7);
        var s8 = Read<TCount>(scores, 8);
        var s9 = Read<TCount>(scores, 9);
        var s10 = Read<TCount>(scores, 10);
        var s11 = Read<TCount>(scores, 11);
        var s12 = Read<TCount>(scores, 12);
        var s13 = Read<TCount>(scores, 13);
        var s14 = Read<TCount>(scores, 14);
        var s15 = Read<TCount>(scores, 15);

        Exchange<TCount>(ref s0, ref s1, 1);
        Exchange<TCount>(ref s2, ref s3, 3);
        Exchange<TCount>(ref s4, ref s5, 5);
        Exchange<TCount>(ref s6, ref s7, 7);
        Exchange<TCount>(ref s8, ref s9, 9);
        Exchange<TCount>(ref s10, ref s11, 11);
        Exchange<TCount>(ref s12, ref s13, 13);
        Exchange<TCount>(ref s14, ref s15, 15);

        Exchange<TCount>(ref s0, ref s2, 2);
        Exchange<TCount>(ref s1, ref s3, 3);
        Exchange<TCount>(ref s4, ref s6, 6);
        Exchange<TCount>(ref s5, ref s7, 7);
        Exchange<TCount>(ref s8, ref s10, 10);
        Exchange<TCount>(ref s9, ref s11, 11);
        Exchange<TCount>(ref s12, ref s14, 14);
        Exchange<TCount>(ref s13, ref s15, 15);

        Exchange<TCount>(ref s0, ref s4, 4);
        Exchange<TCount>(ref s1, ref s5, 5);
        Exchange<TCount>(ref s2, ref s6, 6);
        Exchange<TCount>(ref s3, ref s7, 7);
        Exchange<TCount>(ref s8, ref s12, 12);
        Exchange<TCount>(ref s9, ref s13, 13);
        Exchange<TCount>(ref s10, ref s14, 14);
        Exchange<TCount>(ref s11, ref s15, 15);

        Exchange<TCount>(ref s0, ref s8, 8);
        Exchange<TCount>(ref s1, ref s9, 9);
        Exchange<TCount>(ref s2, ref s10, 10);
        Exchange<TCount>(ref s3, ref s11, 11);
        Exchange<TCount>(ref s4, ref s12, 12);
        Exchange<TCount>(ref s5, ref s13, 13);
        Exchange<TCount>(ref s6, ref s14, 14);
        Exchange<TCount>(ref s7, ref s15, 15);

        Exchange<TCount>(ref s5, ref s10, 10);
        Exchange<TCount>(ref s6, ref s9, 9);
        Exchange<TCount>(ref s3, ref s12, 12);
        Exchange<TCount>(ref s13, ref s14, 14);
        Exchange<TCount>(ref s4, ref s8, 8);
        Exchange<TCount>(ref s7, ref s11, 11);
        Exchange<TCount>(ref s1, ref s2, 2);

        Exchange<TCount>(ref s1, ref s4, 4);
        Exchange<TCount>(ref s7, ref s13, 13);
        Exchange<TCount>(ref s2, ref s8, 8);
        Exchange<TCount>(ref s11, ref s14, 14);

        Exchange<TCount>(ref s2, ref s4, 4);
        Exchange<TCount>(ref s5, ref s6, 6);
        Exchange<TCount>(ref s9, ref s10, 10);
        Exchange<TCount>(ref s11, ref s13, 13);
        Exchange<TCount>(ref s3, ref s8, 8);
        Exchange<TCount>(ref s7, ref s12, 12);

        Exchange<TCount>(ref s6, ref s8, 8);
        Exchange<TCount>(ref s10, ref s12, 12);
        Exchange<TCount>(ref s3, ref s5, 5);
        Exchange<TCount>(ref s7, ref s9, 9);

        Exchange<TCount>(ref s3, ref s4, 4);
        Exchange<TCount>(ref s5, ref s6, 6);
        Exchange<TCount>(ref s7, ref s8, 8);
        Exchange<TCount>(ref s9, ref s10, 10);
        Exchange<TCount>(ref s11, ref s12, 12);

        Exchange<TCount>(ref s6, ref s7, 7);
        Exchange<TCount>(ref s8, ref s9, 9);

        Write<TCount>(sorted, 0, s0);
        Write<TCount>(sorted, 1, s1);
        Write<TCount>(sorted, 2, s2);
        Write<TCount>(sorted, 3, s3);
        Write<TCount>(sorted, 4, s4);
        Write<TCount>(sorted, 5, s5);
        Write<TCount>(sorted, 6, s6);
        Write<TCount>(sorted, 7, s7);
        Write<TCount>(sorted, 8, s8);
        Write<TCount>(sorted, 9, s9);
        Write<TCount>(sorted, 10, s10);
        Write<TCount>(sorted, 11, s11);
        Write<TCount>(sorted, 12, s12);
        Write<TCount>(sorted, 13, s13);
        Write<TCount>(sorted, 14, s14);
        Write<TCount>(sorted, 15, s15);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Read<TCount>(ReadOnlySpan<TLane> scores, int place)
        where TCount : struct, ICount =>
        place < TCount.Value ? scores[place] : default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<TCount>(Span<TLane> sorted, int place, TLane score)
        where TCount : struct, ICount
    {
        if (place < TCount.Value)
        {
            sorted[place] = score;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange<TCount>(ref TLane low, ref TLane high, int place)
        where TCount : struct, ICount
    {
        if (place < TCount.Value)
        {
            (low, high) = (TLane.Min(low, high), TLane.Max(low, high));
        }
    }

    /// <summary>A number that is known when code is compiled.</summary>
    private interface ICount
    {
        static abstract int Value { get; }
    }

    private readonly struct Of2 : ICount
    {
        public static int Value => 2;
    }

    private readonly struct Of3 : ICount
    {
        public static int Value => 3;
    }

    private readonly struct Of4 : ICount
    {
        public static int Value => 4;
    }

    private readonly struct Of5 : ICount
    {
        public static int Value => 5;
    }

    private readonly struct Of6 : ICount
    {
        public static int Value => 6;
    }

    private readonly struct Of7 : ICount
    {
        public static int Value => 7;
    }

    private readonly struct Of8 : ICount
    {
        public static int Value => 8;
    }

    private readonly struct Of9 : ICount
    {
        public static int Value => 9;
    }

    private readonly struct Of10 : ICount
    {
        public static int Value => 10;
    }

    private readonly struct Of11 : ICount
    {
        public static int Value => 11;
    }

    private readonly struct Of12 : ICount
    {
        public static int Value => 12;
    }

    private readonly struct Of13 : ICount
    {
        public static int Value => 13;
    }

    private readonly struct Of14 : ICount
    {
        public static int Value => 14;
    }

    private readonly struct Of15 : ICount
    {
        public static int Value => 15;
    }

    private readonly struct Of16 : ICount
    {
        public static int Value => 16;
    }
}
