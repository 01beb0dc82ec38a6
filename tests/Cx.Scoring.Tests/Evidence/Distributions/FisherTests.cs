using Cx.Scoring.Evidence;
using Cx.Scoring.Tests.Exact;

namespace Cx.Scoring.Tests.Evidence.Distributions;

/// <summary>Fisher's F behind the interval of a share: against finite sums and printed tables. The quantiles are read off the ends of an interval.</summary>
public sealed class FisherTests
{
    // Some ten roundings with great exponents.
    private const double OfQuantiles = 2e-12;

    // Those of a share near 1, from which a quantile is computed back, weigh more the less it leaves.
    private const double OfRest = 1e-15;

    /// <summary>Abramowitz and Stegun, table 26.9, upper points of 2.5 %, and reciprocals of those with degrees of freedom exchanged.</summary>
    [Theory]
    [InlineData(2, 2, 38.51, 799.5)]
    [InlineData(3, 2, 16.04, 39.17)]
    [InlineData(2, 5, 7.57, 956.7)]
    [InlineData(4, 4, 4.47, 14.34)]
    [InlineData(6, 2, 5.99, 6.98)]
    public void Quantiles_are_those_of_the_tables(int groups, int size, double upper, double upperExchanged)
    {
        var (high, low, _) = Quantiles(groups, size, confidence: 0.95);
        Assert.Equal(upper, high, 0.005);
        Assert.Equal(upperExchanged, 1 / low, 0.05);
    }

    // Greater confidences leave a share so near 1 that it keeps too few digits of the quantile.
    [Theory]
    [InlineData(2, 2, 0.95)]
    [InlineData(2, 3, 0.95)]
    [InlineData(2, 40, 0.95)]
    [InlineData(3, 2, 0.99)]
    [InlineData(4, 4, 0.9999)]
    [InlineData(8, 2, 0.9999)]
    [InlineData(6, 4, 0.9999)]
    [InlineData(12, 2, 0.9999)]
    [InlineData(12, 3, 0.9999)]
    [InlineData(60, 2, 0.9999)]
    [InlineData(60, 10, 0.9999)]
    public void Quantiles_are_exact(int groups, int size, double greatest)
    {
        foreach (var confidence in new[] { 0.01, 0.3, 0.5, 0.8, 0.9, greatest })
        {
            var (high, low, rest) = Quantiles(groups, size, confidence);
            var outside = (1 - confidence) / 2;
            var tolerance = outside * (OfQuantiles + (OfRest / rest));
            Assert.Equal(outside, (double)ExactDistributions.FisherTail(high, groups - 1, groups * (size - 1)), tolerance);
            Assert.Equal(outside, (double)ExactDistributions.FisherTail((BigFixed)1 / low, groups * (size - 1), groups - 1), tolerance);
        }
    }

    /// <summary>With one degree of freedom above, F is the square of t: Abramowitz and Stegun 26.6.9.</summary>
    [Fact]
    public void The_exact_tail_is_that_of_the_squared_t() => Assert.All(
        Enumerable.Range(1, 9),
        under => Assert.Equal(
            (double)ExactDistributions.StudentTail(1.5, under), (double)ExactDistributions.FisherTail(2.25, 1, under), 1e-16));

    // Groups of one size: the ends of the interval are (F/q - 1)/n, q the quantiles, as shares λ/(1 + λ). The spread within is halved until neither end is cut off.
    private static (double High, double Low, double Left) Quantiles(int groups, int size, double confidence)
    {
        for (var spread = 0.19; ; spread /= 2)
        {
            var scores =
                from i in Enumerable.Range(0, groups)
                from j in Enumerable.Range(0, size)
                select ($"{i}", 0.5 + (i % 2 == 0 ? 0.3 : -0.3) + (j % 2 == 0 ? spread : -spread));
            var components = VarianceComponents.Of("group", scores, confidence);
            if (components["group"].Interval.Low > 0)
            {
                var ratio = 1 + (size * components["group"].Estimate / components.Residual.Estimate);
                var (atLow, atHigh) = (components.Residual.Interval.High, components.Residual.Interval.Low);
                return (ratio / (1 + (size * (1 - atLow) / atLow)), ratio / (1 + (size * (1 - atHigh) / atHigh)), atHigh);
            }
        }
    }
}
