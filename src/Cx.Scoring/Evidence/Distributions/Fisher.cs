using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Evidence.Distributions;

/// <summary>Fisher's distribution F of the ratio of two independent mean squares, for any number of degrees of freedom, whole or not.</summary>
internal static class Fisher
{
    private const double Rounding = 1.1102230246251565e-16;

    /// <summary>The f that F exceeds with a given probability; what it falls below is <c>1/Critical(probability, under, over)</c>.</summary>
    /// <param name="probability">More than 0, less than 1.</param>
    /// <param name="over">The degrees of freedom of the numerator, above 0.</param>
    /// <param name="under">Those of the denominator, above 0.</param>
    /// <remarks>
    /// The tail is I(ν₂/(ν₂ + ν₁f); ν₂/2, ν₁/2), Abramowitz and Stegun 26.6.2. As a function of ln f its slope is steepest at f = 1, so that
    /// Newton's method, begun there, goes to the root and never passes it but by rounding.
    /// </remarks>
    public static double Critical(double probability, double over, double under)
    {
        var (a, b) = (under / 2, over / 2);
        var direction = IncompleteBeta.Value(under / (under + over), over / (under + over), a, b) < probability ? -1 : 1;
        var log = 0.0;
        while (true)
        {
            var scaled = over * Elementary.Exp(log);
            var (x, y) = (under / (under + scaled), scaled / (under + scaled));
            var step = (IncompleteBeta.Value(x, y, a, b) - probability) / IncompleteBeta.Power(x, y, a, b);
            log += step;
            if (!(direction * step > 8 * Rounding * Math.Max(1, Math.Abs(log))))
            {
                return Elementary.Exp(log);
            }
        }
    }
}
