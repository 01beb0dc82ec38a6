using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring;

/// <summary>A scale made ready for use: its division turned into a multiplication that still rounds like a division.</summary>
internal readonly partial struct Ruler
{
    private readonly double low;
    private readonly double high;
    private readonly double lowEnd;
    private readonly double highEnd;
    private readonly bool clamps;
    private readonly bool bent;

    // More is better, and nothing is clamped or bent: the scales that are most common.
    private readonly bool isSimple;
    private readonly Segment lower;
    private readonly Segment upper;

    public Ruler(Scale scale)
    {
        (clamps, bent) = (scale.Clamps, scale.Neutral is not null);
        var (least, greatest) = (Math.Min(scale.Worst, scale.Best), Math.Max(scale.Worst, scale.Best));
        (low, high) = clamps ? (double.MinValue, double.MaxValue) : (least, greatest);
        (lowEnd, highEnd) = (least, greatest);
        lower = new Segment(scale.Worst, scale.Neutral ?? scale.Best);
        upper = new Segment(scale.Neutral ?? scale.Worst, scale.Best);
        isSimple = !(clamps || bent || lower.Falls);
    }

    // False for NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Accepts(double value) => value >= low && value <= high;

    /// <summary>Whether it accepts each of several values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Accepts<TLane>(TLane values)
        where TLane : struct, IEngineLane<TLane> => TLane.AllWithin(values, low, high);

    /// <summary>Normalises a run of neighbouring journeys.</summary>
    /// <param name="values">Their values, as many as fill lanes.</param>
    /// <param name="scores">Receives their scores, the first at the beginning.</param>
    /// <param name="stride">How far on the next ones go.</param>
    /// <returns>Whether all values are there and accepted; else the scores are worth nothing.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Run<TLane>(ReadOnlySpan<double> values, Span<TLane> scores, int stride)
        where TLane : struct, IEngineLane<TLane>
    {
        // The scales that are most common have a loop of their own, with all that does not change held in registers.
        var run = new LaneRun<TLane>(values, scores, stride);
        lower.Deconstruct(out TLane minusFrom, out var minusLength, out var inverse);
        if (isSimple && lower.IsExact)
        {
            while (run.TryRead(out var value))
            {
                run.Write((value + minusFrom) * inverse);
            }
        }
        else if (isSimple)
        {
            while (run.TryRead(out var value))
            {
                run.Write(Segment.ShareOf(value, minusFrom, minusLength, inverse));
            }
        }
        else
        {
            while (run.TryRead(out var value))
            {
                run.Write(Normalise(value));
            }
        }

        return run.LiesWithin(low, high);
    }

    /// <summary>The same for a run in which values may be missing.</summary>
    /// <param name="values">Their values, NaN where missing.</param>
    /// <param name="scores">Receives their scores, NaN where missing.</param>
    /// <param name="stride">How far on the next ones go.</param>
    /// <returns>Whether all values that are there are accepted; else the scores are worth nothing.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool RunWithGaps<TLane>(ReadOnlySpan<double> values, Span<TLane> scores, int stride)
        where TLane : struct, IEngineLane<TLane>
    {
        var inside = TLane.Broadcast(lowEnd);
        var run = new LaneRun<TLane>(values, scores, stride);
        if (isSimple)
        {
            lower.Deconstruct(out TLane minusFrom, out var minusLength, out var inverse);
            while (run.TryRead(out var value, inside))
            {
                run.Write(Segment.ShareOf(value, minusFrom, minusLength, inverse));
            }
        }
        else
        {
            while (run.TryRead(out var value, inside))
            {
                run.Write(Normalise(value));
            }
        }

        return run.LiesWithin(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Normalise(double value) => Normalise(new ScalarLane(value)).Value;

    /// <summary>Where values lie on the scale; NaN stays NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Normalise<TLane>(TLane value)
        where TLane : struct, ILane<TLane>
    {
        var (zero, half, one) = (TLane.Broadcast(0), TLane.Broadcast(0.5), TLane.Broadcast(1));

        // Goalposts clamp the value and not its share, which may be out of the range of a double.
        var held = clamps ? TLane.Min(TLane.Broadcast(highEnd), TLane.Max(TLane.Broadcast(lowEnd), value)) : value;
        var share = lower.ShareOf(held);
        if (bent)
        {
            // Each half of the scale is worth one half; where the lower is full, the upper adds to it.
            var below = half * TLane.Min(one, share);
            share = TLane.SelectLess(share, one, below, half + (half * upper.ShareOf(held)));
        }

        // Adding 0 turns the -0 of a falling scale's worst end into 0.
        return share + zero;
    }

    /// <summary>(value - from)/(to - from).</summary>
    private readonly struct Segment(double from, double to)
    {
        // Added instead of its opposite being subtracted, 0 turns a -0 into 0.
        public double MinusFrom { get; } = 0 - from;

        public double MinusLength { get; } = from - to;

        public double Inverse { get; } = 1 / (to - from);

        /// <summary>Whether the product with the reciprocal is the quotient: the length is a power of two.</summary>
        public bool IsExact { get; } = double.IsPow2(to - from) && double.IsNormal(1 / (to - from));

        /// <summary>Whether less is better: then the worst value would score -0.</summary>
        public bool Falls => Inverse < 0;

        // Markstein 1990: the product with the rounded reciprocal, corrected by its exact remainder, rounds as the division does;
        // three multiplications cost a fraction of one division, and 70 of 100 is 0.7.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane ShareOf<TLane>(TLane value, TLane minusFrom, TLane minusLength, TLane inverse)
            where TLane : struct, ILane<TLane>
        {
            var dividend = value + minusFrom;
            var quotient = dividend * inverse;
            var remainder = TLane.FusedMultiplyAdd(quotient, minusLength, dividend);
            return TLane.FusedMultiplyAdd(remainder, inverse, quotient);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane ShareOf<TLane>(TLane value)
            where TLane : struct, ILane<TLane>
        {
            Deconstruct(out TLane minusStart, out var minusWhole, out var reciprocal);
            return ShareOf(value, minusStart, minusWhole, reciprocal);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Deconstruct<TLane>(out TLane minusStart, out TLane minusWhole, out TLane reciprocal)
            where TLane : struct, ILane<TLane> =>
            (minusStart, minusWhole, reciprocal) = (TLane.Broadcast(MinusFrom), TLane.Broadcast(MinusLength), TLane.Broadcast(Inverse));
    }
}
