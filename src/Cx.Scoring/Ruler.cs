using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring;

/// <summary>A scale made ready for use: its division turned into a multiplication that still rounds like a division.</summary>
internal readonly struct Ruler
{
    private readonly double low;
    private readonly double high;
    private readonly double lowEnd;
    private readonly double highEnd;
    private readonly bool clamps;
    private readonly bool bent;
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
    }

    // False for NaN.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Accepts(double value) => value >= low && value <= high;

    /// <summary>Whether it accepts each of several values.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Accepts<TLane>(TLane values)
        where TLane : struct, IEngineLane<TLane> => TLane.AllWithin(values, low, high);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Normalise(double value) => Normalise(new ScalarLane(value)).Value;

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
        private readonly double from = from;
        private readonly double minusLength = from - to;
        private readonly double inverse = 1 / (to - from);

        // Markstein 1990: the product with the rounded reciprocal, corrected by its exact remainder, rounds as the division does;
        // three multiplications cost a fraction of one division, and 70 of 100 is 0.7.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane ShareOf<TLane>(TLane value)
            where TLane : struct, ILane<TLane>
        {
            var (dividend, reciprocal) = (value - TLane.Broadcast(from), TLane.Broadcast(inverse));
            var quotient = dividend * reciprocal;
            var remainder = TLane.FusedMultiplyAdd(quotient, TLane.Broadcast(minusLength), dividend);
            return TLane.FusedMultiplyAdd(remainder, reciprocal, quotient);
        }
    }
}
