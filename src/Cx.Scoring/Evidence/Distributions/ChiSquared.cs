using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Explanation;

namespace Cx.Scoring.Evidence.Distributions;

/// <summary>Random numbers of the chi-squared distribution, the same under a seed on every machine.</summary>
internal static class ChiSquared
{
    /// <summary>A random number with so many degrees of freedom: twice the gamma variate of Marsaglia and Tsang 2000.</summary>
    /// <param name="state">The state of the random numbers.</param>
    /// <param name="degreesOfFreedom">1 or more.</param>
    /// <remarks>
    /// They ask for 2 or more, but what they accept with is at most 1 for any d above 0: with w = 1 + cz the logarithm of it has the
    /// derivative -3d(w - 1)³/w, so it is greatest, and 0, at w = 1.
    /// </remarks>
    public static double Draw(ref ulong state, double degreesOfFreedom)
    {
        var d = (degreesOfFreedom / 2) - (1.0 / 3);
        var c = 1 / Math.Sqrt(9 * d);
        while (true)
        {
            var z = StandardNormal(ref state);
            var root = 1 + (c * z);
            var v = root * root * root;
            if (root > 0 && Elementary.Log(Uniform(ref state)) < (0.5 * z * z) + (d * (1 - v + Elementary.Log(v))))
            {
                return 2 * d * v;
            }
        }
    }

    private static double StandardNormal(ref ulong state) => Normal.Quantile(Uniform(ref state));

    // The middles of 2⁵² equal parts, so that it is neither 0 nor 1.
    private static double Uniform(ref ulong state) => ((SplitMix.Next(ref state) >> 12) + 0.5) / (1L << 52);
}
