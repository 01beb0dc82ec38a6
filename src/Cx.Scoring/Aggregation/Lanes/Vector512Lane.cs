using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>Eight lanes side by side, each operation with the bits of <see cref="ScalarLane"/>.</summary>
internal readonly struct Vector512Lane(Vector512<double> value) : IEngineLane<Vector512Lane>
{
    public readonly Vector512<double> Value = value;

    public static int Count => Vector512<double>.Count;

    public static bool IsMarkGreatest => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lane Broadcast(double value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lane operator +(Vector512Lane left, Vector512Lane right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lane operator -(Vector512Lane left, Vector512Lane right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lane operator *(Vector512Lane left, Vector512Lane right) => new(left.Value * right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lane operator /(Vector512Lane left, Vector512Lane right) => new(left.Value / right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lane operator -(Vector512Lane value) => new(value.Value ^ Vector512.Create(-0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lane Min(Vector512Lane left, Vector512Lane right) => new(Vector512.MinNative(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lane Max(Vector512Lane left, Vector512Lane right) => new(Vector512.MaxNative(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lane Abs(Vector512Lane value) => new(Vector512.Abs(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lane Sqrt(Vector512Lane value) => new(Vector512.Sqrt(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lane FusedMultiplyAdd(Vector512Lane left, Vector512Lane right, Vector512Lane addend) =>
        new(Vector512.FusedMultiplyAdd(left.Value, right.Value, addend.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lane SelectLess(Vector512Lane left, Vector512Lane right, Vector512Lane then, Vector512Lane otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.LessThan(left.Value, right.Value), then.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lane SelectEqual(Vector512Lane left, Vector512Lane right, Vector512Lane then, Vector512Lane otherwise) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(left.Value, right.Value), then.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lane Round(Vector512Lane value) => new(Vector512.Round(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lane PowerOfTwo(Vector512Lane exponent) =>
        new(((exponent.Value + Vector512.Create(ScalarLane.SignedInteger + ScalarLane.Bias)).AsInt64() << ScalarLane.MantissaBits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512Lane ILane<Vector512Lane>.ScaleByLastBits(Vector512Lane value, Vector512Lane lastBits) =>
        new((value.Value.AsInt64() + (lastBits.Value.AsInt64() << ScalarLane.MantissaBits)).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lane Split(Vector512Lane value, out Vector512Lane exponent)
    {
        var bits = value.Value.AsInt64();
        var lifted = bits + Vector512.Create(ScalarLane.LiftFromRootOfHalf);
        var last = Vector512.ShiftRightLogical(lifted, ScalarLane.MantissaBits) | Vector512.Create(ScalarLane.Integer).AsInt64();
        exponent = new(last.AsDouble() - Vector512.Create(ScalarLane.Integer + ScalarLane.Lift));
        return new((bits + Vector512.Create(ScalarLane.LiftBits) - (lifted & Vector512.Create(ScalarLane.ExponentBits))).AsDouble());
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512Lane ILane<Vector512Lane>.Scale(Vector512Lane value, Vector512Lane exponent)
    {
        if (Avx512F.IsSupported)
        {
            return new(Avx512F.Scale(value.Value, exponent.Value));
        }

        var half = Round(new(exponent.Value * 0.5));
        return value * PowerOfTwo(half) * PowerOfTwo(exponent - half);
    }

    // As integers scores have the order that they have as numbers (but for -0, for which the caller cares), and what compares integers works beside what
    // compares numbers and adds them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector512Lane ILane<Vector512Lane>.Greater(Vector512Lane left, Vector512Lane right) => new(Vector512.Max(left.Value.AsInt64(), right.Value.AsInt64()).AsDouble());

    // Written out: a sort of many has no room for more calls that are inlined.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILane<Vector512Lane>.Order(ref Vector512Lane less, ref Vector512Lane more)
    {
        var least = Vector512.MinNative(less.Value, more.Value);
        more = new(Vector512.Max(less.Value.AsInt64(), more.Value.AsInt64()).AsDouble());
        less = new(least);
    }

    // One instruction, which only lanes of this width have. As bits without sign, the numbers from 0 to 1 are no more than 1, and -0, all others and NaN are.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lane Mark(Vector512Lane marks, Vector512Lane scores) => new(Vector512.Max(marks.Value.AsUInt64(), scores.Value.AsUInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsUnmarked(Vector512Lane marks) => Vector512.LessThanOrEqualAll(marks.Value.AsUInt64(), Vector512.Create(1.0).AsUInt64());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllEqual(Vector512Lane left, Vector512Lane right) => Vector512.EqualsAll(left.Value, right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lane IfNumber(Vector512Lane tested, Vector512Lane value) =>
        new(Vector512.ConditionalSelect(Vector512.Equals(tested.Value, tested.Value), value.Value, Vector512<double>.Zero));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512Lane Load(ref readonly double first) => new(Vector512.LoadUnsafe(in first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector512Lane value, ref double first) => value.Value.StoreUnsafe(ref first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(ref readonly double origin, ReadOnlySpan<int> starts, out Vector512Lane first, out Vector512Lane second)
    {
        // Two numbers of every other journey, then what belongs together.
        starts = starts[..Count];
        var (even, odd) = (Quarters(in origin, starts), Quarters(in origin, starts[1..]));
        (first, second) = (new(Even(even, odd)), new(Odd(even, odd)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(ref readonly double even, ref readonly double odd, nuint two, out Vector512Lane first, out Vector512Lane second)
    {
        var (a, b) = (Quarters(in even, two), Quarters(in odd, two));
        (first, second) = (new(Even(a, b)), new(Odd(a, b)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TurnBack(Vector512Lane first, Vector512Lane second, ref double origin, int stride)
    {
        var (even, odd) = (Even(first.Value, second.Value), Odd(first.Value, second.Value));
        Vector256Lane.Write(even.GetLower(), odd.GetLower(), ref origin, stride, 0);
        Vector256Lane.Write(even.GetUpper(), odd.GetUpper(), ref origin, stride, 4 * stride);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Quarters(ref readonly double origin, ReadOnlySpan<int> starts) =>
        Quarters(in origin, (nuint)starts[0], (nuint)starts[2], (nuint)starts[4], (nuint)starts[6]);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Quarters(ref readonly double origin, nuint step) => Quarters(in origin, 0, step, 2 * step, 3 * step);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> Quarters(ref readonly double origin, nuint a, nuint b, nuint c, nuint d)
    {
        // Not created of two halves: the compiler would read a whole vector first, for nothing.
        var lower = Vector256.Create(Vector128.LoadUnsafe(in origin, a), Vector128.LoadUnsafe(in origin, b));
        var upper = Vector256.Create(Vector128.LoadUnsafe(in origin, c), Vector128.LoadUnsafe(in origin, d));
        return lower.ToVector512Unsafe().WithUpper(upper);
    }

    private static Vector512<double> Even(Vector512<double> left, Vector512<double> right) => Avx512F.IsSupported
        ? Avx512F.UnpackLow(left, right)
        : Vector512.Create(left[0], right[0], left[2], right[2], left[4], right[4], left[6], right[6]);

    private static Vector512<double> Odd(Vector512<double> left, Vector512<double> right) => Avx512F.IsSupported
        ? Avx512F.UnpackHigh(left, right)
        : Vector512.Create(left[1], right[1], left[3], right[3], left[5], right[5], left[7], right[7]);
}
