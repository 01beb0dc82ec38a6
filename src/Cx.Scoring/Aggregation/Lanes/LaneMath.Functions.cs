using System.Runtime.CompilerServices;

namespace Cx.Scoring.Aggregation.Lanes;

/// <content>exp, log and pow from IEEE operations only, so that every width and platform gives the same bits.</content>
/// <remarks>
/// Method: reduction to a short interval and a polynomial (Muller, Elementary Functions, 2016, chapters 11 and 4). The coefficients are
/// Chebyshev fits computed at 200 bits: the fit errors are below 2⁻⁶⁰ of the result. Log has the form
/// log m = 2 artanh(f/(2+f)), f = m-1; pow carries the logarithm as an unevaluated sum of two doubles (Dekker 1971).
/// </remarks>
public static partial class LaneMath
{
    internal const double SmallestNormal = 2.2250738585072014e-308;
    private const double TwoTo54 = 18014398509481984;

    // ln 2 = High + Low; High has 21 trailing zero bits, so that a multiple of it by an exponent is exact.
    private const double LnTwoHigh = 0.6931471803691238;
    private const double LnTwoLow = 1.9082149292705877e-10;

    // The same with 42 leading bits, for pow.
    private const double LnTwoHighLong = 0.693147180559663;
    private const double LnTwoLowLong = 2.8235290563031577e-13;

    // Where e^x - 1 is taken from the polynomial: twice its half range, ln 2 / 2.
    private const double NearZero = 0.69;

    private const double TwoThirds = 0.6666666666666666;
    private const double TwoThirdsLow = 3.700743415417188e-17;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Exp<TLane>(TLane value)
        where TLane : struct, ILane<TLane>
    {
        var mantissa = ExpOfReduced(Clamped(value), out var exponent, out _);
        return TLane.Scale(mantissa, exponent);
    }

    // The same bits for a value from -708 to 709, of which the result is a normal number.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane ExpToNormal<TLane>(TLane value)
        where TLane : struct, ILane<TLane>
    {
        var mantissa = ExpOfReduced(value, out _, out var lastBits);
        return TLane.ScaleByLastBits(mantissa, lastBits);
    }

    // e^(value + rest), where rest is below half an ulp of value.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Exp<TLane>(TLane value, TLane rest)
        where TLane : struct, ILane<TLane>
    {
        var high = Reduce(Clamped(value), out var exponent, out _);
        var low = (exponent * TLane.Broadcast(LnTwoLow)) - rest;
        var r = high - low;
        return TLane.Scale(ExpOfRest(r, (high - r) - low), exponent);
    }

    // Outside, the result is 0 or +∞; clamping keeps the exponent within what Scale takes.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Clamped<TLane>(TLane value)
        where TLane : struct, ILane<TLane> => TLane.Max(TLane.Broadcast(-746), TLane.Min(TLane.Broadcast(710), value));

    // The value less the nearest multiple of the high digits of ln 2; the caller takes off that of the low ones. Which multiple it was is given also in the last bits of a sum.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Reduce<TLane>(TLane value, out TLane exponent, out TLane lastBits)
        where TLane : struct, ILane<TLane>
    {
        lastBits = TLane.FusedMultiplyAdd(value, TLane.Broadcast(1.4426950408889634), TLane.Broadcast(ScalarLane.SignedInteger));
        exponent = lastBits - TLane.Broadcast(ScalarLane.SignedInteger);
        return TLane.FusedMultiplyAdd(exponent, TLane.Broadcast(-LnTwoHigh), value);
    }

    // e^value less its power of 2.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ExpOfReduced<TLane>(TLane value, out TLane exponent, out TLane lastBits)
        where TLane : struct, ILane<TLane>
    {
        var high = Reduce(value, out exponent, out lastBits);
        var r = TLane.FusedMultiplyAdd(exponent, TLane.Broadcast(-LnTwoLow), high);
        var square = r * r;
        return TLane.Broadcast(1) + TLane.FusedMultiplyAdd(square, ExpTail(r, square), r);
    }

