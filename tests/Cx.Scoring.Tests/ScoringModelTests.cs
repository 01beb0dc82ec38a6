using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests;

public sealed class ScoringModelTests
{
    [Fact]
    public void Models_are_equal_by_content()
    {
        Assert.Equal(CoffeeBar.Flat(AggregationStrategies.ConsistencyVariance(0.3), 1, 2), CoffeeBar.Flat(AggregationStrategies.ConsistencyVariance(0.3), 1, 2));
        Assert.Equal(
            CoffeeBar.Flat(AggregationStrategies.WeakestLink, 1, 2).GetHashCode(), CoffeeBar.Flat(AggregationStrategies.WeakestLink, 1, 2).GetHashCode());
        Assert.NotEqual(CoffeeBar.Flat(AggregationStrategies.WeakestLink, 1, 2), CoffeeBar.Flat(AggregationStrategies.WeakestLink, 1, 3));
        Assert.NotEqual(CoffeeBar.Flat(AggregationStrategies.WeakestLink, 1), CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1));
    }

    [Fact]
    public void The_list_of_steps_is_copied()
    {
        var steps = new List<Step> { new Touchpoint("a", Scale.Stars) };
        var model = new ScoringModel("m") { Strategy = AggregationStrategies.WeakestLink, Steps = steps };
        var stage = new Stage("s", AggregationStrategies.WeakestLink) { Steps = steps };
        steps.Clear();
        Assert.Single(model.Steps);
        Assert.Single(stage.Steps);
    }

    [Fact]
    public void ToString_shows_the_content() =>
        Assert.Contains("Steps = [Touchpoint { Id = a, Weight = 1, Scale = 0 (worst) to 1 (best)", $"{CoffeeBar.Flat(AggregationStrategies.WeakestLink, 1)}", StringComparison.Ordinal);
}
