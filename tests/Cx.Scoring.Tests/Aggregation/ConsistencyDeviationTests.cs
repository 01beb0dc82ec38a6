using Cx.Scoring.Aggregation;
using Cx.Scoring.Testing;
using FsCheck.Fluent;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class ConsistencyDeviationTests()
    : StrategyLawTests(
        AggregationStrategies.ConsistencyDeviation(0.5),
        AggregationStrategies.ConsistencyDeviation(1),
        AggregationStrategies.ConsistencyDeviation(0),
        AggregationStrategies.UnguardedConsistencyDeviation(2))
{
    [Theory]
    [InlineData(0.5, new[] { 0.95, 0.92, 0.97, 0.3, 0.96 }, 0.6897310474441434)] // worked_examples.json, journey_one_bad, divided by 10
    [InlineData(1, new[] { 1.0, 0 }, 0)]
    [InlineData(0, new[] { 1.0, 0 }, 0.5)]
    public void Aggregate_is_the_mean_less_the_penalty(double penalty, double[] scores, double expected) =>
        Assert.Equal(expected, AggregationStrategies.ConsistencyDeviation(penalty).Aggregate(scores, [.. scores.Select(_ => 1.0 / scores.Length)]), 1e-15);

    [Fact]
    public void A_safe_penalty_never_leaves_the_scores_by_a_single_bit() => Property.Holds(Generators.Score.Zip(Generators.Score), pair => Assert.InRange(
        AggregationStrategies.ConsistencyDeviation(1).Aggregate([pair.Item1, pair.Item2], [0.5, 0.5]), Math.Min(pair.Item1, pair.Item2), Math.Max(pair.Item1, pair.Item2)));

    [Fact]
    public void Unguarded_is_clamped_at_zero() =>
        Assert.Equal(0, AggregationStrategies.UnguardedConsistencyDeviation(2).Aggregate([1, 0], [0.5, 0.5]));

    [Theory]
    [InlineData(5, true)] // 1/sqrt(4) = 0.5
    [InlineData(6, false)]
    [InlineData(1, true)]
    public void A_model_is_refused_where_the_penalty_is_unsafe(int touchpoints, bool safe)
    {
        var weights = Enumerable.Repeat(1.0, touchpoints).ToArray();
        var faults = new Scoring.Validation.ScoringModelValidator().Validate(CoffeeBar.Flat(AggregationStrategies.ConsistencyDeviation(0.5), weights)).Errors;
        Assert.Equal(safe, faults.Count == 0);
        Assert.Empty(new Scoring.Validation.ScoringModelValidator().Validate(CoffeeBar.Flat(AggregationStrategies.UnguardedConsistencyDeviation(0.5), weights)).Errors);
    }

    [Theory]
    [InlineData(1, 9, "0.3333", "0.1 and 0.9", "0.475", 0.475)]
    [InlineData(1e-20, 1, "1E-10", "1E-20 and 1", "0.499999999975", 0.499999999975)]
    public void Refusal_shows_a_counterexample_that_is_true(double first, double second, string limit, string shares, string printed, double score)
    {
        var fault = Assert.Single(new Scoring.Validation.ScoringModelValidator().Validate(CoffeeBar.Flat(AggregationStrategies.ConsistencyDeviation(0.5), first, second)).Errors);
        Assert.Equal(
            $"Model 'flat': consistency-deviation(0.5) is safe up to a penalty of {limit} for these weights. Above, a better touchpoint can lower the score: "
            + $"with weights {shares}, a rest at 0.5 and a penalty of 0.5, the scores 0.5 and 1 of the first give 0.5 and {printed}. "
            + "AggregationStrategies.UnguardedConsistencyDeviation takes it all the same.",
            fault.ErrorMessage);
        Assert.Equal(score, AggregationStrategies.UnguardedConsistencyDeviation(0.5).Aggregate([1, 0.5], [first / (first + second), second / (first + second)]), 1e-15);
    }

    [Fact]
    public void A_penalty_that_no_journey_makes_safe_is_refused_at_once() => Assert.StartsWith(
        "The penalty was 1.5; allowed is 0 to 1, the limit for two touchpoints. Above, a better touchpoint can lower the score: "
        + "with weights 0.5 and 0.5, a rest at 0.5 and a penalty of 1.5, the scores 0.5 and 1 of the first give 0.5 and 0.375. ",
        Assert.Throws<ArgumentOutOfRangeException>("penalty", () => AggregationStrategies.ConsistencyDeviation(1.5)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    public void Penalty_that_is_no_penalty_is_refused(double penalty) => Assert.StartsWith(
        FormattableString.Invariant($"The penalty was {penalty}; allowed is 0 to 1. ("),
        Assert.Throws<ArgumentOutOfRangeException>(nameof(penalty), () => AggregationStrategies.ConsistencyDeviation(penalty)).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    public void Unguarded_penalty_outside_its_range_is_refused(double penalty) => Assert.StartsWith(
        FormattableString.Invariant($"The penalty was {penalty}; allowed is a finite number from 0. ("),
        Assert.Throws<ArgumentOutOfRangeException>(nameof(penalty), () => AggregationStrategies.UnguardedConsistencyDeviation(penalty)).Message,
        StringComparison.Ordinal);
}
