using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Evidence.Distributions;

/// <summary>Student's t distribution for any number of degrees of freedom, whole or not; with infinitely many it is the normal distribution.</summary>
internal static class Student
{
    private const double RootOfPi = 1.7724538509055160273;

    // Four roundings: below, iterations may go in circles.
    private const double Precision = 4.440892098500626e-16;

    /// <summary>The probability that |T| is more than t.</summary>
    /// <param name="t">0 or more.</param>
    /// <param name="degreesOfFreedom">More than 0; may be infinite.</param>
    /// <remarks>The incomplete beta function I(ν/(ν + t²); ν/2, ½), Abramowitz and Stegun 26.7.1.</remarks>
    public static double TwoSidedTail(double t, double degreesOfFreedom)
    {
        if (double.IsPositiveInfinity(degreesOfFreedom))
        {
            return 2 * Normal.UpperTail(t);
        }

        var half = degreesOfFreedom / 2;
        var square = t * t;
        var over = degreesOfFreedom + square;
        var power = Elementary.Exp(-half * Elementary.LogOnePlus(square / degreesOfFreedom));
        var factor = t / Math.Sqrt(over) * power * GammaRatio(half) / RootOfPi;

        // Either fraction converges everywhere, each quickly on its side of t² = 3ν/(ν + 2).
        return square * (degreesOfFreedom + 2) > 3 * degreesOfFreedom
            ? factor * IncompleteBeta.Fraction(degreesOfFreedom / over, square / over, half, 0.5)
            : 1 - (2 * factor * MiddleFraction(square / over, half));
    }

    /// <summary>The t that |T| exceeds with a given probability.</summary>
    /// <param name="probability">More than 0, at most 1.</param>
    /// <param name="degreesOfFreedom">1 or more; may be infinite.</param>
    /// <remarks>
    /// Newton's method from the normal quantile. Tails of t are heavier, so that lies below; and the tail is convex, so the steps rise to
    /// the root and never pass it but by rounding.
    /// </remarks>
    public static double Critical(double probability, double degreesOfFreedom)
    {
        var t = Math.Abs(Normal.Quantile(probability / 2));
        if (double.IsPositiveInfinity(degreesOfFreedom))
        {
            return t;
        }

        var peak = 2 * GammaRatio(degreesOfFreedom / 2) / (Math.Sqrt(degreesOfFreedom) * RootOfPi);
        while (true)
        {
            var slope = peak * Elementary.Exp(-(degreesOfFreedom + 1) / 2 * Elementary.LogOnePlus(t * t / degreesOfFreedom));
            var step = (TwoSidedTail(t, degreesOfFreedom) - probability) / slope;
            t += step;
            if (!(step > Precision * t))
            {
                return t;
            }
        }
    }

    // Γ(a + ½)/Γ(a): its asymptotic series from 40 on, where eight terms suffice, and below by the recurrence (Abramowitz and Stegun 6.1.47, 6.1.15).
    private static double GammaRatio(double a)
    {
        var shift = 1.0;
        for (; a < 40; a++)
        {
            shift *= a / (a + 0.5);
        }

        var r = 1 / a;
        var series = ((((((((39325.0 / 33554432 * r) + (869.0 / 4194304)) * r) - (399.0 / 262144)) * r) - (21.0 / 32768)) * r) + (5.0 / 1024)) * r;
        return shift * Math.Sqrt(a) * (1 + ((((series + (1.0 / 128)) * r) - 0.125) * r));
    }

    // The continued fraction of I(y; ½, a), Abramowitz and Stegun 26.5.8, evaluated forwards (Lentz 1976).
    private static double MiddleFraction(double y, double a)
    {
        var (c, d) = (1.0, 1 / (1 - ((a + 0.5) * y / 1.5)));
        var fraction = d;
        for (var m = 1.0; ; m++)
        {
            var even = m * (a - m) * y / (((2 * m) - 0.5) * ((2 * m) + 0.5));
            d = 1 / (1 + (even * d));
            c = 1 + (even / c);
            fraction *= c * d;
            var odd = -(m + 0.5) * (a + 0.5 + m) * y / (((2 * m) + 0.5) * ((2 * m) + 1.5));
            d = 1 / (1 + (odd * d));
            c = 1 + (odd / c);
            var change = c * d;
            fraction *= change;
            if (!(Math.Abs(change - 1) > Precision))
            {
                return fraction;
            }
        }
    }
}
