using Cx.Scoring.Evidence.Distributions;

namespace Cx.Scoring.Tests.Evidence.Distributions;

public sealed class BinomialTests
{
    private const int Draws = 200_000;

    // On both sides of the change from inversion to rejection, which is at 10 expected, and of the flip at a half.
    [Theory]
    [InlineData(1, 0.3)]
    [InlineData(9, 0.999)]
    [InlineData(40, 0.2)]
    [InlineData(40, 0.26)]
    [InlineData(25, 0.5)]
    [InlineData(25, 0.51)]
    [InlineData(10_000, 0.0005)]
    [InlineData(10_000, 0.37)]
    [InlineData(1_000_000, 0.9)]
    public void Draw_has_the_binomial_distribution(int trials, double probability)
    {
        var state = 1UL;
        var counts = Enumerable.Range(0, Draws).Select(_ => Binomial.Draw(ref state, trials, probability)).CountBy(count => count).ToDictionary();
        Assert.All(counts.Keys, count => Assert.InRange(count, 0, trials));

        // Pearson's chi-square over runs of counts that expect at least 20 draws.
        var (chiSquare, runs, expected, seen) = (0.0, 0, 0.0, 0);
        var logFactorials = LogFactorials(trials);
        var left = (double)Draws;
        for (var k = 0; k <= trials; k++)
        {
            expected += Draws * Math.Exp(logFactorials[trials] - logFactorials[k] - logFactorials[trials - k] + (k * Math.Log(probability)) + ((trials - k) * Math.Log(1 - probability)));
            seen += counts.GetValueOrDefault(k);
            if (expected >= 20 && left - expected >= 20)
            {
                (chiSquare, runs, left) = (chiSquare + ((seen - expected) * (seen - expected) / expected), runs + 1, left - expected);
                (expected, seen) = (0, 0);
            }
        }

        chiSquare += (seen - expected) * (seen - expected) / expected;

        // A chi-square of so many degrees of freedom is within five standard deviations.
        Assert.InRange(chiSquare, runs - (5 * Math.Sqrt(2.0 * runs)), runs + (5 * Math.Sqrt(2.0 * Math.Max(runs, 3))));
    }

    [Theory]
    [InlineData(0, 0.5, 0)]
    [InlineData(7, 0, 0)]
    [InlineData(7, 1, 7)]
    public void Draw_at_the_ends_is_certain(int trials, double probability, int expected)
    {
        var state = 1UL;
        Assert.Equal(expected, Binomial.Draw(ref state, trials, probability));
    }

    private static double[] LogFactorials(int most)
    {
        var logs = new double[most + 1];
        for (var k = 2; k <= most; k++)
        {
            logs[k] = logs[k - 1] + Math.Log(k);
        }

        return logs;
    }
}
