using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests;

/// <summary>The model and the visit that the tests talk about: those of the README.</summary>
internal static class CoffeeBar
{
    public static ScoringModel Model { get; } = new("coffee-bar")
    {
        Strategy = AggregationStrategies.WeakestLink,
        Steps =
        [
            new Touchpoint("aroma", Scale.Stars),
            new Touchpoint("greeting", Scale.Stars) { Weight = 2 },
            new Touchpoint("wait", Scale.Goalposts(worst: 30, best: 2)),
            new Stage("order", AggregationStrategies.WeightedMean)
            {
                Steps =
                [
                    new Touchpoint("right-order", Scale.YesNo) { Required = true },
                    new Touchpoint("cake", Scale.Stars),
                ],
            },
            new Touchpoint("payment", Scale.YesNo),
            new Touchpoint("goodbye", Scale.Stars),
        ],
    };

    public static Journey Visit { get; } = new(
        "visit-1", ("aroma", 5), ("greeting", 4), ("wait", 4), ("right-order", 1), ("cake", 5), ("payment", 1), ("goodbye", 4));

    /// <summary>A model of touchpoints rated 0 to 1, one for each weight, named a, b, c and so on.</summary>
    public static ScoringModel Flat(IAggregationStrategy strategy, params double[] weights) => new("flat")
    {
        Strategy = strategy,
        Steps = [.. weights.Select((weight, i) => new Touchpoint($"{(char)('a' + i)}", Scale.YesNo) { Weight = weight })],
    };
}
