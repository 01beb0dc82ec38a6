using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class CapacityTests
{
    // The indices are sums of up to 2¹² products of at most 1, each of which rounds by at most 2⁻⁵³: 4.5e-13.
    private const double Rounding = 1e-12;

    [Fact]
    public void Indices_of_a_published_example_are_those_published()
    {
        // Grabisch 1996: mathematics and physics overlap, literature completes either.
        var capacity = new Capacity(3, 0, 0.45, 0.45, 0.5, 0.3, 0.9, 0.9, 1);
        Assert.Equal([0.35 / 1.2, 0.35 / 1.2, 0.5 / 1.2], capacity.Importance, Near);
        Assert.Equal([-0.45, 0.1, 0.1], [capacity.Interaction(0, 1), capacity.Interaction(0, 2), capacity.Interaction(2, 1)], Near);
        Assert.Equal([0.3625, 0.3625, 0.525], capacity.Veto, Near);
        Assert.Equal([0.575, 0.575, 0.6], capacity.Favor, Near);
    }

    [Fact]
    public void Importances_sum_to_one() =>
        Property.Holds(GeneratedCapacities.Any, generated => Assert.Equal(1, generated.Capacity.Importance.Sum(), Rounding));

    [Fact]
    public void Interaction_is_the_same_from_either_side_and_within_its_limits() => Property.Holds(GeneratedCapacities.Any, generated =>
    {
        foreach (var (one, other) in Pairs(generated.Capacity.Touchpoints))
        {
            Assert.Equal(generated.Capacity.Interaction(one, other), generated.Capacity.Interaction(other, one), Rounding);
            Assert.InRange(generated.Capacity.Interaction(one, other), -1 - Rounding, 1 + Rounding);
        }
    });

    [Fact]
    public void Vetoes_average_to_the_andness_and_favors_to_the_rest() => Property.Holds(GeneratedCapacities.Any, generated =>
    {
        // Marichal 2004.
        if (generated.Capacity is { Touchpoints: > 1 and var touchpoints } capacity)
        {
            var andness = AggregationStrategies.AndnessOf(AggregationStrategies.Choquet(capacity), touchpoints).Value;
            Assert.Equal(andness, capacity.Veto.Average(), Rounding);
            Assert.Equal(1 - andness, capacity.Favor.Average(), Rounding);
        }
    });

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(Capacity.MostTouchpoints)]
    public void Minimum_gives_each_touchpoint_a_veto_and_maximum_a_favor(int touchpoints)
    {
        var (least, greatest) = (GeneratedCapacities.Least(touchpoints), GeneratedCapacities.Greatest(touchpoints));
        Assert.All(least.Veto.Concat(greatest.Favor), index => Assert.Equal(1, index, Rounding));
        Assert.All(least.Favor.Concat(greatest.Veto), index => Assert.Equal(0, index, Rounding));
        Assert.All(least.Importance.Concat(greatest.Importance), index => Assert.Equal(1.0 / touchpoints, index, Rounding));
        Assert.Equal(1.0 / (touchpoints - 1), least.Interaction(0, 1), Rounding);
        Assert.Equal(-1.0 / (touchpoints - 1), greatest.Interaction(0, 1), Rounding);
    }

    [Fact]
    public void Minimum_and_maximum_are_what_they_say() => Property.Holds(GeneratedCapacities.Any, generated =>
    {
        // The steps of the Choquet integral are differences, which round; the Sugeno integral only chooses.
        var (scores, weights) = (generated.Scores, generated.EqualWeights);
        var (least, greatest) = (GeneratedCapacities.Least(scores.Length), GeneratedCapacities.Greatest(scores.Length));
        Assert.Equal(scores.Min(), AggregationStrategies.Choquet(least).Aggregate(scores, weights), Rounding);
        Assert.Equal(scores.Max(), AggregationStrategies.Choquet(greatest).Aggregate(scores, weights), Rounding);
        Assert.Equal(scores.Min(), AggregationStrategies.Sugeno(least).Aggregate(scores, weights));
        Assert.Equal(scores.Max(), AggregationStrategies.Sugeno(greatest).Aggregate(scores, weights));
    });

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(Capacity.MostTouchpoints + 1)]
    public void Integrals_need_one_score_for_each_touchpoint(int count)
    {
        var (capacity, scores) = (GeneratedCapacities.Least(2), new double[count]);
        Assert.All([AggregationStrategies.Choquet(capacity), AggregationStrategies.Sugeno(capacity)], integral => Assert.Equal(
            $"The capacity has 2 touchpoints, and there were {count} scores; it takes one for each. (Parameter 'scores')",
            Assert.Throws<ArgumentException>(nameof(scores), () => integral.Aggregate(scores, scores)).Message));
    }

    [Theory]
    [InlineData("choquet(0, 0, 0, 1)")]
    [InlineData("choquet-2-additive(0.5 0.5; 0-1 1)")]
    public void Integrals_know_the_expected_score_of_their_own_places_alone(string name)
    {
        var integral = (IKnowsExpectedScore)AggregationStrategies.Parse(name);
        Assert.Equal(1.0 / 3, integral.ExpectedScore(2)!.Value, Rounding); // of the minimum of two
        Assert.Null(integral.ExpectedScore(3));
    }

    [Fact]
    public void A_touchpoint_that_decides_alone_has_all_importance_veto_and_favor()
    {
        var dictator = new Capacity(3, 0, 0, 1, 1, 0, 0, 1, 1);
        Assert.Equal([0, 1, 0], dictator.Importance, Near);
        Assert.Equal(1, dictator.Veto[1], Rounding);
        Assert.Equal(1, dictator.Favor[1], Rounding);
        Assert.Equal(0, dictator.Interaction(0, 1), Rounding);
    }

    [Fact]
    public void A_single_touchpoint_is_all_and_has_neither_veto_nor_favor()
    {
        var single = new Capacity(1, 0, 1);
        Assert.Equal([1], single.Importance);
        Assert.Equal([double.NaN], single.Veto);
        Assert.Equal([double.NaN], single.Favor);
    }

    [Theory]
    [InlineData(-1, 0, "one")]
    [InlineData(0, -1, "other")]
    [InlineData(2, 0, "one")]
    [InlineData(0, 2, "other")]
    [InlineData(1, 1, "one")]
    public void Interaction_asks_for_two_touchpoints_of_the_capacity(int one, int other, string parameter) =>
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => GeneratedCapacities.Least(2).Interaction(one, other));

    [Theory]
    [InlineData(0)]
    [InlineData(Capacity.MostTouchpoints + 1)]
    public void Touchpoints_are_1_to_12(int touchpoints) => Assert.Throws<ArgumentOutOfRangeException>(nameof(touchpoints), () => new Capacity(touchpoints, 0, 1));

    [Fact]
    public void A_measure_of_another_length_is_refused() =>
        Refused("A capacity of 3 touchpoints has 8 sets; there were 2 measures.", () => new Capacity(3, 0, 1));

    [Fact]
    public void Every_violation_is_listed_at_once() => Refused(
        Lines(
            "The empty set has the measure 0.1; it must be 0.",
            "The set of all touchpoints has the measure 0.9; it must be 1.",
            "Set {0} has the measure 1.2; allowed is 0 to 1.",
            "Set {0, 1} has the measure 0.9, less than the 1.2 of {0} within it; a larger set never counts less."),
        () => new Capacity(2, 0.1, 1.2, 0.5, 0.9));

    [Fact]
    public void Every_violation_of_a_single_touchpoint_is_listed_too() => Refused(
        Lines(
            "The empty set has the measure 0.5; it must be 0.",
            "The set of all touchpoints has the measure -0.25; it must be 1.",
            "Set {0} has the measure -0.25, less than the 0.5 of {} within it; a larger set never counts less.",
            "Set {0} has the measure -0.25; allowed is 0 to 1."),
        () => new Capacity(1, 0.5, -0.25));

    [Fact]
    public void A_larger_set_counts_as_much_as_each_of_those_within_it() => Refused(
        Lines(
            "Set {0, 2} has the measure 0.3, less than the 0.6 of {0} within it; a larger set never counts less.",
            "Set {0, 2} has the measure 0.3, less than the 0.4 of {2} within it; a larger set never counts less."),
        () => new Capacity(3, 0, 0.6, 0.2, 0.7, 0.4, 0.3, 0.5, 1));

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(-0.25, "-0.25")]
    public void A_measure_is_0_to_1(double measure, string printed)
    {
        var refused = Assert.Throws<ArgumentException>(nameof(measure), () => new Capacity(2, 0, 0.5, measure, 1));
        Assert.Contains($"Set {{1}} has the measure {printed}; allowed is 0 to 1.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Capacities_are_equal_by_their_measures()
    {
        var capacity = new Capacity(2, 0, 0.25, 0.5, 1);
        Assert.Equal(capacity, new Capacity(2, 0, 0.25, 0.5, 1));
        Assert.NotEqual(capacity, new Capacity(2, 0, 0.5, 0.25, 1));
        Assert.Equal([0, 0.25, 0.5, 1], capacity.Measure);
        Assert.Equal("0, 0.25, 0.5, 1", capacity.ToString());
    }

    internal static IEnumerable<(int One, int Other)> Pairs(int touchpoints) =>
        from one in Enumerable.Range(0, touchpoints) from other in Enumerable.Range(0, one) select (one, other);

    internal static string Lines(params string[] messages) => string.Join(Environment.NewLine, messages);

    private static void Refused(string message, Func<Capacity> capacity) =>
        Assert.Equal($"{message} (Parameter 'measure')", Assert.Throws<ArgumentException>("measure", capacity).Message);

    private static bool Near(double expected, double actual) => Math.Abs(expected - actual) <= Rounding;
}
