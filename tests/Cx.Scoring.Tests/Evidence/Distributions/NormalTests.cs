using Cx.Scoring.Evidence.Distributions;
using Cx.Scoring.Metrics;
using Cx.Scoring.Tests.Exact;
using FsCheck.Fluent;
using Xunit.Abstractions;

namespace Cx.Scoring.Tests.Evidence.Distributions;

/// <summary>The normal distribution behind intervals and tests, against 320 binary digits.</summary>
public sealed class NormalTests(ITestOutputHelper output)
{
    // The roundings of a product of two powers and a quotient.
    private const double OfTails = 1e-15;

    // AS 241 promises 1 part in 10^16; the rest are the roundings of its arithmetic.
    private const double OfQuantiles = 1e-15;

    // Two equal samples: their difference lies in the middle of its interval, at 0, and nothing is cut off.
    private static readonly NetPromoterScore Sample = NetPromoterScore.OfCounts(2000, 1000, 1000);

    [Fact]
    public void P_values_are_exact_far_into_the_tail()
    {
        var greatest = 0.0;
        foreach (var promoters in Enumerable.Range(0, 120).Select(step => 2000 + (step * 11)))
        {
            var test = NetPromoterScore.OfCounts(promoters, 1000, 1000).Test(Sample);
            var exact = ExactDistributions.NormalTail(test.Statistic) * 2;
            greatest = Math.Max(greatest, Math.Abs((double)((exact - test.PValue) / exact)));
        }

        output.WriteLine($"the largest relative difference is {greatest:0.0E+0}");
        Assert.InRange(greatest, 0, OfTails);
    }

    [Fact]
    public void P_values_end_at_0() => Assert.Equal(0, NetPromoterScore.OfCounts(1_000_000, 0, 0).Test(NetPromoterScore.OfCounts(0, 0, 1_000_000)).PValue);

    /// <summary>The quantiles of printed tables, to their five decimals.</summary>
    [Theory]
    [InlineData(0.5, 0.67449)]
    [InlineData(0.9, 1.64485)]
    [InlineData(0.95, 1.95996)]
    [InlineData(0.99, 2.57583)]
    [InlineData(0.999, 3.29053)]
    public void Quantiles_are_those_of_the_tables(double confidence, double expected) => Assert.Equal(expected, Quantile(confidence), 5e-6);

    [Fact]
    public void Quantiles_are_exact_from_the_middle_to_the_last_digit_of_the_confidence()
    {
        // Both ends of each of the three pieces: |p - ½| <= 0.425, and e^-25 above it.
        double[] confidences =
            [.. Enumerable.Range(1, 52).Select(power => 1 - Math.ScaleB(1, -power)), .. Enumerable.Range(1, 99).Select(percent => percent / 100.0), 0.85, 0.8500001, 1 - 2.7775e-11, 1 - 2.7779e-11];
        var greatest = 0.0;
        foreach (var confidence in confidences)
        {
            var z = Quantile(confidence);
            var tail = ((BigFixed)1 - confidence) / 2;
            var error = (double)((ExactDistributions.NormalTail(z) - tail) / ExactDistributions.NormalDensity(z));
            greatest = Math.Max(greatest, Math.Abs(error) / Math.Max(z, 0.1));
        }

        output.WriteLine($"the largest relative difference is {greatest:0.0E+0}");
        Assert.InRange(greatest, 0, OfQuantiles);
    }

    [Fact]
    public void Quantiles_are_exact_for_any_confidence() => Property.Holds(Gen.Choose(500_000, 999_999).Select(millionths => millionths / 1e6).ToArbitrary(), confidence =>
    {
        var z = Quantile(confidence);
        var error = (double)((ExactDistributions.NormalTail(z) - (((BigFixed)1 - confidence) / 2)) / ExactDistributions.NormalDensity(z));
        Assert.InRange(Math.Abs(error) / z, 0, OfQuantiles);
    });

    /// <summary>What no metric asks for, and other evidence does: both halves of the line.</summary>
    [Fact]
    public void Both_halves_mirror_each_other()
    {
        Assert.Equal(0.5, Normal.Cdf(0));
        Assert.Equal(0, Normal.Quantile(0.5));
        foreach (var x in new[] { 0.1, 0.67, 0.68, 1, 2, 5, 5.65, 5.66, 8, 37 })
        {
            Assert.Equal((double)ExactDistributions.NormalTail(Math.Min(x, 12)), Normal.Cdf(-Math.Min(x, 12)), 1e-15);
            Assert.Equal(1, Normal.Cdf(x) + Normal.Cdf(-x), 2e-16);
        }

        // Powers of two, so that p and 1 - p are exact.
        foreach (var p in Enumerable.Range(2, 50).Select(power => Math.ScaleB(1, -power)))
        {
            Assert.Equal(-Normal.Quantile(p), Normal.Quantile(1 - p));
            Assert.Equal(p, Normal.Cdf(Normal.Quantile(p)), p * 1e-13);
        }
    }

    private static double Quantile(double confidence)
    {
        var test = Sample.Test(Sample, confidence);
        return test.Interval.High / test.StandardError;
    }
}
