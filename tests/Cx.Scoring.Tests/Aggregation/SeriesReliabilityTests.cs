using Cx.Scoring.Aggregation;
using Cx.Scoring.Testing;
using FsCheck.Fluent;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class SeriesReliabilityTests() : StrategyLawTests(AggregationStrategies.SeriesReliability)
{
    [Theory]
    [InlineData(0.95, 6, 0.735091890625)]
    [InlineData(0.99, 10, 0.9043820750088044)] // worked_examples.json, reliability_series
    public void Aggregate_is_the_product(double each, int count, double expected) => Assert.Equal(
        expected, AggregationStrategies.SeriesReliability.Aggregate([.. Enumerable.Repeat(each, count)], [.. Enumerable.Repeat(1.0 / count, count)]), 1e-15);

    [Fact]
    public void Aggregate_of_two_is_their_product_to_the_last_bit() => Property.Holds(Generators.Score.Zip(Generators.Score), pair =>
        Assert.Equal(pair.Item1 * pair.Item2, AggregationStrategies.SeriesReliability.Aggregate([pair.Item1, pair.Item2], [0.5, 0.5])));

    [Fact]
    public void Aggregate_of_unequal_weights_raises_each_to_its_share() => // .5^(2 × .75) × .25^(2 × .25)
        Assert.Equal(Math.Pow(0.5, 1.5) * 0.5, AggregationStrategies.SeriesReliability.Aggregate([0.5, 0.25], [0.75, 0.25]), 1e-15);

    [Fact]
    public void Aggregate_of_ten_thousand_carries_its_rounding() => Assert.Equal( // of the double nearest 0.99999, to 19 digits
        0.9048369656147593118, AggregationStrategies.SeriesReliability.Aggregate([.. Enumerable.Repeat(0.99999, 10_000)], [.. Enumerable.Repeat(1e-4, 10_000)]), 2e-16);

    [Theory]
    [InlineData(0.5, 0.5)]
    [InlineData(0.75, 0.25)]
    public void One_zero_makes_the_whole_zero(double one, double other) =>
        Assert.Equal(0, AggregationStrategies.SeriesReliability.Aggregate([0, 0.9], [one, other]));
}
