using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>Two lanes side by side, each operation with the bits of <see cref="ScalarLane"/>.</summary>
internal readonly struct Vector128Lane(Vector128<double> value) : IEngineLane<Vector128Lane>
{
    public readonly Vector128<double> Value = value;

    public static int Count => Vector128<double>.Count;

    public static bool IsMarkGreatest => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Lane Broadcast(double value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Lane operator +(Vector128Lane left, Vector128Lane right) => new(left.Value + right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Lane operator -(Vector128Lane left, Vector128Lane right) => new(left.Value - right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Lane operator *(Vector128Lane left, Vector128Lane right) => new(left.Value * right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Lane operator /(Vector128Lane left, Vector128Lane right) => new(left.Value / right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Lane operator -(Vector128Lane value) => new(value.Value ^ Vector128.Create(-0.0));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Lane Min(Vector128Lane left, Vector128Lane right) => new(Vector128.MinNative(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Lane Max(Vector128Lane left, Vector128Lane right) => new(Vector128.MaxNative(left.Value, right.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Lane Abs(Vector128Lane value) => new(Vector128.Abs(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Lane Sqrt(Vector128Lane value) => new(Vector128.Sqrt(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Lane FusedMultiplyAdd(Vector128Lane left, Vector128Lane right, Vector128Lane addend) =>
        new(Vector128.FusedMultiplyAdd(left.Value, right.Value, addend.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Lane SelectLess(Vector128Lane left, Vector128Lane right, Vector128Lane then, Vector128Lane otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.LessThan(left.Value, right.Value), then.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Lane SelectEqual(Vector128Lane left, Vector128Lane right, Vector128Lane then, Vector128Lane otherwise) =>
        new(Vector128.ConditionalSelect(Vector128.Equals(left.Value, right.Value), then.Value, otherwise.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Lane Round(Vector128Lane value) => new(Vector128.Round(value.Value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Lane PowerOfTwo(Vector128Lane exponent) =>
        new(((exponent.Value + Vector128.Create(ScalarLane.SignedInteger + ScalarLane.Bias)).AsInt64() << ScalarLane.MantissaBits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static Vector128Lane ILane<Vector128Lane>.ScaleByLastBits(Vector128Lane value, Vector128Lane lastBits) =>
        new((value.Value.AsInt64() + (lastBits.Value.AsInt64() << ScalarLane.MantissaBits)).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Lane Split(Vector128Lane value, out Vector128Lane exponent)
    {
        var bits = value.Value.AsInt64();
        var lifted = bits + Vector128.Create(ScalarLane.LiftFromRootOfHalf);
        var last = Vector128.ShiftRightLogical(lifted, ScalarLane.MantissaBits) | Vector128.Create(ScalarLane.Integer).AsInt64();
        exponent = new(last.AsDouble() - Vector128.Create(ScalarLane.Integer + ScalarLane.Lift));
        return new((bits + Vector128.Create(ScalarLane.LiftBits) - (lifted & Vector128.Create(ScalarLane.ExponentBits))).AsDouble());
    }

    // Written out: a sort of many has no room for more calls that are inlined.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static void ILane<Vector128Lane>.Order(ref Vector128Lane less, ref Vector128Lane more)
    {
        var least = Vector128.MinNative(less.Value, more.Value);
        more = new(Vector128.MaxNative(less.Value, more.Value));
        less = new(least);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Lane Mark(Vector128Lane marks, Vector128Lane scores) => new(marks.Value | (scores.Value * Vector128.Create(ScalarLane.AlmostTwo)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsUnmarked(Vector128Lane marks) => (marks.Value.AsInt64() & Vector128.Create(ScalarLane.MarkBits)) == Vector128<long>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool AllEqual(Vector128Lane left, Vector128Lane right) => Vector128.EqualsAll(left.Value, right.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Lane IfNumber(Vector128Lane tested, Vector128Lane value) => new(Vector128.Equals(tested.Value, tested.Value) & value.Value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector128Lane Load(ref readonly double first) => new(Vector128.LoadUnsafe(in first));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(Vector128Lane value, ref double first) => value.Value.StoreUnsafe(ref first);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(ref readonly double origin, ReadOnlySpan<int> starts, out Vector128Lane first, out Vector128Lane second)
    {
        var (b, a) = (Vector128.LoadUnsafe(in origin, (nuint)starts[1]), Vector128.LoadUnsafe(in origin, (nuint)starts[0]));
        first = new(Vector128.Create(a.GetElement(0), b.GetElement(0)));
        second = new(Vector128.Create(a.GetElement(1), b.GetElement(1)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Turn(ref readonly double even, ref readonly double odd, nuint two, out Vector128Lane first, out Vector128Lane second)
    {
        var (b, a) = (Vector128.LoadUnsafe(in odd), Vector128.LoadUnsafe(in even));
        first = new(Vector128.Create(a.GetElement(0), b.GetElement(0)));
        second = new(Vector128.Create(a.GetElement(1), b.GetElement(1)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void TurnBack(Vector128Lane first, Vector128Lane second, ref double origin, int stride)
    {
        Vector128.Create(first.Value.GetElement(0), second.Value.GetElement(0)).StoreUnsafe(ref origin);
        Vector128.Create(first.Value.GetElement(1), second.Value.GetElement(1)).StoreUnsafe(ref origin, (nuint)stride);
    }
}
