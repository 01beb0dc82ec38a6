using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class Choquet2AdditiveTests() : StrategyLawTests(AggregationStrategies.Choquet2Additive(new([0.5, 0.3, 0.2], (0, 1, 0.2), (1, 2, -0.1))))
{
    [Fact]
    public void Aggregate_takes_half_of_each_interaction_from_the_mean() => // .5 + .06 + .08 - .5 × .2 × .8 + .5 × .1 × .2
        Assert.Equal(0.5 + 0.06 + 0.08 - 0.08 + 0.01, AggregationStrategies.Choquet2Additive(new([0.5, 0.3, 0.2], (0, 1, 0.2), (1, 2, -0.1))).Aggregate([1, 0.2, 0.4], [0.2, 0.3, 0.5]), 1e-15);

    [Fact]
    public void Without_interactions_it_is_the_mean_of_the_importances() =>
        Assert.Equal(0.5, AggregationStrategies.Choquet2Additive(new([0.5, 0.25, 0.25])).Aggregate([1, 0, 0], [0.2, 0.3, 0.5]));

    [Fact]
    public void Aggregate_needs_one_score_for_each_touchpoint() => Assert.StartsWith(
        "The capacity has 2 touchpoints, and there were 1 scores; it takes one for each.",
        Assert.Throws<ArgumentException>("scores", () => AggregationStrategies.Choquet2Additive(new([0.5, 0.5])).Aggregate([1], [1])).Message,
        StringComparison.Ordinal);
}
