using System.Runtime.CompilerServices;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>A number of one journey, or the same number of several journeys side by side in a vector register.</summary>
/// <typeparam name="TSelf">The lane itself.</typeparam>
/// <remarks>
/// Every operation works on each journey apart and is IEEE 754 double arithmetic with explicit operations only, so that every width
/// gives the same bits. The library supplies the lanes; a strategy is written against this interface and never names one.
/// </remarks>
public interface ILane<TSelf>
    where TSelf : struct, ILane<TSelf>
{
    /// <summary>How many journeys lie side by side.</summary>
    static abstract int Count { get; }

    /// <summary>The same value for every journey.</summary>
    static abstract TSelf Broadcast(double value);

    /// <summary>Left plus right.</summary>
    static abstract TSelf operator +(TSelf left, TSelf right);

    /// <summary>Left minus right.</summary>
    static abstract TSelf operator -(TSelf left, TSelf right);

    /// <summary>Left times right.</summary>
    static abstract TSelf operator *(TSelf left, TSelf right);

    /// <summary>Left divided by right.</summary>
    static abstract TSelf operator /(TSelf left, TSelf right);

    /// <summary>The value with its sign changed.</summary>
    static abstract TSelf operator -(TSelf value);

    /// <summary>The lesser of two numbers; neither is NaN.</summary>
    static abstract TSelf Min(TSelf left, TSelf right);

    /// <summary>The greater of two numbers; neither is NaN.</summary>
    static abstract TSelf Max(TSelf left, TSelf right);

    /// <summary>The value without its sign.</summary>
    static abstract TSelf Abs(TSelf value);

    /// <summary>The square root, correctly rounded.</summary>
    static abstract TSelf Sqrt(TSelf value);

    /// <summary>left times right plus addend with one rounding.</summary>
    static abstract TSelf FusedMultiplyAdd(TSelf left, TSelf right, TSelf addend);

    /// <summary>Where left is less than right <paramref name="then"/>, else <paramref name="otherwise"/>; both are computed.</summary>
    static abstract TSelf SelectLess(TSelf left, TSelf right, TSelf then, TSelf otherwise);

    /// <summary>Where left equals right <paramref name="then"/>, else <paramref name="otherwise"/>; both are computed.</summary>
    static abstract TSelf SelectEqual(TSelf left, TSelf right, TSelf then, TSelf otherwise);

    /// <summary>The nearest integer, ties to even, of a value below 2⁵¹ in magnitude.</summary>
    static abstract TSelf Round(TSelf value);

    /// <summary>2 to the power of an integer from -1022 to 1023.</summary>
    static abstract TSelf PowerOfTwo(TSelf exponent);

    /// <summary>Splits a positive normal number into mantissa × 2^exponent with a mantissa from √½ to √2.</summary>
    static abstract TSelf Split(TSelf value, out TSelf exponent);

    /// <summary>e to the power of the value: at most 1.1 ulp off; 0 below -745.2, +∞ above 709.8.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Exp(TSelf value) => LaneMath.Exp(value);

    /// <summary>The natural logarithm of a positive number: at most 1 ulp off; -∞ for 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Log(TSelf value) => LaneMath.Log(value);

    /// <summary>A number that is not negative, to a finite power: at most 2 ulp off where the result is a normal number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    static virtual TSelf Pow(TSelf value, TSelf exponent) => LaneMath.Pow(value, exponent);

    /// <summary>e to the power of a value from -708 to 709, with the bits of <see cref="Exp"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static virtual TSelf ExpToNormal(TSelf value) => LaneMath.ExpToNormal(value);

    /// <summary>The natural logarithm of a positive normal number, with the bits of <see cref="Log"/>; for any other a finite number without meaning.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static virtual TSelf LogOfNormal(TSelf value) => LaneMath.LogOfNormal(value);

    /// <summary>The same as <see cref="SelectLess"/>, and never a branch: for what no processor can foretell.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static virtual TSelf BlendLess(TSelf left, TSelf right, TSelf then, TSelf otherwise) => TSelf.SelectLess(left, right, then, otherwise);

    /// <summary>The same as <see cref="SelectEqual"/>, and never a branch.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static virtual TSelf BlendEqual(TSelf left, TSelf right, TSelf then, TSelf otherwise) => TSelf.SelectEqual(left, right, then, otherwise);

    /// <summary>Whether each journey's left equals its right; NaN equals nothing.</summary>
    internal static abstract bool AllEqual(TSelf left, TSelf right);

    /// <summary>Puts the lesser of two scores first.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static virtual void Order(ref TSelf less, ref TSelf more) => (less, more) = (TSelf.Min(less, more), TSelf.Max(less, more));

    /// <summary>The greater of two scores; of zeros of different sign it may be either.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static virtual TSelf Greater(TSelf left, TSelf right) => TSelf.Max(left, right);

    /// <summary>The value times 2 to the power of an integer from -1078 to 1078, with one rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static virtual TSelf Scale(TSelf value, TSelf exponent)
    {
        // Two steps, because the power itself may be out of range where the result is not; the first is exact.
        var half = TSelf.Round(exponent * TSelf.Broadcast(0.5));
        return value * TSelf.PowerOfTwo(half) * TSelf.PowerOfTwo(exponent - half);
    }

    /// <summary>The value times 2 to the power of the integer that was added to <see cref="ScalarLane.SignedInteger"/>; value and result are normal numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static virtual TSelf ScaleByLastBits(TSelf value, TSelf lastBits) => value * TSelf.PowerOfTwo(lastBits - TSelf.Broadcast(ScalarLane.SignedInteger));
}
