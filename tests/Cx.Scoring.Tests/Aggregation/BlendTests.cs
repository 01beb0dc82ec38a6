using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class BlendTests()
    : StrategyLawTests(
        AggregationStrategies.Blend((0.5, AggregationStrategies.WeightedMean), (0.5, AggregationStrategies.WeakestLink)),
        AggregationStrategies.Blend((0.25, AggregationStrategies.Recency(0.5)), (0.75, AggregationStrategies.MazziottaPareto)),
        AggregationStrategies.Blend((0.3, AggregationStrategies.WeightedMean), (0.7, AggregationStrategies.WeakestLink)),
        AggregationStrategies.Blend((0.3333333333, AggregationStrategies.WeightedMean), (0.6666666666, AggregationStrategies.WeakestLink)),
        AggregationStrategies.Blend((1, AggregationStrategies.WeightedMean)))
{
    [Fact]
    public void Aggregate_is_the_convex_combination() => Assert.Equal(
        (0.25 * 0.5) + (0.75 * 0.2), AggregationStrategies.Blend((0.25, AggregationStrategies.WeightedMean), (0.75, AggregationStrategies.WeakestLink)).Aggregate([0.2, 0.8], [0.5, 0.5]), 1e-16);

    [Fact]
    public void A_part_that_leaves_the_scores_takes_the_blend_along() => Assert.Equal( // the mean is .4, the index .1, and the least score .2
        (0.1 * 0.4) + (0.9 * 0.1), AggregationStrategies.Blend((0.1, AggregationStrategies.WeightedMean), (0.9, AggregationStrategies.MazziottaPareto)).Aggregate([1, 0.2, 0.2, 0.2], [0.25, 0.25, 0.25, 0.25]), 1e-15);

    [Fact]
    public void A_part_without_a_state_leaves_the_blend_without_one() =>
        Assert.Null(((IMergeableStrategy)AggregationStrategies.Blend((0.5, AggregationStrategies.WeightedMean), (0.5, AggregationStrategies.GiniMean))).State);

    [Fact]
    public void Parts_may_be_strategies_without_a_lane_form() =>
        Assert.Equal(0.6, AggregationStrategies.Blend((0.5, new Greatest()), (0.5, AggregationStrategies.WeakestLink)).Aggregate([0.2, 1, 0.5], [0.25, 0.5, 0.25]));

    [Fact]
    public void Parts_without_a_lane_form_are_not_shown_what_is_absent() =>
        Assert.Equal(0.2, AggregationStrategies.Blend((1, new Greatest())).Aggregate([0.2, 1], [1, 0]));

    [Fact]
    public void Shares_that_were_rounded_are_scaled_to_one() =>
        Assert.Equal(1, AggregationStrategies.Blend((0.3333333333, AggregationStrategies.WeightedMean), (0.3333333333, AggregationStrategies.WeakestLink), (0.3333333333, AggregationStrategies.GiniMean)).Aggregate([1, 1], [0.5, 0.5]));

    [Fact]
    public void Shares_sum_to_one() => Assert.StartsWith(
        "The shares of a blend sum to 0.75; they must sum to 1.",
        Assert.Throws<ArgumentException>("parts", () => AggregationStrategies.Blend((0.5, AggregationStrategies.WeightedMean), (0.25, AggregationStrategies.WeakestLink))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Shares_are_not_negative() => Assert.StartsWith(
        "The share was -0.5; allowed is 0 to 1.",
        Assert.Throws<ArgumentOutOfRangeException>(() => AggregationStrategies.Blend((1, AggregationStrategies.WeightedMean), (-0.5, AggregationStrategies.WeakestLink))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void A_blend_has_parts() => Assert.StartsWith(
        "A blend has no parts; it needs at least one strategy.", Assert.Throws<ArgumentException>("parts", () => AggregationStrategies.Blend()).Message, StringComparison.Ordinal);

    [Fact]
    public void Parts_that_look_at_the_touchpoints_are_refused() => Assert.StartsWith(
        "Strategy 'gate(weakest-link, 0.5, 0.5)' looks at the steps that it aggregates or at their weights, which a blend hides from its model; choose another.",
        Assert.Throws<ArgumentException>("parts", () => AggregationStrategies.Blend((1, AggregationStrategies.Gate(AggregationStrategies.WeakestLink, 0.5, 0.5)))).Message,
        StringComparison.Ordinal);

    private sealed class Greatest : IAggregationStrategy
    {
        public string Name => "greatest";

        public double Aggregate(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights) => scores.ToArray().Max();
    }
}
