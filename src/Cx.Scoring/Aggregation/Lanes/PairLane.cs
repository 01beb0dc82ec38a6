using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>Two lanes that go through a formula together: while the one waits for what it computed before, the other computes.</summary>
internal readonly struct PairLane<TLane>(TLane low, TLane high) : ILane<PairLane<TLane>>
    where TLane : unmanaged, ILane<TLane>
{
    /// <summary>The journeys that come first.</summary>
    public readonly TLane Low = low;

    /// <summary>The journeys behind them.</summary>
    public readonly TLane High = high;

    public static int Count => 2 * TLane.Count;

    /// <summary>The same lanes for both halves.</summary>
    public static void Twice(ReadOnlySpan<TLane> lanes, Span<PairLane<TLane>> pairs)
    {
        for (var i = 0; i < lanes.Length; i++)
        {
            pairs[i] = new(lanes[i], lanes[i]);
        }
    }

    /// <summary>The number that a lane holds for every journey. It is read as one number: a vector may lie in two lines of the cache, which costs as much as another read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> Common(ref readonly TLane lane)
    {
        var each = TLane.Broadcast(MemoryMarshal.Cast<TLane, double>(new ReadOnlySpan<TLane>(in lane))[0]);
        return new(each, each);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> Broadcast(double value) => new(TLane.Broadcast(value), TLane.Broadcast(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> operator +(PairLane<TLane> left, PairLane<TLane> right) => new(left.Low + right.Low, left.High + right.High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> operator -(PairLane<TLane> left, PairLane<TLane> right) => new(left.Low - right.Low, left.High - right.High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> operator *(PairLane<TLane> left, PairLane<TLane> right) => new(left.Low * right.Low, left.High * right.High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> operator /(PairLane<TLane> left, PairLane<TLane> right) => new(left.Low / right.Low, left.High / right.High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> operator -(PairLane<TLane> value) => new(-value.Low, -value.High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> Min(PairLane<TLane> left, PairLane<TLane> right) => new(TLane.Min(left.Low, right.Low), TLane.Min(left.High, right.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> Max(PairLane<TLane> left, PairLane<TLane> right) => new(TLane.Max(left.Low, right.Low), TLane.Max(left.High, right.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> Abs(PairLane<TLane> value) => new(TLane.Abs(value.Low), TLane.Abs(value.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> Sqrt(PairLane<TLane> value) => new(TLane.Sqrt(value.Low), TLane.Sqrt(value.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> FusedMultiplyAdd(PairLane<TLane> left, PairLane<TLane> right, PairLane<TLane> addend) =>
        new(TLane.FusedMultiplyAdd(left.Low, right.Low, addend.Low), TLane.FusedMultiplyAdd(left.High, right.High, addend.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> SelectLess(PairLane<TLane> left, PairLane<TLane> right, PairLane<TLane> then, PairLane<TLane> otherwise) =>
        new(TLane.SelectLess(left.Low, right.Low, then.Low, otherwise.Low), TLane.SelectLess(left.High, right.High, then.High, otherwise.High));

    /// <summary>The same where both lanes have the left one in common.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> SelectLess(TLane left, PairLane<TLane> right, PairLane<TLane> then, PairLane<TLane> otherwise) =>
        new(TLane.SelectLess(left, right.Low, then.Low, otherwise.Low), TLane.SelectLess(left, right.High, then.High, otherwise.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> SelectEqual(PairLane<TLane> left, PairLane<TLane> right, PairLane<TLane> then, PairLane<TLane> otherwise) =>
        new(TLane.SelectEqual(left.Low, right.Low, then.Low, otherwise.Low), TLane.SelectEqual(left.High, right.High, then.High, otherwise.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> Round(PairLane<TLane> value) => new(TLane.Round(value.Low), TLane.Round(value.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> PowerOfTwo(PairLane<TLane> exponent) => new(TLane.PowerOfTwo(exponent.Low), TLane.PowerOfTwo(exponent.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> Split(PairLane<TLane> value, out PairLane<TLane> exponent)
    {
        var (low, high) = (TLane.Split(value.Low, out var ofLow), TLane.Split(value.High, out var ofHigh));
        exponent = new(ofLow, ofHigh);
        return new(low, high);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static PairLane<TLane> ILane<PairLane<TLane>>.Exp(PairLane<TLane> value) => new(TLane.Exp(value.Low), TLane.Exp(value.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static PairLane<TLane> ILane<PairLane<TLane>>.Log(PairLane<TLane> value) => new(TLane.Log(value.Low), TLane.Log(value.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static PairLane<TLane> ILane<PairLane<TLane>>.ExpToNormal(PairLane<TLane> value) => new(TLane.ExpToNormal(value.Low), TLane.ExpToNormal(value.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static PairLane<TLane> ILane<PairLane<TLane>>.LogOfNormal(PairLane<TLane> value) => new(TLane.LogOfNormal(value.Low), TLane.LogOfNormal(value.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static PairLane<TLane> ILane<PairLane<TLane>>.Pow(PairLane<TLane> value, PairLane<TLane> exponent) => Pow(in value, in exponent);

    // By itself: within a formula two powers would be too many operations for the compiler. By reference: a pair that is copied is written in parts and waits before it is read.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static PairLane<TLane> Pow(ref readonly PairLane<TLane> value, ref readonly PairLane<TLane> exponent) =>
        new(TLane.Pow(value.Low, exponent.Low), TLane.Pow(value.High, exponent.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static bool ILane<PairLane<TLane>>.AllEqual(PairLane<TLane> left, PairLane<TLane> right) => TLane.AllEqual(left.Low, right.Low) && TLane.AllEqual(left.High, right.High);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static PairLane<TLane> ILane<PairLane<TLane>>.BlendLess(PairLane<TLane> left, PairLane<TLane> right, PairLane<TLane> then, PairLane<TLane> otherwise) =>
        new(TLane.BlendLess(left.Low, right.Low, then.Low, otherwise.Low), TLane.BlendLess(left.High, right.High, then.High, otherwise.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static PairLane<TLane> ILane<PairLane<TLane>>.BlendEqual(PairLane<TLane> left, PairLane<TLane> right, PairLane<TLane> then, PairLane<TLane> otherwise) =>
        new(TLane.BlendEqual(left.Low, right.Low, then.Low, otherwise.Low), TLane.BlendEqual(left.High, right.High, then.High, otherwise.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static PairLane<TLane> ILane<PairLane<TLane>>.Greater(PairLane<TLane> left, PairLane<TLane> right) => new(TLane.Greater(left.Low, right.Low), TLane.Greater(left.High, right.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static PairLane<TLane> ILane<PairLane<TLane>>.Scale(PairLane<TLane> value, PairLane<TLane> exponent) =>
        new(TLane.Scale(value.Low, exponent.Low), TLane.Scale(value.High, exponent.High));
}
