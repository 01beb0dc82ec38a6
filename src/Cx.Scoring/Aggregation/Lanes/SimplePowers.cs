using System.Runtime.CompilerServices;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>Power means whose power is a few operations, compiled for each power: nothing is chosen within a loop.</summary>
internal static class SimplePowers
{
    // Terms share a denominator, the product of their powers, where it is at least this: then no factor was lost to underflow.
    private const double LeastShared = 1e-290;

    /// <summary>The mean of an exponent above 0, the greatest score g factored out: g (Σ w (x/g)ᵖ)^(1/p).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Mean<TLane, TPower>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
        where TPower : struct, IPower
    {
        LaneMath.Extremes(scores, out var least, out var greatest);
        weights = weights[..scores.Length];
        var sum = LaneSum<TLane>.Of(scores.Length);
        for (var i = 0; i < scores.Length; i++)
        {
            sum.Add(weights[i] * TPower.Of(Ratio(scores[i], greatest)));
        }

        return TLane.Max(least, TLane.Min(greatest, greatest * TPower.Undo(sum.Value)));
    }

    /// <summary>The mean of an exponent below 0, where the power is that of its magnitude; 0 where a score is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane TurnedMean<TLane, TPower>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
        where TPower : struct, IPower =>
        scores.Length > LaneMath.Plain ? TurnedApart<TLane, TPower>(scores, weights) : TurnedTogether<TLane, TPower>(scores, weights);

    /// <summary>A score divided by the greatest, from 0 to 1; 1 where all are 0, because 0 times NaN would be NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Ratio<TLane>(TLane score, TLane greatest)
        where TLane : unmanaged, ILane<TLane> => TLane.SelectEqual(greatest, TLane.Broadcast(0), TLane.Broadcast(1), score / greatest);

    // Division is what takes time, so all terms w/xᵖ are brought over one denominator. What is absent changes no bit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane TurnedTogether<TLane, TPower>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
        where TPower : struct, IPower
    {
        var (zero, one) = (TLane.Broadcast(0), TLane.Broadcast(1));
        var (over, under, least, greatest) = (zero, one, one, zero);
        var score = new ReadOnlyWalk<TLane>(scores);
        var weight = new ReadOnlyWalk<TLane>(weights[..scores.Length]);
        for (; score.Goes; score.Next(), weight.Next())
        {
            var (x, w) = (score.Now, weight.Now);
            var power = TLane.BlendLess(zero, w, TPower.Of(x), one);
            over = (over * power) + (w * under);
            under *= power;
            least = TLane.Min(least, x);
            greatest = TLane.Max(greatest, x);
        }

        var mean = WithinOrZero(TPower.Undo(under / over), least, greatest);
        var (shared, enough) = (TLane.SelectEqual(least, zero, one, under), TLane.Broadcast(LeastShared));
        return TLane.AllEqual(TLane.Max(shared, enough), shared) ? mean
            : TLane.SelectLess(shared, enough, TurnedApart<TLane, TPower>(scores, weights), mean);
    }

    // Each term is divided. The least score l is factored out, so that no power overflows: l / (Σ w (l/x)ᵖ)^(1/p), each power in [0,1].
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane TurnedApart<TLane, TPower>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
        where TPower : struct, IPower
    {
        LaneMath.Extremes(scores, out var least, out var greatest);
        weights = weights[..scores.Length];
        var sum = LaneSum<TLane>.Of(scores.Length);
        for (var i = 0; i < scores.Length; i++)
        {
            sum.Add(weights[i] * TPower.Of(least / scores[i]));
        }

        return WithinOrZero(least / TPower.Undo(sum.Value), least, greatest);
    }

    /// <summary>A mean held between the least and the greatest score; with a score of 0 it is 0, whatever the powers come to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane WithinOrZero<TLane>(TLane mean, TLane least, TLane greatest)
        where TLane : unmanaged, ILane<TLane> =>
        TLane.SelectEqual(least, TLane.Broadcast(0), TLane.Broadcast(0), TLane.Max(least, TLane.Min(greatest, mean)));

    /// <summary>A power, and what undoes it.</summary>
    public interface IPower
    {
        static abstract TLane Of<TLane>(TLane value)
            where TLane : unmanaged, ILane<TLane>;

        static abstract TLane Undo<TLane>(TLane power)
            where TLane : unmanaged, ILane<TLane>;
    }

    /// <summary>The square root: an exponent of ½.</summary>
    public readonly struct Root : IPower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Of<TLane>(TLane value)
            where TLane : unmanaged, ILane<TLane> => TLane.Sqrt(value);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Undo<TLane>(TLane power)
            where TLane : unmanaged, ILane<TLane> => power * power;
    }

    /// <summary>The value itself: an exponent of 1.</summary>
    public readonly struct Itself : IPower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Of<TLane>(TLane value)
            where TLane : unmanaged, ILane<TLane> => value;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Undo<TLane>(TLane power)
            where TLane : unmanaged, ILane<TLane> => power;
    }

    /// <summary>The square: an exponent of 2.</summary>
    public readonly struct Square : IPower
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Of<TLane>(TLane value)
            where TLane : unmanaged, ILane<TLane> => value * value;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Undo<TLane>(TLane power)
            where TLane : unmanaged, ILane<TLane> => TLane.Sqrt(power);
    }
}
