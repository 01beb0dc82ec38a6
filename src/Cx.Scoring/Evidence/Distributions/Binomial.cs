using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Explanation;

namespace Cx.Scoring.Evidence.Distributions;

/// <summary>Random binomial and multinomial counts: how often each kind of answer is drawn, without drawing the answers.</summary>
internal static class Binomial
{
    // Below, to count up from 0 is short; above, rejection is fast whatever the number of trials.
    private const double FewExpected = 10;

    // ln k! less Stirling's approximation, for k from 0 to 9.
    private static readonly double[] StirlingTails =
    [
        0.0810614667953272, 0.0413406959554093, 0.0276779256849983, 0.02079067210376509, 0.0166446911898211,
        0.0138761288230707, 0.0118967099458917, 0.0104112652619720, 0.00925546218271273, 0.00833056343336287,
    ];

    /// <summary>How often something of a probability happens in some trials.</summary>
    /// <param name="state">The state of the generator.</param>
    /// <param name="trials">The trials, from 0.</param>
    /// <param name="probability">The probability, 0 to 1.</param>
    public static int Draw(ref ulong state, int trials, double probability)
    {
        if (probability > 0.5)
        {
            return trials - Draw(ref state, trials, 1 - probability);
        }

        return trials == 0 || probability <= 0 ? 0
            : trials * probability < FewExpected ? DrawFew(ref state, trials, probability)
            : DrawMany(ref state, trials, probability);
    }

    // Inversion: the probability of k follows from that of k - 1.
    private static int DrawFew(ref ulong state, int trials, double probability)
    {
        var odds = probability / (1 - probability);
        var left = SplitMix.Unit(ref state);
        var chance = Elementary.Exp(trials * Elementary.LogOnePlus(-probability));
        var count = 0;
        while (left > chance && count < trials)
        {
            left -= chance;
            count++;
            chance *= odds * (trials - count + 1) / count;
        }

        return count;
    }

    // Hörmann 1993, The generation of binomial random variates, algorithm BTRS.
    private static int DrawMany(ref ulong state, int trials, double probability)
    {
        var odds = probability / (1 - probability);
        var deviation = Math.Sqrt(trials * probability * (1 - probability));
        var b = 1.15 + (2.53 * deviation);
        var a = -0.0873 + (0.0248 * b) + (0.01 * probability);
        var centre = (trials * probability) + 0.5;
        var squeeze = 0.92 - (4.2 / b);
        var alpha = (2.83 + (5.1 / b)) * deviation;
        var mode = Math.Floor((trials + 1) * probability);
        while (true)
        {
            var u = SplitMix.Unit(ref state) - 0.5;
            var v = SplitMix.Unit(ref state);
            var us = 0.5 - Math.Abs(u);
            var count = Math.Floor((((2 * a / us) + b) * u) + centre);
            if (us >= 0.07 && v <= squeeze)
            {
                return (int)count;
            }

            if (count >= 0 && count <= trials && Elementary.Log(v * alpha / ((a / (us * us)) + b)) <= LogOfRatio(trials, odds, mode, count))
            {
                return (int)count;
            }
        }
    }

    // The logarithm of the probability of a count over that of the mode.
    private static double LogOfRatio(int trials, double odds, double mode, double count) =>
        ((mode + 0.5) * Elementary.Log((mode + 1) / (odds * (trials - mode + 1))))
        + ((trials + 1) * Elementary.Log((trials - mode + 1) / (trials - count + 1)))
        + ((count + 0.5) * Elementary.Log(odds * (trials - count + 1) / (count + 1)))
        + StirlingTail(mode) + StirlingTail(trials - mode) - StirlingTail(count) - StirlingTail(trials - count);

    private static double StirlingTail(double k)
    {
        if (k < StirlingTails.Length)
        {
            return StirlingTails[(int)k];
        }

        var next = k + 1;
        return ((1 / 12.0) - (((1 / 360.0) - (1 / 1260.0 / (next * next))) / (next * next))) / next;
    }
}
