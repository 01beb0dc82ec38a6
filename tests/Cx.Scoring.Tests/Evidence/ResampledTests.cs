using Cx.Scoring.Evidence;
using Cx.Scoring.Evidence.Distributions;

namespace Cx.Scoring.Tests.Evidence;

public sealed class ResampledTests
{
    // 1 to 999, so that the share k/1000 is k.
    private static readonly double[] Steps = [.. Enumerable.Range(1, 999).Select(k => (double)k)];

    [Fact]
    public void Percentile_interval_is_the_middle_share() =>
        Assert.Equal(new(25, 975, 0.95), Round(new Resampled(Steps.Reverse(), 500, 0).Interval(IntervalMethod.Percentile, 0.95)));

    [Fact]
    public void Percentile_interval_ends_at_the_last_sample() =>
        Assert.Equal(new(1, 999, 0.9999), new Resampled(Steps, 500, 0).Interval(IntervalMethod.Percentile, 0.9999));

    [Fact]
    public void Corrected_interval_without_bias_and_acceleration_is_the_percentile_interval() =>
        Assert.Equal(new(25, 975, 0.95), Round(new Resampled(Steps, 500, 0).Interval(IntervalMethod.BiasCorrectedAccelerated, 0.95)));

    [Fact]
    public void Corrected_interval_follows_the_formula_of_Efron()
    {
        // Efron and Tibshirani 1993, equation 14.10, with z0 from 599.5 of 999 below and at the estimate, and a = 0.05.
        var (z0, z, a) = (Normal.Quantile(599.5 / 999), Normal.Quantile(0.05), 0.05);
        var low = Normal.Cdf(z0 + ((z0 + z) / (1 - (a * (z0 + z)))));
        var high = Normal.Cdf(z0 + ((z0 - z) / (1 - (a * (z0 - z)))));
        var interval = new Resampled(Steps, 600, a).Interval(IntervalMethod.BiasCorrectedAccelerated, 0.9);
        Assert.Equal(1000 * low, interval.Low, 1e-9);
        Assert.Equal(1000 * high, interval.High, 1e-9);
    }

    [Fact]
    public void Interval_about_an_estimate_takes_the_errors_away_and_ends_where_the_quantity_does()
    {
        // Errors of 1 to 999 are errors to the one side: the truth is that much less.
        Assert.Equal(new(1025, 1975, 0.95), Round(new Resampled(Steps, 0, 0).About(2000, (0, 5000), 0.95)));
        Assert.Equal(new(1100, 1900, 0.95), new Resampled(Steps, 0, 0).About(2000, (1100, 1900), 0.95));
    }

    [Fact]
    public void Samples_that_are_all_on_one_side_still_have_an_interval()
    {
        var interval = new Resampled(Steps, 2000, 0).Interval(IntervalMethod.BiasCorrectedAccelerated, 0.95);
        Assert.InRange(interval.Low, 900, 999);
        Assert.Equal(999, interval.High);
    }

    [Fact]
    public void Samples_without_a_value_are_left_out()
    {
        var resampled = new Resampled([double.NaN, 1, 3, double.NaN], 2, 0);
        Assert.Equal((2, 2, Math.Sqrt(2)), (resampled.Count, resampled.Mean, resampled.StandardError));
    }

    private static ConfidenceInterval Round(ConfidenceInterval interval) => interval with { Low = Math.Round(interval.Low, 9), High = Math.Round(interval.High, 9) };
}
