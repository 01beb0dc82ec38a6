using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
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

    /// <summary>Normalises a run of neighbouring journeys, until it meets one whose value is missing or not accepted.</summary>
    /// <param name="values">Their values.</param>
    /// <param name="first">Where to begin.</param>
    /// <param name="scores">Receives their scores.</param>
    /// <param name="place">Where the first ones go.</param>
    /// <param name="stride">How far on the next ones go.</param>
    /// <returns>Where it stopped: at values that are not all accepted, or at the last ones, which do not fill a lane.</returns>
    public int Run<TLane>(ReadOnlySpan<double> values, int first, Span<TLane> scores, int place, int stride)
        where TLane : struct, IEngineLane<TLane>
    {
        // Neighbouring journeys are mostly the next run: they are on their way while this one is worked on.
        ref var next = ref Unsafe.Add(ref MemoryMarshal.GetReference(values), values.Length);
        var i = first;
        if (clamps || bent || lower.Falls)
        {
            for (; i <= values.Length - TLane.Count; i += TLane.Count, place += stride)
            {
                var value = TLane.Load(in values[i]);
                if (!Accepts(value))
                {
                    break;
                }

                CacheLine.Prefetch(in Unsafe.Add(ref next, i));
                scores[place] = Normalise(value);
            }

            return i;
        }

        // The same for the scales that are most common, with all that does not change held in registers.
        var (least, greatest) = (TLane.Broadcast(low), TLane.Broadcast(high));
        lower.Deconstruct(out TLane from, out var minusLength, out var inverse);
        for (; i <= values.Length - TLane.Count; i += TLane.Count, place += stride)
        {
            var value = TLane.Load(in values[i]);
            CacheLine.Prefetch(in Unsafe.Add(ref next, i));
            if (!TLane.AllEqual(TLane.Min(greatest, TLane.Max(least, value)), value))
            {
                break;
            }

            scores[place] = Segment.ShareOf(value, from, minusLength, inverse);
        }

        return i;
    }

    /// <summary>The same for a run in which values may be missing, until it meets one that is off the scale.</summary>
    /// <param name="values">Their values, NaN where missing.</param>
    /// <param name="first">Where to begin.</param>
    /// <param name="scores">Receives their scores, NaN where missing.</param>
    /// <param name="place">Where the first ones go.</param>
    /// <param name="stride">How far on the next ones go.</param>
    /// <param name="gaps">For the values that fill a lane whether some are missing; set where they are.</param>
    /// <returns>Where it stopped: at values of which one is not accepted, or at the last ones, which do not fill a lane.</returns>
    public int RunWithGaps<TLane>(ReadOnlySpan<double> values, int first, Span<TLane> scores, int place, int stride, Span<bool> gaps)
        where TLane : struct, IEngineLane<TLane>
    {
        ref var next = ref Unsafe.Add(ref MemoryMarshal.GetReference(values), values.Length);
        var inside = TLane.Broadcast(lowEnd);
        var i = first;
        for (; i <= values.Length - TLane.Count; i += TLane.Count, place += stride)
        {
            var value = TLane.Load(in values[i]);
            CacheLine.Prefetch(in Unsafe.Add(ref next, i));
            if (!Accepts(TLane.SelectEqual(value, value, value, inside)))
            {
                break;
            }

            // No branch: which values are missing cannot be foreseen.
            gaps[i / TLane.Count] |= !TLane.AllEqual(value, value);
            scores[place] = Normalise(value);
        }

        return i;
    }

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
        public double From { get; } = from;

        public double MinusLength { get; } = from - to;

        public double Inverse { get; } = 1 / (to - from);

        /// <summary>Whether less is better: then the worst value would score -0.</summary>
        public bool Falls => Inverse < 0;

        // Markstein 1990: the product with the rounded reciprocal, corrected by its exact remainder, rounds as the division does;
        // three multiplications cost a fraction of one division, and 70 of 100 is 0.7.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane ShareOf<TLane>(TLane value, TLane from, TLane minusLength, TLane inverse)
            where TLane : struct, ILane<TLane>
        {
            var dividend = value - from;
            var quotient = dividend * inverse;
            var remainder = TLane.FusedMultiplyAdd(quotient, minusLength, dividend);
            return TLane.FusedMultiplyAdd(remainder, inverse, quotient);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane ShareOf<TLane>(TLane value)
            where TLane : struct, ILane<TLane>
        {
            Deconstruct(out TLane start, out var length, out var reciprocal);
            return ShareOf(value, start, length, reciprocal);
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public void Deconstruct<TLane>(out TLane start, out TLane length, out TLane reciprocal)
            where TLane : struct, ILane<TLane> =>
            (start, length, reciprocal) = (TLane.Broadcast(From), TLane.Broadcast(MinusLength), TLane.Broadcast(Inverse));
    }
}
