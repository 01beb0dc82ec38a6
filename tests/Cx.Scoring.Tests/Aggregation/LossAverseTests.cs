using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class LossAverseTests()
    : StrategyLawTests(
        AggregationStrategies.LossAverse(),
        AggregationStrategies.LossAverse(1),
        AggregationStrategies.LossAverse(0.1, 0.3),
        AggregationStrategies.LossAverse(1e6),
        AggregationStrategies.LossAverse(2, 0),
        AggregationStrategies.LossAverse(2, 1))
{
    [Theory]
    [InlineData(new[] { 0.7, 0.4 }, 0.5)] // gain .2, loss twice .1: nothing either way
    [InlineData(new[] { 0.9, 0.4 }, 0.6)] // (.4 - .2)/2 = .1 above
    [InlineData(new[] { 0.6, 0.2 }, 0.375)] // (.1 - .6)/2 = -.25, a loss of .125
    public void Aggregate_counts_losses_twice_and_maps_back(double[] scores, double expected) =>
        Assert.Equal(expected, AggregationStrategies.LossAverse(2).Aggregate(scores, [0.5, 0.5]), 2e-16);

    [Theory]
    [InlineData(1e-6)]
    [InlineData(1e6)]
    public void Lambda_at_its_ends_is_allowed(double lambda) =>
        Assert.Equal(0.4, AggregationStrategies.LossAverse(lambda).Aggregate([0.4, 0.4], [0.5, 0.5]));

    [Fact]
    public void Lambda_below_one_counts_losses_less() => // gain .2, half of the loss .3, mapped back: .5 + .025
        Assert.Equal(0.525, AggregationStrategies.LossAverse(0.5).Aggregate([0.7, 0.2], [0.5, 0.5]), 1e-15);

    [Fact]
    public void Lambda_is_that_of_Tversky_and_Kahneman_unless_given() => Assert.Equal("loss-averse(2.25, 0.5)", AggregationStrategies.LossAverse().Name);

    [Theory]
    [InlineData(0)]
    [InlineData(9e-7)]
    [InlineData(1000001)]
    [InlineData(double.NaN)]
    public void Lambda_outside_its_range_is_refused(double lambda) => Assert.StartsWith(
        FormattableString.Invariant($"The lambda was {lambda}; allowed is 1E-06 to 1000000. ("),
        Assert.Throws<ArgumentOutOfRangeException>(nameof(lambda), () => AggregationStrategies.LossAverse(lambda)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(-0.001)]
    [InlineData(1.001)]
    [InlineData(double.NaN)]
    public void Reference_outside_its_range_is_refused(double reference) => Assert.StartsWith(
        FormattableString.Invariant($"The reference was {reference}; allowed is 0 to 1. ("),
        Assert.Throws<ArgumentOutOfRangeException>(nameof(reference), () => AggregationStrategies.LossAverse(2, reference)).Message,
        StringComparison.Ordinal);
}
