using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring;

/// <summary>Scales made ready for use, one a lane: each division turned into multiplications that still round like a division.</summary>
/// <remarks>The one source of a single value, of one touchpoint in several journeys and of several touchpoints in one journey.</remarks>
internal readonly struct Ruler<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    // What an exact ruler needs stands together.
    private readonly TLane low;
    private readonly TLane high;
    private readonly Segment lower;
    private readonly TLane lowEnd;
    private readonly TLane highEnd;
    private readonly Segment upper;

    /// <summary>The same scale for every lane.</summary>
    public Ruler(Scale scale)
    {
        (IsBent, var falls) = (scale.Neutral is not null, scale.Worst > scale.Best);
        var (least, greatest) = falls ? (scale.Best, scale.Worst) : (scale.Worst, scale.Best);
        (lowEnd, highEnd) = (TLane.Broadcast(least), TLane.Broadcast(greatest));
        (low, high) = scale.Clamps ? (TLane.Broadcast(double.MinValue), TLane.Broadcast(double.MaxValue)) : (lowEnd, highEnd);
        lower = new(scale.Worst, scale.Neutral ?? scale.Best);
        upper = new(scale.Neutral ?? scale.Worst, scale.Best);
        IsExact = !(scale.Clamps || IsBent || falls) && double.IsPow2(greatest - least) && double.IsNormal(1 / (greatest - least))
            && double.BitIncrement(greatest) - least > greatest - least;
    }

    /// <summary>A scale of its own for each lane.</summary>
    /// <param name="rulers">One ruler a lane, none of them bent.</param>
    public Ruler(ReadOnlySpan<Ruler<TLane>> rulers)
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
    public bool Accepts(TLane values) => TLane.AllEqual(Held(values, low, high), values);

    /// <summary>Marks values that are not accepted, NaN among them.</summary>
    /// <param name="marks">What was marked before (<see cref="IEngineLane{TSelf}.IsUnmarked"/>); 0 where nothing was.</param>
    /// <param name="values">The values.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Mark(TLane marks, TLane values) => TLane.SelectEqual(Held(values, low, high), values, marks, TLane.Broadcast(-1));

    /// <summary>The same where NaN stands for a missing value, which is not marked.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane MarkUnlessMissing(TLane marks, TLane values)
    {
        var mark = TLane.Broadcast(-1);
        return TLane.SelectLess(values, low, mark, TLane.SelectLess(high, values, mark, marks));
    }

    /// <summary>Where values lie on their scales; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Normalise(TLane values)
    {
        // Goalposts clamp the value and not its share, which may be out of the range of a double.
        var held = Held(values, lowEnd, highEnd);
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
    public TLane NormaliseExactly(TLane values) => (values + lower.MinusFrom) * lower.Inverse;

    /// <summary>Puts where values lie on their scales in their place.</summary>
    public void NormaliseAll(Span<TLane> values)
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

    // An extremum of NaN and a number is its second operand, so NaN stays NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Held(TLane values, TLane least, TLane greatest) => TLane.Min(greatest, TLane.Max(least, values));

    private static TLane Each(ReadOnlySpan<Ruler<TLane>> rulers, Func<Ruler<TLane>, TLane> constant)
    {
        Span<TLane> together = [default];
        var lanes = MemoryMarshal.Cast<TLane, double>(together);
        for (var lane = 0; lane < lanes.Length; lane++)
        {
            var ofOne = constant(rulers[lane]);
            lanes[lane] = MemoryMarshal.Cast<TLane, double>(new ReadOnlySpan<TLane>(in ofOne))[lane];
        }

        return together[0];
    }

    /// <summary>(value - from)/(to - from).</summary>
    private readonly struct Segment(TLane minusFrom, TLane minusLength, TLane inverse)
    {
        // Added instead of its opposite being subtracted, 0 turns a -0 into 0.
        public readonly TLane MinusFrom = minusFrom;
        public readonly TLane Inverse = inverse;
        public readonly TLane MinusLength = minusLength;

        public Segment(double from, double to)
            : this(TLane.Broadcast(0 - from), TLane.Broadcast(from - to), TLane.Broadcast(1 / (to - from)))
        {
        }

        // Markstein 1990: the product with the rounded reciprocal, corrected by its exact remainder, rounds as the division does;
        // three multiplications cost a fraction of one division, and 70 of 100 is 0.7.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane ShareOf(TLane value)
        {
            var dividend = value + MinusFrom;
            var quotient = dividend * Inverse;
            var remainder = TLane.FusedMultiplyAdd(quotient, MinusLength, dividend);
            return TLane.FusedMultiplyAdd(remainder, Inverse, quotient);
        }
    }
}
