using System.Runtime.CompilerServices;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>Power means whose power is a few operations, compiled for each power: nothing is chosen within a loop.</summary>
internal static class SimplePowers
{
    // What powers come to together, their sum or their product, lost nothing to underflow where it is at least this.
    private const double Enough = 1e-290;

    /// <summary>The mean of an exponent above 0: (Σ w xᵖ)^(1/p).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Mean<TLane, TPower>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
        where TPower : struct, IPower<TPower> =>
        scores.Length > LaneMath.Plain ? MeanApart<TLane, TPower>(scores, weights) : MeanTogether<TLane, TPower>(scores, weights);

    /// <summary>The mean of an exponent below 0, where the power is that of its magnitude; 0 where a score is 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane TurnedMean<TLane, TPower>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
        where TPower : struct, IPower<TPower> =>
        scores.Length > LaneMath.Plain ? TurnedApart<TLane, TPower>(scores, weights) : TurnedTogether<TLane, TPower>(scores, weights);

    /// <summary>A score divided by the greatest, from 0 to 1; 1 where all are 0, because 0 times NaN would be NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Ratio<TLane>(TLane score, TLane greatest)
        where TLane : unmanaged, ILane<TLane> => TLane.SelectEqual(greatest, TLane.Broadcast(0), TLane.Broadcast(1), score / greatest);

