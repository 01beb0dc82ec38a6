using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class PowerMeanTests()
    : StrategyLawTests(
        AggregationStrategies.GeometricMean,
        AggregationStrategies.HarmonicMean,
        AggregationStrategies.PowerMean(1),
        AggregationStrategies.PowerMean(2),
        AggregationStrategies.PowerMean(0.5),
        AggregationStrategies.PowerMean(-0.5),
        AggregationStrategies.PowerMean(-2),
        AggregationStrategies.PowerMean(3),
        AggregationStrategies.PowerMean(-4),
        AggregationStrategies.PowerMean(-3.5),
        AggregationStrategies.PowerMean(1e-7),
        AggregationStrategies.PowerMean(0.003),
        AggregationStrategies.PowerMean(1000),
        AggregationStrategies.PowerMean(-1000),
        AggregationStrategies.PowerMean(double.NegativeInfinity),
        AggregationStrategies.PowerMean(double.PositiveInfinity))
{
    [Theory]
    [InlineData(-1, new[] { 0.15, 1, 1 }, 0.3461538461538461)] // worked_examples.json, lighthouse_cnn: 3/(1/.15 + 2) = 9/26
    [InlineData(0, new[] { 0.25, 1.0 }, 0.5)]
    [InlineData(2, new[] { 0.6, 0.8 }, 0.7071067811865476)] // sqrt((.36 + .64)/2)
    [InlineData(0.5, new[] { 0.25, 1.0 }, 0.5625)] // ((.5 + 1)/2)²
    [InlineData(-0.5, new[] { 0.25, 1.0 }, 0.4444444444444444)] // ((2 + 1)/2)^-2
    [InlineData(double.NegativeInfinity, new[] { 0.25, 1.0 }, 0.25)]
    [InlineData(double.PositiveInfinity, new[] { 0.25, 1.0 }, 1)]
    public void Aggregate_is_the_power_mean(double exponent, double[] scores, double expected) =>
        Assert.Equal(expected, AggregationStrategies.PowerMean(exponent).Aggregate(scores, [.. scores.Select(_ => 1.0 / scores.Length)]), 1e-15);

    [Theory]
    [InlineData(new[] { 1.0, 1, 2 }, 2.0597671439071177)] // COINr, test-aggregate.R: gmean([1,2,3], w=[1,1,2])
    [InlineData(new[] { 1.0, 1, 1 }, 1.8171205928321397)] // COINr, gmean([1,2,3])
    public void Aggregate_weights_the_geometric_mean(double[] weights, double expected) => Assert.Equal(
        expected / 3, AggregationStrategies.GeometricMean.Aggregate([1.0 / 3, 2.0 / 3, 1], [.. weights.Select(weight => weight / weights.Sum())]), 1e-15);

    [Theory]
    [InlineData(-1022)] // the smallest normal number
    [InlineData(-1023)]
    [InlineData(-1074)]
    public void Geometric_mean_keeps_the_digits_of_the_smallest_scores(int exponent) => // half an ulp of a logarithm of 372 is 2.8e-14
        Assert.Equal(1, AggregationStrategies.GeometricMean.Aggregate([Math.ScaleB(1, exponent), 1], [0.5, 0.5]) / Math.Pow(2, exponent / 2.0), 1e-13);

    [Fact]
    public void Aggregate_weights_the_harmonic_mean() => Assert.Equal( // COINr, test-aggregate.R: hmean([1,2,3], w=[2,1,1])
        1.4117647058823528 / 3, AggregationStrategies.HarmonicMean.Aggregate([1.0 / 3, 2.0 / 3, 1], [0.5, 0.25, 0.25]), 1e-15);

    [Theory]
    [InlineData(0.0, 0)]
    [InlineData(-1, 0)]
    [InlineData(-0.001, 0)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(1, 0.5)]
    public void One_zero_makes_the_whole_zero_unless_the_exponent_is_positive(double exponent, double expected) =>
        Assert.Equal(expected, AggregationStrategies.PowerMean(exponent).Aggregate([0, 1], [0.5, 0.5]));

    [Theory]
    [InlineData(1e-7)] // the direct form gives 0.6999999984
    [InlineData(-1e-7)]
    [InlineData(1e-300)]
    [InlineData(1000)]
    [InlineData(-1000)]
    public void Aggregate_of_equal_scores_is_that_score_to_the_last_bit(double exponent) =>
        Assert.Equal(0.7, AggregationStrategies.PowerMean(exponent).Aggregate([0.7, 0.7, 0.7], [0.2, 0.3, 0.5]));

    [Theory]
    [InlineData(1e18, 1e-300, 0.9499999999999993)] // 0.95 times 1e-300 to the power of 1e-18
    [InlineData(1e19, 0.5, 0.95)]
    [InlineData(1e300, 0.5, 0.95)]
    [InlineData(-1e19, 0.5, 0.2)]
    [InlineData(-1e300, 0.5, 0.2)]
    public void A_huge_exponent_takes_the_extremum(double exponent, double weight, double expected) => // 0.95 times its rounded reciprocal is less than 1
        Assert.Equal(expected, AggregationStrategies.PowerMean(exponent).Aggregate([0.2, 0.95], [1 - weight, weight]), Math.ScaleB(1, -53));

    [Theory]
    [InlineData(-1000, new[] { double.Epsilon, 1 }, double.Epsilon)]
    [InlineData(-25, new[] { double.Epsilon, 1 }, double.Epsilon)]
    [InlineData(200, new[] { 1e-310, 0 }, 9.965402628278678e-311)] // 1e-310 times ½ to the power of 1/200
    [InlineData(1.7, new[] { 1e-310, 0 }, 6.65151e-311)] // a subnormal number has few digits
    public void A_mean_of_subnormal_scores_is_no_less_exact_than_they_are(double exponent, double[] scores, double expected) =>
        Assert.InRange(AggregationStrategies.PowerMean(exponent).Aggregate(scores, [0.5, 0.5]), expected - 1e-315, expected + 1e-315);

    [Fact]
    public void Weights_that_sum_to_a_little_more_than_1_leave_nothing_of_a_mean_near_the_geometric_one() =>
        Assert.Equal(0, AggregationStrategies.PowerMean(0.005).Aggregate([1, 0], [1e-18, Math.BitIncrement(1.0)]));

    [Theory]
    [InlineData(double.Epsilon)]
    [InlineData(-double.Epsilon)]
    [InlineData(-0.0)]
    public void An_exponent_that_is_hardly_one_is_the_geometric_mean(double exponent) =>
        Assert.Equal(AggregationStrategies.GeometricMean, AggregationStrategies.Parse(AggregationStrategies.PowerMean(exponent).Name));

    [Fact]
    public void Geometric_and_harmonic_mean_are_power_means()
    {
        Assert.Equal(AggregationStrategies.PowerMean(0), AggregationStrategies.GeometricMean);
        Assert.Equal(AggregationStrategies.PowerMean(-1), AggregationStrategies.HarmonicMean);
    }

    [Fact]
    public void An_exponent_that_is_no_number_is_refused() => Assert.StartsWith(
        "The exponent was NaN; allowed is any number, and both infinities. (",
        Assert.Throws<ArgumentOutOfRangeException>("exponent", () => AggregationStrategies.PowerMean(double.NaN)).Message,
        StringComparison.Ordinal);
}
