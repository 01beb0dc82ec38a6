using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>Four lanes side by side, each operation with the bits of <see cref="ScalarLane"/>.</summary>
internal readonly struct Vector256Lane(Vector256<double> value) : IEngineLane<Vector256Lane>
{
    public readonly Vector256<double> Value = value;

    public static int Count => Vector256<double>.Count;

    public static bool IsMarkGreatest => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Lane Broadcast(double value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Lane operator +(Vector256Lane left, Vector256Lane right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Lane operator -(Vector256Lane left, Vector256Lane right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Lane operator *(Vector256Lane left, Vector256Lane right) => new(left.Value * right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Lane operator /(Vector256Lane left, Vector256Lane right) => new(left.Value / right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Lane operator -(Vector256Lane value) => new(value.Value ^ Vector256.Create(-0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Lane Min(Vector256Lane left, Vector256Lane right) => new(Vector256.MinNative(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Lane Max(Vector256Lane left, Vector256Lane right) => new(Vector256.MaxNative(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Lane Abs(Vector256Lane value) => new(Vector256.Abs(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Lane Sqrt(Vector256Lane value) => new(Vector256.Sqrt(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Lane FusedMultiplyAdd(Vector256Lane left, Vector256Lane right, Vector256Lane addend) =>
        new(Vector256.FusedMultiplyAdd(left.Value, right.Value, addend.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Lane SelectLess(Vector256Lane left, Vector256Lane right, Vector256Lane then, Vector256Lane otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.LessThan(left.Value, right.Value), then.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Lane SelectEqual(Vector256Lane left, Vector256Lane right, Vector256Lane then, Vector256Lane otherwise) =>
        new(Vector256.ConditionalSelect(Vector256.Equals(left.Value, right.Value), then.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Lane Round(Vector256Lane value) => new(Vector256.Round(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Lane PowerOfTwo(Vector256Lane exponent) =>
        new(((exponent.Value + Vector256.Create(ScalarLane.SignedInteger + ScalarLane.Bias)).AsInt64() << ScalarLane.MantissaBits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256Lane ILane<Vector256Lane>.ScaleByLastBits(Vector256Lane value, Vector256Lane lastBits) =>
        new((value.Value.AsInt64() + (lastBits.Value.AsInt64() << ScalarLane.MantissaBits)).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Lane Split(Vector256Lane value, out Vector256Lane exponent)
    {
        var bits = value.Value.AsInt64();
        var lifted = bits + Vector256.Create(ScalarLane.LiftFromRootOfHalf);
        var last = Vector256.ShiftRightLogical(lifted, ScalarLane.MantissaBits) | Vector256.Create(ScalarLane.Integer).AsInt64();
        exponent = new(last.AsDouble() - Vector256.Create(ScalarLane.Integer + ScalarLane.Lift));
        return new((bits + Vector256.Create(ScalarLane.LiftBits) - (lifted & Vector256.Create(ScalarLane.ExponentBits))).AsDouble());
    }

    // One instruction. Where the mask is used twice, the compiler would otherwise treat it as plain bits and need three.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector256Lane ILane<Vector256Lane>.BlendEqual(Vector256Lane left, Vector256Lane right, Vector256Lane then, Vector256Lane otherwise) => Avx.IsSupported
        ? new(Avx.BlendVariable(otherwise.Value, then.Value, Vector256.Equals(left.Value, right.Value)))
        : SelectEqual(left, right, then, otherwise);

    // Written out: a sort of many has no room for more calls that are inlined.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILane<Vector256Lane>.Order(ref Vector256Lane less, ref Vector256Lane more)
    {
        var least = Vector256.MinNative(less.Value, more.Value);
        more = new(Vector256.MaxNative(less.Value, more.Value));
        less = new(least);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Lane Mark(Vector256Lane marks, Vector256Lane scores) => new(marks.Value | (scores.Value * Vector256.Create(ScalarLane.AlmostTwo)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsUnmarked(Vector256Lane marks) => (marks.Value.AsInt64() & Vector256.Create(ScalarLane.MarkBits)) == Vector256<long>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllEqual(Vector256Lane left, Vector256Lane right) => Vector256.EqualsAll(left.Value, right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Lane IfNumber(Vector256Lane tested, Vector256Lane value) => new(Vector256.Equals(tested.Value, tested.Value) & value.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256Lane Load(ref readonly double first) => new(Vector256.LoadUnsafe(in first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector256Lane value, ref double first) => value.Value.StoreUnsafe(ref first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(ref readonly double origin, ReadOnlySpan<int> starts, out Vector256Lane first, out Vector256Lane second)
    {
        // Two numbers of every other journey, then what belongs together.
        var (odd, even) = (Halves(in origin, (nuint)starts[1], (nuint)starts[3]), Halves(in origin, (nuint)starts[0], (nuint)starts[2]));
        (first, second) = (new(Even(even, odd)), new(Odd(even, odd)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(ref readonly double even, ref readonly double odd, nuint two, out Vector256Lane first, out Vector256Lane second)
    {
        var (b, a) = (Halves(in odd, 0, two), Halves(in even, 0, two));
        (first, second) = (new(Even(a, b)), new(Odd(a, b)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TurnBack(Vector256Lane first, Vector256Lane second, ref double origin, int stride) =>
        Write(Even(first.Value, second.Value), Odd(first.Value, second.Value), ref origin, stride, 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Write(Vector256<double> even, Vector256<double> odd, ref double origin, int stride, int start)
    {
        even.GetLower().StoreUnsafe(ref origin, (nuint)start);
        odd.GetLower().StoreUnsafe(ref origin, (nuint)(start + stride));
        even.GetUpper().StoreUnsafe(ref origin, (nuint)(start + (2 * stride)));
        odd.GetUpper().StoreUnsafe(ref origin, (nuint)(start + (3 * stride)));
    }

    /// <summary>A sum to which the numbers that lie side by side are added, from left to right.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Add(ScalarLane sum, Vector256Lane numbers)
    {
        var (lower, upper) = (numbers.Value.GetLower(), numbers.Value.GetUpper());
        return new(sum.Value + lower[0] + lower[1] + upper[0] + upper[1]);
    }

    /// <summary>The same for two sums at once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Lane Add(Vector128Lane sums, Vector256Lane first, Vector256Lane second)
    {
        var (even, odd) = (Even(first.Value, second.Value), Odd(first.Value, second.Value));
        return new(sums.Value + even.GetLower() + odd.GetLower() + even.GetUpper() + odd.GetUpper());
    }

    /// <summary>The least of the numbers that lie side by side; none is NaN.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Least(Vector256Lane numbers)
    {
        var two = Vector128.MinNative(numbers.Value.GetLower(), numbers.Value.GetUpper());
        return ScalarLane.Min(new(two[0]), new(two[1]));
    }

    /// <summary>The greatest of them.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Greatest(Vector256Lane numbers)
    {
        var two = Vector128.MaxNative(numbers.Value.GetLower(), numbers.Value.GetUpper());
        return ScalarLane.Max(new(two[0]), new(two[1]));
    }

    private static Vector256<double> Halves(ref readonly double origin, nuint low, nuint high) =>
        Vector256.Create(Vector128.LoadUnsafe(in origin, low), Vector128.LoadUnsafe(in origin, high));

    private static Vector256<double> Even(Vector256<double> left, Vector256<double> right) => Avx.IsSupported
        ? Avx.UnpackLow(left, right)
        : Vector256.Create(left[0], right[0], left[2], right[2]);

    private static Vector256<double> Odd(Vector256<double> left, Vector256<double> right) => Avx.IsSupported
        ? Avx.UnpackHigh(left, right)
        : Vector256.Create(left[1], right[1], left[3], right[3]);
}
