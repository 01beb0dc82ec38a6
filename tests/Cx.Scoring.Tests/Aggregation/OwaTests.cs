using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class OwaTests()
    : StrategyLawTests(
        AggregationStrategies.Owa(Quantifier.Power(2)),
        AggregationStrategies.Owa(Quantifier.Power(0.5)),
        AggregationStrategies.Owa(Quantifier.Power(0.3)),
        AggregationStrategies.Owa(Quantifier.Power(3.7)),
        AggregationStrategies.Owa(Quantifier.Power(1000)),
        AggregationStrategies.Owa(Quantifier.Power(1)),
        AggregationStrategies.Owa(Quantifier.PiecewiseLinear((0, 0), (0.5, 0.1), (1, 1))),
        AggregationStrategies.WeightedOwa(0.4, 0.3, 0.2, 0.1))
{
    [Theory]
    [InlineData(new[] { 0.7, 1, 0.3, 0.6 }, new[] { 0.4, 0.3, 0.2, 0.1 }, 0.76)] // Yager 1988
    [InlineData(new[] { 0.3, 0.4, 0.8, 0.2 }, new[] { 0.4, 0.35, 0.2, 0.05 }, 0.53)] // wowa_expected.csv, wowa.OWA
    [InlineData(new[] { 0.3, 0.4, 0.8, 0.2 }, new[] { 1.0, 0, 0, 0 }, 0.8)]
    [InlineData(new[] { 0.3, 0.4, 0.8, 0.2 }, new[] { 0, 0, 0, 1.0 }, 0.2)]
    public void WeightedOwa_applies_its_weights_to_the_scores_in_descending_order(double[] scores, double[] orderWeights, double expected) =>
        Assert.Equal(expected, AggregationStrategies.WeightedOwa(orderWeights).Aggregate(scores, [0.25, 0.25, 0.25, 0.25]), 1e-15);

    [Fact]
    public void WeightedOwa_interpolates_for_unequal_weights() => Assert.Equal( // wowa_expected.csv: Torra 1997, omega .47 .32 .18 .03
        0.564, AggregationStrategies.WeightedOwa(0.4, 0.35, 0.2, 0.05).Aggregate([0.3, 0.4, 0.8, 0.2], [0.3, 0.25, 0.3, 0.15]), 1e-15);

    [Fact]
    public void Owa_reads_the_quantifier_over_cumulated_weight() => // r²: weights .04 .12 .20 .28 .36 from the best down, worked_examples.json
        Assert.Equal(0.36, AggregationStrategies.Owa(Quantifier.Power(2)).Aggregate([0, 1, 1, 0, 1], [0.2, 0.2, 0.2, 0.2, 0.2]), 1e-15);

    [Fact]
    public void Owa_keeps_the_digits_of_a_small_share_of_the_best() => // 1 less what is worse would be off by 1e-9
        Assert.Equal(Math.Pow(1e-12, 0.3), AggregationStrategies.Owa(Quantifier.Power(0.3)).Aggregate([0, 1], [1 - 1e-12, 1e-12]), 1e-15);

    [Fact]
    public void Owa_of_the_steepest_power_is_the_minimum() =>
        Assert.Equal(0.2, AggregationStrategies.Owa(Quantifier.Power(double.MaxValue)).Aggregate([0.2, 1], [0.5, 0.5]));

    [Fact]
    public void Owa_follows_lines_of_unequal_length() => // Q(1/2) = 1/2 + 1/3 × 1/2 = 2/3 for the better of two
        Assert.Equal(2.0 / 3, AggregationStrategies.Owa(Quantifier.PiecewiseLinear((0, 0), (0.25, 0.5), (1, 1))).Aggregate([0, 1], [0.5, 0.5]), 1e-15);

    [Fact]
    public void Owa_over_two_points_is_the_mean() =>
        Assert.Equal(0.5, AggregationStrategies.Owa(Quantifier.PiecewiseLinear((0, 0), (1, 1))).Aggregate([0, 1], [0.5, 0.5]));

    [Fact]
    public void Quantifiers_are_named_and_equal_by_value()
    {
        Assert.Equal("owa(piecewise-linear(0 0; 0.5 0.1; 1 1))", AggregationStrategies.Owa(Quantifier.PiecewiseLinear((0, 0), (0.5, 0.1), (1, 1))).Name);
        Assert.Equal("weighted-owa(0.5, 0.5)", AggregationStrategies.WeightedOwa(0.5, 0.5).Name);
        Assert.Equal(Quantifier.Power(2), Quantifier.Power(2));
        Assert.NotEqual(Quantifier.Power(2), Quantifier.Power(3));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void Exponent_outside_its_range_is_refused(double exponent) => Assert.StartsWith(
        FormattableString.Invariant($"The exponent was {exponent}; allowed is a finite number above 0. ("),
        Assert.Throws<ArgumentOutOfRangeException>(nameof(exponent), () => Quantifier.Power(exponent)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Points_that_do_not_run_from_0_to_1_are_refused()
    {
        Assert.StartsWith(
            "The points of a quantifier were [(0, 0), (0.5, 0.6), (1, 0.9)]; allowed are points from (0, 0) to (1, 1) whose shares rise strictly and whose counts do not fall.",
            Assert.Throws<ArgumentException>("points", () => Quantifier.PiecewiseLinear((0, 0), (0.5, 0.6), (1, 0.9))).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentException>("points", () => Quantifier.PiecewiseLinear((0, 0)));
        Assert.Throws<ArgumentException>("points", () => Quantifier.PiecewiseLinear((0, 0.1), (1, 1)));
        Assert.Throws<ArgumentException>("points", () => Quantifier.PiecewiseLinear((0, 0), (0.5, 0.6), (0.5, 0.7), (1, 1)));
        Assert.Throws<ArgumentException>("points", () => Quantifier.PiecewiseLinear((0, 0), (0.5, 0.6), (0.7, 0.5), (1, 1)));
    }

    [Fact]
    public void Order_weights_sum_to_one() => Assert.StartsWith(
        "The order weights sum to 0.75; they must sum to 1.",
        Assert.Throws<ArgumentException>("orderWeights", () => AggregationStrategies.WeightedOwa(0.5, 0.25)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Order_weights_are_not_negative() => Assert.StartsWith(
        "The order weight was -0.5; allowed is 0 to 1.",
        Assert.Throws<ArgumentOutOfRangeException>(() => AggregationStrategies.WeightedOwa(1.0, 0.5, -0.5)).Message,
        StringComparison.Ordinal);
}
