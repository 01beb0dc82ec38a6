using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>The lane of one journey: a double.</summary>
internal readonly struct ScalarLane(double value) : IEngineLane<ScalarLane>
{
    public const int MantissaBits = 52;

    /// <summary>An integer added to this number stands in the last bits of the sum, also a negative one: no instruction converts it.</summary>
    public const double SignedInteger = 1.5 * Integer;

    /// <summary>An integer put into the last bits of this number is added to it.</summary>
    public const double Integer = 1L << MantissaBits;

    /// <summary>What is added to an exponent where it is stored.</summary>
    public const int Bias = 1023;

    /// <summary>What <see cref="Split"/> adds to an exponent, so that none is negative.</summary>
    public const int Lift = 1024;

    public const long LiftBits = (long)Lift << MantissaBits;

    public const long ExponentBits = -1L << MantissaBits;

    /// <summary>What lifts the exponent of the bits of a number, and where its mantissa is √½ or more by one more.</summary>
    public const long LiftFromRootOfHalf = LiftBits - RootOfHalf;

    /// <summary>The bits that no number from 0 to <see cref="AlmostTwo"/> has: the sign, and the one that a double has from 2 on, or if it is NaN.</summary>
    public const long MarkBits = 3L << (MantissaBits + 10);

    /// <summary>The number before 2. Times a number from 0 to 1 it is less than 2, times any beyond 1 it rounds to 2 or more.</summary>
    public const double AlmostTwo = 1.9999999999999998;

    // √½ rounded down, as bits.
    private const long RootOfHalf = 0x3FE6_A09E_667F_3BCC;

    public readonly double Value = value;

    public static int Count => 1;

    public static bool IsMarkGreatest => false;

    /// <summary>The same memory, read as lanes.</summary>
    public static ReadOnlySpan<ScalarLane> Of(ReadOnlySpan<double> values) => MemoryMarshal.Cast<double, ScalarLane>(values);

    /// <inheritdoc cref="Of(ReadOnlySpan{double})"/>
    public static Span<ScalarLane> Of(Span<double> values) => MemoryMarshal.Cast<double, ScalarLane>(values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Broadcast(double value) => new(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane operator +(ScalarLane left, ScalarLane right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane operator -(ScalarLane left, ScalarLane right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane operator *(ScalarLane left, ScalarLane right) => new(left.Value * right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane operator /(ScalarLane left, ScalarLane right) => new(left.Value / right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane operator -(ScalarLane value) => new(-value.Value);

    // MinNative and MaxNative are one instruction; they differ from Min and Max only for NaN and signed zeros, which no lane meets.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Min(ScalarLane left, ScalarLane right) => new(double.MinNative(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Max(ScalarLane left, ScalarLane right) => new(double.MaxNative(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Abs(ScalarLane value) => new(Math.Abs(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Sqrt(ScalarLane value) => new(Math.Sqrt(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane FusedMultiplyAdd(ScalarLane left, ScalarLane right, ScalarLane addend) =>
        new(Math.FusedMultiplyAdd(left.Value, right.Value, addend.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane SelectLess(ScalarLane left, ScalarLane right, ScalarLane then, ScalarLane otherwise) =>
        left.Value < right.Value ? then : otherwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane SelectEqual(ScalarLane left, ScalarLane right, ScalarLane then, ScalarLane otherwise) =>
        left.Value == right.Value ? then : otherwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Round(ScalarLane value) => new(Math.Round(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane PowerOfTwo(ScalarLane exponent) =>
        new(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(exponent.Value + (SignedInteger + Bias)) << MantissaBits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarLane ILane<ScalarLane>.ScaleByLastBits(ScalarLane value, ScalarLane lastBits) =>
        new(BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(value.Value) + (BitConverter.DoubleToInt64Bits(lastBits.Value) << MantissaBits)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Split(ScalarLane value, out ScalarLane exponent)
    {
        var bits = BitConverter.DoubleToInt64Bits(value.Value);
        var lifted = bits + LiftFromRootOfHalf;
        exponent = new(BitConverter.Int64BitsToDouble((lifted >>> MantissaBits) | BitConverter.DoubleToInt64Bits(Integer)) - (Integer + Lift));
        return new(BitConverter.Int64BitsToDouble(bits + LiftBits - (lifted & ExponentBits)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Mark(ScalarLane marks, ScalarLane scores) => new(BitConverter.Int64BitsToDouble(
        BitConverter.DoubleToInt64Bits(marks.Value) | BitConverter.DoubleToInt64Bits(scores.Value * AlmostTwo)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsUnmarked(ScalarLane marks) => (BitConverter.DoubleToInt64Bits(marks.Value) & MarkBits) == 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllEqual(ScalarLane left, ScalarLane right) => left.Value == right.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane IfNumber(ScalarLane tested, ScalarLane value) => double.IsNaN(tested.Value) ? new(0) : value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ScalarLane Load(ref readonly double first) => new(first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(ScalarLane value, ref double first) => first = value.Value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(ref readonly double origin, ReadOnlySpan<int> starts, out ScalarLane first, out ScalarLane second)
    {
        var both = Vector128.LoadUnsafe(in origin, (nuint)starts[0]);
        (first, second) = (new(both[0]), new(both[1]));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(ref readonly double even, ref readonly double odd, nuint two, out ScalarLane first, out ScalarLane second) =>
        Turn(in even, [0], out first, out second);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TurnBack(ScalarLane first, ScalarLane second, ref double origin, int stride) => Vector128.Create(first.Value, second.Value).StoreUnsafe(ref origin);

    // Written out: a sort of many has no room for more calls that are inlined.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILane<ScalarLane>.Order(ref ScalarLane less, ref ScalarLane more)
    {
        var least = double.MinNative(less.Value, more.Value);
        more = new(double.MaxNative(less.Value, more.Value));
        less = new(least);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarLane ILane<ScalarLane>.BlendLess(ScalarLane left, ScalarLane right, ScalarLane then, ScalarLane otherwise) =>
        Blend(Vector128.LessThan(Vector128.CreateScalarUnsafe(left.Value), Vector128.CreateScalarUnsafe(right.Value)), then, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static ScalarLane ILane<ScalarLane>.BlendEqual(ScalarLane left, ScalarLane right, ScalarLane then, ScalarLane otherwise) =>
        Blend(Vector128.Equals(Vector128.CreateScalarUnsafe(left.Value), Vector128.CreateScalarUnsafe(right.Value)), then, otherwise);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ScalarLane Blend(Vector128<double> where, ScalarLane then, ScalarLane otherwise) =>
        new(Vector128.ConditionalSelect(where, Vector128.CreateScalarUnsafe(then.Value), Vector128.CreateScalarUnsafe(otherwise.Value)).ToScalar());
}
