using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring;

/// <summary>A scale made ready for use: each division turned into multiplications that still round like a division.</summary>
/// <typeparam name="TOwn">
/// <see cref="ScalarLane"/> for a scale that holds for lanes of every width: its constants are spread over them as they are read, which costs no more than
/// reading as many. Or a lane, which then has a scale of its own for each number.
/// </typeparam>
/// <remarks>The one source of a single value, of one touchpoint in several journeys and of several touchpoints in one journey.</remarks>
internal readonly struct Ruler<TOwn>
    where TOwn : unmanaged, IEngineLane<TOwn>
{
    // What an exact ruler needs stands together.
    private readonly TOwn low;
    private readonly TOwn high;
    private readonly Segment lower;
    private readonly TOwn lowEnd;
    private readonly TOwn highEnd;
    private readonly Segment upper;

    /// <summary>The same scale for every number.</summary>
    public Ruler(Scale scale)
    {
        (IsBent, var falls) = (scale.Neutral is not null, scale.Worst > scale.Best);
        var (least, greatest) = falls ? (scale.Best, scale.Worst) : (scale.Worst, scale.Best);
        (lowEnd, highEnd) = (TOwn.Broadcast(least), TOwn.Broadcast(greatest));
        (low, high) = scale.Clamps ? (TOwn.Broadcast(double.MinValue), TOwn.Broadcast(double.MaxValue)) : (lowEnd, highEnd);
        lower = new(scale.Worst, scale.Neutral ?? scale.Best);
        upper = new(scale.Neutral ?? scale.Worst, scale.Best);
        IsExact = !(scale.Clamps || IsBent || falls) && double.IsPow2(greatest - least) && double.IsNormal(1 / (greatest - least))
            && double.BitIncrement(greatest) - least > greatest - least;
    }

    /// <summary>A scale of its own for each number of a lane.</summary>
    /// <param name="rulers">One ruler a number, none of them bent.</param>
    public Ruler(ReadOnlySpan<Ruler<TOwn>> rulers)
    {
        (low, high) = (Each(rulers, static ruler => ruler.low), Each(rulers, static ruler => ruler.high));
        (lowEnd, highEnd) = (Each(rulers, static ruler => ruler.lowEnd), Each(rulers, static ruler => ruler.highEnd));
        lower = new(
            Each(rulers, static ruler => ruler.lower.MinusFrom),
            Each(rulers, static ruler => ruler.lower.MinusLength),
            Each(rulers, static ruler => ruler.lower.Inverse));
        upper = lower;
    }

    /// <summary>Whether a neutral value divides the scale in two.</summary>
    public bool IsBent { get; }

    /// <summary>
    /// Whether it clamps nothing, more is better, and its length is a power of two: then one multiplication rounds as the division does, and what it does not
    /// accept comes out below 0 or above 1.
    /// </summary>
    public bool IsExact { get; }

    /// <summary>Whether each value is accepted; not so for NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Accepts<TLane>(TLane values)
        where TLane : unmanaged, IEngineLane<TLane> => TLane.AllEqual(Held(values, Spread<TLane>(in low), Spread<TLane>(in high)), values);

    /// <summary>Marks values that are not accepted, NaN among them.</summary>
    /// <param name="marks">What was marked before (<see cref="IEngineLane{TSelf}.IsUnmarked"/>); 0 where nothing was.</param>
    /// <param name="values">The values.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Mark<TLane>(TLane marks, TLane values)
        where TLane : unmanaged, IEngineLane<TLane> =>
        TLane.SelectEqual(Held(values, Spread<TLane>(in low), Spread<TLane>(in high)), values, marks, TLane.Broadcast(-1));

    /// <summary>The same where NaN stands for a missing value, which is not marked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane MarkUnlessMissing<TLane>(TLane marks, TLane values)
        where TLane : unmanaged, IEngineLane<TLane>
    {
        var mark = TLane.Broadcast(-1);
        return TLane.SelectLess(values, Spread<TLane>(in low), mark, TLane.SelectLess(Spread<TLane>(in high), values, mark, marks));
    }

    /// <summary>Where values lie on their scales; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Normalise<TLane>(TLane values)
        where TLane : unmanaged, IEngineLane<TLane>
    {
        // Goalposts clamp the value and not its share, which may be out of the range of a double.
        var held = Held(values, Spread<TLane>(in lowEnd), Spread<TLane>(in highEnd));
        var share = lower.ShareOf(held);
        if (IsBent)
        {
            // Each half of the scale is worth one half; where the lower is full, the upper adds to it.
            var (half, one) = (TLane.Broadcast(0.5), TLane.Broadcast(1));
            share = TLane.SelectLess(share, one, half * TLane.Min(one, share), half + (half * upper.ShareOf(held)));
        }

        // Adding 0 turns the -0 of a falling scale's worst end into 0.
        return share + TLane.Broadcast(0);
    }

    /// <summary>The same for rulers of which each <see cref="IsExact"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane NormaliseExactly<TLane>(TLane values)
        where TLane : unmanaged, IEngineLane<TLane> => ExactShareOf(values, Spread<TLane>(in lower.MinusFrom), Spread<TLane>(in lower.Inverse));

    /// <summary>The same for two lanes, for which each constant is spread once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PairLane<TLane> NormaliseExactly<TLane>(PairLane<TLane> values)
        where TLane : unmanaged, IEngineLane<TLane>
    {
        var (minusFrom, inverse) = (Spread<TLane>(in lower.MinusFrom), Spread<TLane>(in lower.Inverse));
        return new(ExactShareOf(values.Low, minusFrom, inverse), ExactShareOf(values.High, minusFrom, inverse));
    }

    /// <summary>Puts where values lie on their scales in their place.</summary>
    public void NormaliseAll<TLane>(Span<TLane> values)
        where TLane : unmanaged, IEngineLane<TLane>
    {
        if (IsExact)
        {
            foreach (ref var value in values)
            {
                value = NormaliseExactly(value);
            }

            return;
        }

        foreach (ref var value in values)
        {
            value = Normalise(value);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ExactShareOf<TLane>(TLane values, TLane minusFrom, TLane inverse)
        where TLane : unmanaged, IEngineLane<TLane> => (values + minusFrom) * inverse;

    // An extremum of NaN and a number is its second operand, so NaN stays NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Held<TLane>(TLane values, TLane least, TLane greatest)
        where TLane : unmanaged, IEngineLane<TLane> => TLane.Min(greatest, TLane.Max(least, values));

    // By reference: of a copy the compiler would spread each use by itself.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Spread<TLane>(ref readonly TOwn constant)
        where TLane : unmanaged, IEngineLane<TLane> =>
        typeof(TOwn) == typeof(TLane) ? Unsafe.BitCast<TOwn, TLane>(constant) : TLane.Broadcast(Unsafe.BitCast<TOwn, double>(constant));

    private static TOwn Each(ReadOnlySpan<Ruler<TOwn>> rulers, Func<Ruler<TOwn>, TOwn> constant)
    {
        Span<TOwn> together = [default];
        var lanes = MemoryMarshal.Cast<TOwn, double>(together);
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            var ofOne = constant(rulers[lane]);
            lanes[lane] = MemoryMarshal.Cast<TOwn, double>(new ReadOnlySpan<TOwn>(in ofOne))[lane];
        }

        return together[0];
    }

    /// <summary>(value - from)/(to - from).</summary>
    private readonly struct Segment(TOwn minusFrom, TOwn minusLength, TOwn inverse)
    {
        // Added instead of its opposite being subtracted, 0 turns a -0 into 0.
        public readonly TOwn MinusFrom = minusFrom;
        public readonly TOwn Inverse = inverse;
        public readonly TOwn MinusLength = minusLength;

        public Segment(double from, double to)
            : this(TOwn.Broadcast(0 - from), TOwn.Broadcast(from - to), TOwn.Broadcast(1 / (to - from)))
        {
        }

        // Markstein 1990: the product with the rounded reciprocal, corrected by its exact remainder, rounds as the division does;
        // three multiplications cost a fraction of one division, and 70 of 100 is 0.7.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane ShareOf<TLane>(TLane value)
            where TLane : unmanaged, IEngineLane<TLane>
        {
            var inverse = Spread<TLane>(in Inverse);
            var dividend = value + Spread<TLane>(in MinusFrom);
            var quotient = dividend * inverse;
            var remainder = TLane.FusedMultiplyAdd(quotient, Spread<TLane>(in MinusLength), dividend);
            return TLane.FusedMultiplyAdd(remainder, inverse, quotient);
        }
    }
}