    // e^(r + error), where the error is below an ulp of r.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ExpOfRest<TLane>(TLane r, TLane error)
        where TLane : struct, ILane<TLane>
    {
        var square = r * r;
        return TLane.Broadcast(1) + (r + TLane.FusedMultiplyAdd(square, ExpTail(r, square), TLane.FusedMultiplyAdd(r, error, error)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Log<TLane>(TLane value)
        where TLane : struct, ILane<TLane>
    {
        var (mantissa, exponent) = SplitAny(value);
        return TLane.SelectEqual(value, TLane.Broadcast(0), TLane.Broadcast(double.NegativeInfinity), Log(mantissa, exponent));
    }

    // The same bits for a positive normal number; for any other a finite number without meaning.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane LogOfNormal<TLane>(TLane value)
        where TLane : struct, ILane<TLane> => Log(TLane.Split(value, out var exponent), exponent);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Log<TLane>(TLane mantissa, TLane exponent)
        where TLane : struct, ILane<TLane>
    {
        var f = mantissa - TLane.Broadcast(1);
        var s = f / (TLane.Broadcast(2) + f);
        var z = s * s;
        var tail = z * LogTail(z);
        var halfSquare = TLane.Broadcast(0.5) * f * f;
        var low = TLane.FusedMultiplyAdd(s, halfSquare + tail, exponent * TLane.Broadcast(LnTwoLow));
        return TLane.FusedMultiplyAdd(exponent, TLane.Broadcast(LnTwoHigh), f - (halfSquare - low));
    }

    // e^x - 1 without the loss of digits near 0: (e^(x/2) - 1)(e^(x/2) + 1) doubles the range of the polynomial.
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static TLane ExpMinusOne<TLane>(TLane value)
        where TLane : struct, ILane<TLane>
    {
        var far = Exp(value) - TLane.Broadcast(1);
        var r = TLane.Max(TLane.Broadcast(-NearZero), TLane.Min(TLane.Broadcast(NearZero), value)) * TLane.Broadcast(0.5);
        var square = r * r;
        var half = TLane.FusedMultiplyAdd(square, ExpTail(r, square), r);
        var near = half * (half + TLane.Broadcast(2));
        return TLane.SelectLess(TLane.Abs(value), TLane.Broadcast(NearZero), near, far);
    }

    // log(1 + x) for x > -1: the logarithm of the rounded 1 + x, corrected for what the rounding lost (Kahan).
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static TLane LogOnePlus<TLane>(TLane value)
        where TLane : struct, ILane<TLane>
    {
        var one = TLane.Broadcast(1);
        var rounded = one + value;
        var corrected = Log(rounded) * (value / (rounded - one));
        return TLane.SelectEqual(rounded, one, value, corrected);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Pow<TLane>(TLane value, TLane exponent)
        where TLane : struct, ILane<TLane>
    {
        var (zero, one) = (TLane.Broadcast(0), TLane.Broadcast(1));
        var (logHigh, logLow) = LongLog(value);
        var high = exponent * logHigh;
        var low = TLane.FusedMultiplyAdd(exponent, logHigh, -high) + (exponent * logLow);
        var inRange = TLane.SelectLess(TLane.Abs(high), TLane.Broadcast(800), low, zero);
        var ofZero = TLane.SelectLess(zero, exponent, zero, TLane.SelectEqual(exponent, zero, one, TLane.Broadcast(double.PositiveInfinity)));
        return TLane.SelectEqual(value, zero, ofZero, Exp(high, inRange));
    }

    // The same as a call, for a method that has no room for it: the compiler gives up beyond some hundred operations.
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static TLane PowApart<TLane>(TLane value, TLane exponent)
        where TLane : struct, ILane<TLane> =>
        TLane.Pow(value, exponent);

    // log as the sum of two doubles, about 2⁻⁶³ off.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLane High, TLane Low) LongLog<TLane>(TLane value)
        where TLane : struct, ILane<TLane>
    {
        var (mantissa, exponent) = SplitAny(value);
        var one = TLane.Broadcast(1);
        var f = mantissa - one;
        var denominator = mantissa + one;
        var denominatorLow = mantissa - (denominator - one);
        var inverse = one / denominator;
        var s = f * inverse;
        var sLow = (TLane.FusedMultiplyAdd(-s, denominator, f) - (s * denominatorLow)) * inverse;
        var (z, zLow) = Product(s, sLow, s, sLow);
        var (cube, cubeLow) = Product(s, sLow, z, zLow);
        var (third, thirdLow) = Product(cube, cubeLow, TLane.Broadcast(TwoThirds), TLane.Broadcast(TwoThirdsLow));
        var tail = cube * z * LogTailLong(z);
        var (sum, error) = FastTwoSum(exponent * TLane.Broadcast(LnTwoHighLong), s + s);
        var (next, nextError) = FastTwoSum(sum, third);
        var low = error + nextError + (thirdLow + (sLow + sLow) + tail + (exponent * TLane.Broadcast(LnTwoLowLong)));
        return FastTwoSum(next, low);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLane Mantissa, TLane Exponent) SplitAny<TLane>(TLane value)
        where TLane : struct, ILane<TLane>
    {
        var smallest = TLane.Broadcast(SmallestNormal);
        var normal = TLane.SelectLess(value, smallest, value * TLane.Broadcast(TwoTo54), value);
        var mantissa = TLane.Split(normal, out var exponent);
        return (mantissa, TLane.SelectLess(value, smallest, exponent - TLane.Broadcast(54), exponent));
    }

    // (e^r - 1 - r) / r² on |r| <= ln 2 / 2, given r and r².
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane ExpTail<TLane>(TLane r, TLane square)
        where TLane : struct, ILane<TLane>
    {
        var fourth = square * square;
        var last = TLane.FusedMultiplyAdd(TLane.Broadcast(2.0914694560351592e-09), square, Line(r, 2.510522763655176e-08, 2.755727362486648e-07));
        var middle = TLane.FusedMultiplyAdd(Line(r, 2.7557255374658744e-06, 2.4801587325562125e-05), square, Line(r, 0.00019841269874840768, 0.0013888888888883744));
        var first = TLane.FusedMultiplyAdd(Line(r, 0.008333333333326129, 0.04166666666666667), square, Line(r, 0.1666666666666667, 0.5));
        return TLane.FusedMultiplyAdd(TLane.FusedMultiplyAdd(last, fourth, middle), fourth, first);
    }

    // (log((1+s)/(1-s)) - 2s) / s³ in z = s².
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane LogTail<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        var square = z * z;
        var last = TLane.FusedMultiplyAdd(TLane.Broadcast(0.14616585424888623), square, Line(z, 0.15331710618210773, 0.18182889455674947));
        var first = TLane.FusedMultiplyAdd(Line(z, 0.22222211130259878, 0.2857142862600327), square, Line(z, 0.39999999999899444, 0.666666666666667));
        return TLane.FusedMultiplyAdd(last, square * square, first);
    }

    // The same without its first term 2/3, divided by z.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane LogTailLong<TLane>(TLane z)
        where TLane : struct, ILane<TLane>
    {
        var square = z * z;
        var fourth = square * square;
        var middle = TLane.FusedMultiplyAdd(Line(z, 0.10456327269484514, 0.11766813121034213), square, Line(z, 0.13333296534432942, 0.15384615761170173));
        var first = TLane.FusedMultiplyAdd(Line(z, 0.18181818179656925, 0.2222222222222843), square, Line(z, 0.28571428571428564, 0.4));
        return TLane.FusedMultiplyAdd(TLane.FusedMultiplyAdd(TLane.Broadcast(0.107624244195648), fourth, middle), fourth, first);
    }

    // Two terms of a polynomial. All pairs are computed side by side and then put together (Estrin 1960): one term after the other, each would wait for the one before.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane Line<TLane>(TLane x, double slope, double constant)
        where TLane : struct, ILane<TLane> =>
        TLane.FusedMultiplyAdd(TLane.Broadcast(slope), x, TLane.Broadcast(constant));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLane High, TLane Low) Product<TLane>(TLane left, TLane leftLow, TLane right, TLane rightLow)
        where TLane : struct, ILane<TLane>
    {
        var high = left * right;
        return (high, TLane.FusedMultiplyAdd(left, right, -high) + (left * rightLow) + (leftLow * right));
    }

    // Dekker 1971; |greater| >= |lesser|, or greater is 0.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (TLane Sum, TLane Error) FastTwoSum<TLane>(TLane greater, TLane lesser)
        where TLane : struct, ILane<TLane>
    {
        var sum = greater + lesser;
        return (sum, lesser - (sum - greater));
    }
}