    // A way that is hardly ever taken ends the method: what a loop computes would be kept in memory if it were needed after a call.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane MeanTogether<TLane, TPower>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
        where TPower : struct, IPower<TPower>
    {
        var mean = MeanTogether<TLane, TPower>(scores, weights, out var sum);
        return AreEnough(sum) ? mean : MeanOfSomeApart<TLane, TPower>(scores, weights);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane MeanTogether<TLane, TPower>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights, out TLane sumOfPowers)
        where TLane : unmanaged, ILane<TLane>
        where TPower : struct, IPower<TPower>
    {
        var (sum, least, greatest) = (TLane.Broadcast(0), TLane.Broadcast(1), TLane.Broadcast(0));
        var score = new ReadOnlyWalk<TLane>(scores);
        var weight = new ReadOnlyWalk<TLane>(weights[..scores.Length]);
        for (; score.Goes; score.Next(), weight.Next())
        {
            var x = score.Now;
            sum += weight.Now * TPower.Of(x);
            least = TLane.Min(least, x);
            greatest = TLane.Max(greatest, x);
        }

        sumOfPowers = sum;
        return LaneMath.Within(TPower.Undo(sum, greatest), least, greatest);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane MeanOfSomeApart<TLane, TPower>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
        where TPower : struct, IPower<TPower>
    {
        var mean = MeanTogether<TLane, TPower>(scores, weights, out var sum);
        return TLane.SelectLess(sum, TLane.Broadcast(Enough), MeanApart<TLane, TPower>(scores, weights), mean);
    }

    // The greatest score g is factored out, so that it is a power of 1: g (Σ w (x/g)ᵖ)^(1/p).
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane MeanApart<TLane, TPower>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
        where TPower : struct, IPower<TPower>
    {
        LaneMath.Extremes(scores, out var least, out var greatest);
        weights = weights[..scores.Length];
        var sum = LaneSum<TLane>.Of(scores.Length);
        for (var i = 0; i < scores.Length; i++)
        {
            sum.Add(weights[i] * TPower.Of(Ratio(scores[i], greatest)));
        }

        return LaneMath.Within(greatest * TPower.Undo(sum.Value, TLane.Broadcast(1)), least, greatest);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane TurnedTogether<TLane, TPower>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
        where TPower : struct, IPower<TPower>
    {
        var mean = TurnedTogether<TLane, TPower>(scores, weights, out var shared);
        return AreEnough(shared) ? mean : TurnedOfSomeApart<TLane, TPower>(scores, weights);
    }

    // Division is what takes time, so all terms w/xᵖ are brought over one denominator. What is absent changes no bit.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane TurnedTogether<TLane, TPower>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights, out TLane shared)
        where TLane : unmanaged, ILane<TLane>
        where TPower : struct, IPower<TPower>
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

        // With a score of 0 the mean is 0, whatever was lost.
        shared = TLane.SelectEqual(least, zero, one, under);
        return LaneMath.WithinOrZero(TPower.Undo(under / over, least), least, greatest);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane TurnedOfSomeApart<TLane, TPower>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
        where TPower : struct, IPower<TPower>
    {
        var mean = TurnedTogether<TLane, TPower>(scores, weights, out var shared);
        return TLane.SelectLess(shared, TLane.Broadcast(Enough), TurnedApart<TLane, TPower>(scores, weights), mean);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreEnough<TLane>(TLane powers)
        where TLane : unmanaged, ILane<TLane> => TLane.AllEqual(TLane.Max(powers, TLane.Broadcast(Enough)), powers);

    // Each term is divided. The least score l is factored out, so that no power overflows: l / (Σ w (l/x)ᵖ)^(1/p), each power in [0,1].
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane TurnedApart<TLane, TPower>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
        where TPower : struct, IPower<TPower>
    {
        LaneMath.Extremes(scores, out var least, out var greatest);
        weights = weights[..scores.Length];
        var sum = LaneSum<TLane>.Of(scores.Length);
        for (var i = 0; i < scores.Length; i++)
        {
            sum.Add(weights[i] * TPower.Of(least / scores[i]));
        }

        return LaneMath.WithinOrZero(least / TPower.Undo(sum.Value, TLane.Broadcast(1)), least, greatest);
    }

    /// <summary>A power undone by logarithms: power^(1/exponent).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Root<TLane>(TLane power, double exponent)
        where TLane : unmanaged, ILane<TLane> => TLane.Exp(TLane.Log(power) / TLane.Broadcast(exponent));

    /// <summary>A power, and what undoes it.</summary>
    public interface IPower<TSelf>
        where TSelf : struct, IPower<TSelf>
    {
        static abstract double Exponent { get; }

        static abstract TLane Of<TLane>(TLane value)
            where TLane : unmanaged, ILane<TLane>;

        /// <summary>The score of which this is the power: by logarithms, unless it is known better.</summary>
        /// <param name="power">The power of a score.</param>
        /// <param name="near">A score near that one: by what they differ a logarithm loses digits.</param>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        static virtual TLane Undo<TLane>(TLane power, TLane near)
            where TLane : unmanaged, ILane<TLane> => near * Root(power / TSelf.Of(near), TSelf.Exponent);
    }

    /// <summary>The square root.</summary>
    public readonly struct SquareRoot : IPower<SquareRoot>
    {
        public static double Exponent => 0.5;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Of<TLane>(TLane value)
            where TLane : unmanaged, ILane<TLane> => TLane.Sqrt(value);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Undo<TLane>(TLane power, TLane near)
            where TLane : unmanaged, ILane<TLane> => power * power;
    }

    /// <summary>The value itself.</summary>
    public readonly struct Itself : IPower<Itself>
    {
        public static double Exponent => 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Of<TLane>(TLane value)
            where TLane : unmanaged, ILane<TLane> => value;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Undo<TLane>(TLane power, TLane near)
            where TLane : unmanaged, ILane<TLane> => power;
    }

    /// <summary>The square.</summary>
    public readonly struct Square : IPower<Square>
    {
        public static double Exponent => 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Of<TLane>(TLane value)
            where TLane : unmanaged, ILane<TLane> => value * value;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Undo<TLane>(TLane power, TLane near)
            where TLane : unmanaged, ILane<TLane> => TLane.Sqrt(power);
    }

    /// <summary>A power once more multiplied.</summary>
    public readonly struct OneMore<TPower> : IPower<OneMore<TPower>>
        where TPower : struct, IPower<TPower>
    {
        public static double Exponent => TPower.Exponent + 1;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Of<TLane>(TLane value)
            where TLane : unmanaged, ILane<TLane> => TPower.Of(value) * value;
    }

    /// <summary>A power times itself.</summary>
    public readonly struct Squared<TPower> : IPower<Squared<TPower>>
        where TPower : struct, IPower<TPower>
    {
        public static double Exponent => TPower.Exponent * 2;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Of<TLane>(TLane value)
            where TLane : unmanaged, ILane<TLane> => Square.Of(TPower.Of(value));
    }
}
