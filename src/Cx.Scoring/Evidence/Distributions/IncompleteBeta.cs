using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Evidence.Distributions;

/// <summary>The regularised incomplete beta function I(x; a, b), behind the distributions of t and F.</summary>
/// <remarks>Its arguments come with y = 1 - x, so that neither loses digits near its end. a and b are above 0.</remarks>
internal static class IncompleteBeta
{
    private const double Rounding = 1.1102230246251565e-16;

    // From here on six terms of Stirling's series suffice.
    private const double Great = 10;

    /// <summary>I(x; a, b), good to some 14 digits also where it is small.</summary>
    public static double Value(double x, double y, double a, double b) => (a + b) * x <= a
        ? Power(x, y, a, b) * Fraction(x, y, a, b)
        : 1 - (Power(x, y, a, b) * Fraction(y, x, b, a));

    /// <summary>xᵃyᵇ/B(a, b).</summary>
    /// <remarks>
    /// What lies near 1 is taken from the exponents before they are multiplied by a and b (DiDonato and Morris 1992, ACM Algorithm 708, BRCOMP):
    /// √(ab/2π(a + b)) exp(-a φ(x(a + b)/a) - b φ(y(a + b)/b) + Δ(a + b) - Δ(a) - Δ(b)) with φ(r) = r - 1 - ln r.
    /// </remarks>
    public static double Power(double x, double y, double a, double b)
    {
        var sum = a + b;
        var away = a <= b ? a - (sum * x) : (sum * y) - b;
        var exponent = (a * Excess(sum / a * x, -away / a)) + (b * Excess(sum / b * y, away / b)) + Stirling(a) + Stirling(b) - Stirling(sum);
        return Math.Sqrt(a / sum * b / (2 * Math.PI)) * Elementary.Exp(-exponent);
    }

    /// <summary>What <see cref="Power"/> is multiplied by to give I(x; a, b): the even part of its continued fraction.</summary>
    /// <remarks>
    /// No digits cancel in it however great a is (DiDonato and Morris 1992, BFRAC), evaluated forwards (Lentz 1976). It converges everywhere,
    /// quickly where x is at most about a/(a + b).
    /// </remarks>
    public static double Fraction(double x, double y, double a, double b)
    {
        var first = 1 - b + ((a + b) * y);
        var fraction = first * a / (a + 1);
        var (c, d) = (fraction, 0.0);
        for (var n = 1.0; ; n++)
        {
            var s = a + (2 * n) - 1;
            var w = n * (b - n) * x;
            var alpha = (a + n - 1) / s * ((a + n - 1 + b) / s) * w * x;
            var beta = n + (w / s) + ((a + n) / (a + (2 * n) + 1) * (first + (n * (1 + y))));
            d = 1 / (beta + (alpha * d));
            c = beta + (alpha / c);
            var change = c * d;
            fraction *= change;
            if (Math.Abs(change - 1) <= 2 * Rounding)
            {
                return 1 / fraction;
            }
        }
    }

    // ratio - 1 - ln ratio, with the difference from 1 given by itself.
    private static double Excess(double ratio, double difference) =>
        difference - (Math.Abs(difference) < 0.5 ? Elementary.LogOnePlus(difference) : Elementary.Log(ratio));

    // Δ(a) = ln Γ(a) - (a - ½) ln a + a - ½ ln 2π: Abramowitz and Stegun 6.1.41, below 10 by the recurrence.
    private static double Stirling(double a)
    {
        var shift = 0.0;
        for (; a < Great; a++)
        {
            shift += ((a + 0.5) * Elementary.LogOnePlus(1 / a)) - 1;
        }

        var r = 1 / (a * a);
        var series = (((((((((-691.0 / 360360 * r) + (1.0 / 1188)) * r) - (1.0 / 1680)) * r) + (1.0 / 1260)) * r) - (1.0 / 360)) * r) + (1.0 / 12);
        return shift + (series / a);
    }
}
