using Cx.Scoring.Metrics;
using Cx.Scoring.Tests.Exact;
using FsCheck.Fluent;

namespace Cx.Scoring.Tests.Evidence.Distributions;

/// <summary>Student's t distribution behind intervals and tests of means: against a finite sum, an integral and printed tables.</summary>
public sealed class StudentTests
{
    // Some ten roundings, and those of powers with great exponents.
    private const double OfTails = 1e-13;

    /// <summary>Abramowitz and Stegun, table 26.10, to its three decimals.</summary>
    [Theory]
    [InlineData(1, 12.706)]
    [InlineData(2, 4.303)]
    [InlineData(3, 3.182)]
    [InlineData(5, 2.571)]
    [InlineData(10, 2.228)]
    [InlineData(30, 2.042)]
    [InlineData(120, 1.980)]
    public void Critical_values_are_those_of_the_tables(long degreesOfFreedom, double expected) =>
        Assert.Equal(expected, Critical(degreesOfFreedom, confidence: 0.95), 0.0005);

    // Greater confidences reach beyond the scale for the fewest answers, and are cut off.
    [Theory]
    [InlineData(1, 0.94)]
    [InlineData(2, 0.99)]
    [InlineData(3, 0.999)]
    [InlineData(4, 0.999)]
    [InlineData(9, 1 - 1e-6)]
    [InlineData(10, 1 - 1e-6)]
    [InlineData(78, 1 - 1e-9)]
    [InlineData(79, 1 - 1e-9)]
    [InlineData(80, 1 - 1e-9)]
    [InlineData(81, 1 - 1e-9)]
    [InlineData(1000, 1 - 1e-9)]
    public void Critical_values_are_exact(int degreesOfFreedom, double greatest)
    {
        foreach (var confidence in new[] { 0.01, 0.3, 0.5, 0.8, 0.9, 0.91, 0.92, greatest })
        {
            // The reach of the interval is t standard errors, and t leaves one less the confidence outside.
            var t = Critical(degreesOfFreedom, confidence);
            var outside = (double)ExactDistributions.StudentTail(t, degreesOfFreedom);
            Assert.Equal(1 - confidence, outside, OfTails * (1 - confidence));
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(9)]
    [InlineData(10)]
    [InlineData(80)]
    [InlineData(1001)]
    public void Tails_are_exact(int degreesOfFreedom)
    {
        for (var step = 0; step <= 40; step++)
        {
            var test = AgainstThree(degreesOfFreedom, step);
            var exact = (double)ExactDistributions.StudentTail(Math.Abs(test.Statistic), degreesOfFreedom);
            Assert.Equal(degreesOfFreedom, test.DegreesOfFreedom, 1e-9);
            Assert.Equal(exact, test.PValue, OfTails * exact);
        }
    }

    /// <summary>For t = √ν sinh u the density is that of 1/coshᵛ u, which Simpson's rule integrates to all digits.</summary>
    [Fact]
    public void Tails_are_exact_for_the_fractions_of_welch() => Property.Holds(
        Arb.Zip(Gen.Choose(1, 7).ArrayOf(5).ToArbitrary(), Gen.Choose(1, 7).ArrayOf(9).ToArbitrary()),
        both =>
        {
            var (one, other) = (Of(both.Item1), Of(both.Item2));
            if (one.StandardError + other.StandardError == 0)
            {
                return;
            }

            var test = one.Test(other);
            var freedom = test.DegreesOfFreedom;
            var inside = Integral(freedom, Math.Asinh(Math.Abs(test.Statistic) / Math.Sqrt(freedom))) / Integral(freedom, 40 / freedom);
            Assert.Equal(1 - inside, test.PValue, OfTails);
        });

    [Fact]
    public void Many_degrees_of_freedom_are_normal()
    {
        // Abramowitz and Stegun 26.7.5: t = z + (z³ + z)/4ν + (5z⁵ + 16z³ + 3z)/96ν² + ...
        const double Z = 1.959963984540054;
        foreach (var freedom in new[] { 100_000, 10_000_001, 2_000_000_000_000 })
        {
            var expected = Z + (((Z * Z * Z) + Z) / (4.0 * freedom)) + (((5 * Math.Pow(Z, 5)) + (16 * Z * Z * Z) + (3 * Z)) / (96.0 * freedom * freedom));

            // The difference of the means, 1/2, lends its rounding to a reach of 1/√ν.
            Assert.Equal(expected, Critical(freedom, confidence: 0.95), 1e-15 * Math.Sqrt(freedom));
        }
    }

    private static double Critical(long degreesOfFreedom, double confidence)
    {
        // Two answers that agree add neither error nor degrees of freedom to a test.
        var test = CustomerEffortMean.OfCounts((degreesOfFreedom / 2) + (degreesOfFreedom % 2), (degreesOfFreedom / 2) + 1, 0, 0, 0, 0, 0).Test(CustomerEffortMean.Of(1, 1), confidence);
        return (test.Difference - test.Interval.Low) / test.StandardError;
    }

    // Statistics from about -10 to 10, as the share of sevens passes a third.
    private static TwoSampleTest AgainstThree(int degreesOfFreedom, int step)
    {
        var sevens = Math.Clamp((long)Math.Round(((degreesOfFreedom + 1) / 3.0) + (Math.Sqrt(degreesOfFreedom + 1) * (step - 20) / 4)), 1, degreesOfFreedom);
        return CustomerEffortMean.OfCounts(degreesOfFreedom + 1 - sevens, 0, 0, 0, 0, 0, sevens).Test(CustomerEffortMean.Of(3, 3));
    }

    private static CustomerEffortMean Of(int[] answers) => CustomerEffortMean.Of(Array.ConvertAll(answers, answer => (double)answer));

    private static double Integral(double power, double to)
    {
        const int Steps = 4000;
        var (width, sum) = (to / Steps, 0.0);
        for (var i = 0; i <= Steps; i++)
        {
            sum += Math.Pow(Math.Cosh(i * width), -power) * (i is 0 or Steps ? 1 : i % 2 == 0 ? 2 : 4);
        }

        return sum * width / 3;
    }
}
