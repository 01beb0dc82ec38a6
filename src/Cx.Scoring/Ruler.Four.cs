using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring;

/// <content>Four rulers at once.</content>
internal readonly partial struct Ruler
{
    /// <summary>Whether a neutral value divides the scale in two.</summary>
    public bool IsBent => bent;

    /// <summary>Whether it clamps nothing, more is better, and its length is a power of two: then one multiplication rounds as the division does.</summary>
    public bool IsExact => isSimple && lower.IsExact;

    /// <summary>The rulers of four touchpoints side by side, each on a scale of its own: four values of one journey are read at once.</summary>
    public readonly struct Four
    {
        public const int Count = 4;
        private readonly Vector256Lane low;
        private readonly Vector256Lane high;
        private readonly Vector256Lane lowEnd;
        private readonly Vector256Lane highEnd;
        private readonly Vector256Lane minusFrom;
        private readonly Vector256Lane minusLength;
        private readonly Vector256Lane inverse;

        /// <summary>Four rulers side by side.</summary>
        /// <param name="rulers">Four rulers, none of them bent.</param>
        public Four(ReadOnlySpan<Ruler> rulers)
        {
            (low, high) = (Of(rulers, static ruler => ruler.low), Of(rulers, static ruler => ruler.high));
            (lowEnd, highEnd) = (Of(rulers, static ruler => ruler.lowEnd), Of(rulers, static ruler => ruler.highEnd));
            minusFrom = Of(rulers, static ruler => ruler.lower.MinusFrom);
            minusLength = Of(rulers, static ruler => ruler.lower.MinusLength);
            inverse = Of(rulers, static ruler => ruler.lower.Inverse);
        }

        /// <summary>Whether each accepts its value; not so for NaN.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool Accept(Vector256Lane values) => Vector256Lane.AllEqual(Vector256Lane.Min(high, Vector256Lane.Max(low, values)), values);

        /// <summary>Where the values lie on their scales: the same bits as one after the other.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256Lane Normalise(Vector256Lane values)
        {
            var held = Vector256Lane.Min(highEnd, Vector256Lane.Max(lowEnd, values));
            return Segment.ShareOf(held, minusFrom, minusLength, inverse) + Vector256Lane.Broadcast(0);
        }

        /// <summary>The same for rulers of which each <see cref="IsExact"/>.</summary>
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public Vector256Lane NormaliseExactly(Vector256Lane values) => (values + minusFrom) * inverse;

        private static Vector256Lane Of(ReadOnlySpan<Ruler> rulers, Func<Ruler, double> constant)
        {
            Span<double> constants = [constant(rulers[0]), constant(rulers[1]), constant(rulers[2]), constant(rulers[3])];
            return Vector256Lane.Load(in constants[0]);
        }
    }
}
