using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>Mean, variance and minimum of <see cref="LaneMath"/> for a single journey: four touchpoints side by side, where a batch has four journeys.</summary>
/// <remarks>
/// The same operations, and so the same bits: products are made four at once, extrema know no order, and sums take their terms in turn, from
/// left to right. Each is compiled by itself: within a strategy it would find no registers left, and its sums would lie in memory.
/// </remarks>
internal static class OneJourney
{
    private const int Four = 4;

    /// <summary>Whether these are the scores of a single journey, enough for this road, on a processor that has it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Takes<TLane>(ReadOnlySpan<TLane> scores)
        where TLane : struct, ILane<TLane> => TLane.Count == 1 && Vector256.IsHardwareAccelerated && scores.Length >= Four;

    /// <summary>The lanes of a single journey as what they are.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<double> Of<TLane>(ReadOnlySpan<TLane> lanes)
        where TLane : struct, ILane<TLane> =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.As<TLane, double>(ref MemoryMarshal.GetReference(lanes)), lanes.Length);

    /// <summary>The weighted mean, and the minimum that it comes upon on the way.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Mean(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights, out double minimum)
    {
        weights = weights[..scores.Length];
        var sum = LaneSum<ScalarLane>.Zero;
        var (least, greatest) = (Vector256<double>.One, Vector256<double>.Zero);
        var i = 0;
        for (; i <= scores.Length - Four; i += Four)
        {
            var (score, weight) = (Vector256.LoadUnsafe(in scores[i]), Vector256.LoadUnsafe(in weights[i]));
            var terms = weight * score;
            sum.Add(new(terms[0]));
            sum.Add(new(terms[1]));
            sum.Add(new(terms[2]));
            sum.Add(new(terms[3]));
            var counts = Vector256.LessThan(Vector256<double>.Zero, weight);
            least = Vector256.ConditionalSelect(counts, Vector256.MinNative(least, score), least);
            greatest = Vector256.ConditionalSelect(counts, Vector256.MaxNative(greatest, score), greatest);
        }

        var (low, high) = (Least(least), Greatest(greatest));
        for (; i < scores.Length; i++)
        {
            var (score, weight) = (scores[i], weights[i]);
            sum.Add(new(weight * score));
            if (weight > 0)
            {
                (low, high) = (double.MinNative(low, score), double.MaxNative(high, score));
            }
        }

        minimum = low;
        return double.MaxNative(low, double.MinNative(high, sum.Value.Value));
    }

    /// <summary>The population variance about the weighted mean.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Variance(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights, double mean)
    {
        weights = weights[..scores.Length];

        // The sum of the squares and that of the deviations lie side by side, so that one addition serves both.
        var sums = LaneSum<Vector128Lane>.Zero;
        var means = Vector256.Create(mean);
        var i = 0;
        for (; i <= scores.Length - Four; i += Four)
        {
            var deviation = Vector256.LoadUnsafe(in scores[i]) - means;
            var weighted = Vector256.LoadUnsafe(in weights[i]) * deviation;
            var square = weighted * deviation;
            sums.Add(new(Vector128.Create(square[0], weighted[0])));
            sums.Add(new(Vector128.Create(square[1], weighted[1])));
            sums.Add(new(Vector128.Create(square[2], weighted[2])));
            sums.Add(new(Vector128.Create(square[3], weighted[3])));
        }

        for (; i < scores.Length; i++)
        {
            var deviation = scores[i] - mean;
            var weighted = weights[i] * deviation;
            sums.Add(new(Vector128.Create(weighted * deviation, weighted)));
        }

        var (squares, rest) = (sums.Value.Value[0], sums.Value.Value[1]);
        return double.MaxNative(0, squares - (rest * rest));
    }

    /// <summary>The least score with a positive weight.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static double Minimum(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
    {
        weights = weights[..scores.Length];
        var least = Vector256<double>.One;
        var i = 0;
        for (; i <= scores.Length - Four; i += Four)
        {
            var counts = Vector256.LessThan(Vector256<double>.Zero, Vector256.LoadUnsafe(in weights[i]));
            least = Vector256.ConditionalSelect(counts, Vector256.MinNative(least, Vector256.LoadUnsafe(in scores[i])), least);
        }

        var low = Least(least);
        for (; i < scores.Length; i++)
        {
            low = weights[i] > 0 ? double.MinNative(low, scores[i]) : low;
        }

        return low;
    }

    private static double Least(Vector256<double> four)
    {
        var two = Vector128.MinNative(four.GetLower(), four.GetUpper());
        return double.MinNative(two[0], two[1]);
    }

    private static double Greatest(Vector256<double> four)
    {
        var two = Vector128.MaxNative(four.GetLower(), four.GetUpper());
        return double.MaxNative(two[0], two[1]);
    }
}
