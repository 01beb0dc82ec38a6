using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class TwoAdditiveCapacityTests
{
    // The two roads sum up to 2⁶ products of at most 1 in another order, and each rounds by at most 2⁻⁵³: 7.1e-15.
    private const double Rounding = 1e-14;

    [Fact]
    public void Expanded_to_every_set_it_gives_the_same_scores() => Property.Holds(GeneratedCapacities.TwoAdditive, generated => Assert.Equal(
        AggregationStrategies.Choquet(GeneratedCapacities.Expand(generated.Capacity)).Aggregate(generated.Scores, generated.EqualWeights),
        AggregationStrategies.Choquet2Additive(generated.Capacity).Aggregate(generated.Scores, generated.EqualWeights),
        Rounding));

    [Fact]
    public void Expanded_to_every_set_it_has_the_same_indices() => Property.Holds(GeneratedCapacities.TwoAdditive, generated =>
    {
        var (capacity, expanded) = (generated.Capacity, GeneratedCapacities.Expand(generated.Capacity));
        Assert.Equal(expanded.Touchpoints, capacity.Touchpoints);
        for (var i = 0; i < capacity.Touchpoints; i++)
        {
            Assert.Equal(expanded.Importance[i], capacity.Importance[i], Rounding);
            Assert.Equal(expanded.Veto[i], capacity.Veto[i], Rounding);
        }

        foreach (var (one, other) in CapacityTests.Pairs(capacity.Touchpoints))
        {
            Assert.Equal(expanded.Interaction(one, other), capacity.Interaction(one, other), Rounding);
            Assert.Equal(capacity.Interaction(one, other), capacity.Interaction(other, one));
        }
    });

    [Fact]
    public void Expanded_to_every_set_it_has_the_same_andness() => Property.Holds(GeneratedCapacities.TwoAdditive, generated =>
    {
        if (generated.Capacity is { Touchpoints: > 1 and var touchpoints } capacity)
        {
            Assert.Equal(
                AggregationStrategies.AndnessOf(AggregationStrategies.Choquet(GeneratedCapacities.Expand(capacity)), touchpoints).Value,
                AggregationStrategies.AndnessOf(AggregationStrategies.Choquet2Additive(capacity), touchpoints).Value,
                Rounding);
        }
    });

    [Fact]
    public void Importances_sum_to_one() =>
        Property.Holds(GeneratedCapacities.TwoAdditive, generated => Assert.Equal(1, generated.Capacity.Importance.Sum(), Rounding));

    [Fact]
    public void Two_that_need_each_other_are_their_minimum_and_both_have_a_veto()
    {
        var both = new TwoAdditiveCapacity([0.5, 0.5], (0, 1, 1));
        Assert.Equal([1, 1], both.Veto);
        Assert.Equal(0.25, AggregationStrategies.Choquet2Additive(both).Aggregate([0.25, 0.75], [0.5, 0.5]));
    }

    [Fact]
    public void Two_that_replace_each_other_are_their_maximum_and_neither_has_a_veto()
    {
        var either = new TwoAdditiveCapacity([0.5, 0.5], (1, 0, -1));
        Assert.Equal([0, 0], either.Veto);
        Assert.Equal(0.75, AggregationStrategies.Choquet2Additive(either).Aggregate([0.25, 0.75], [0.5, 0.5]));
    }

    [Fact]
    public void Without_interactions_it_is_the_mean_weighted_by_importance()
    {
        var mean = new TwoAdditiveCapacity([0.5, 0.25, 0.25]);
        Assert.Equal(0, mean.Interaction(0, 2));
        Assert.Equal(0.625, AggregationStrategies.Choquet2Additive(mean).Aggregate([1, 0.5, 0], [0.5, 0.25, 0.25]));
    }

    [Fact]
    public void Interaction_asks_for_touchpoints_of_the_capacity() =>
        Assert.Throws<ArgumentOutOfRangeException>("other", () => new TwoAdditiveCapacity([0.5, 0.5]).Interaction(0, 2));

    [Fact]
    public void A_single_touchpoint_has_no_veto() => Assert.Equal([double.NaN], new TwoAdditiveCapacity([1]).Veto);

    [Fact]
    public void Without_importances_it_is_refused() =>
        Refused("There are no importances; a capacity has at least one touchpoint.", () => new([]));

    [Fact]
    public void Every_violation_is_listed_at_once() => Refused(
        CapacityTests.Lines(
            "The importances sum to 1.25; they must sum to 1.",
            "Touchpoints 1 and 1 are no pair; allowed are two different ones from 0 to 2.",
            "Touchpoints 0 and 3 are no pair; allowed are two different ones from 0 to 2.",
            "Touchpoints 3 and 0 are no pair; allowed are two different ones from 0 to 2.",
            "Touchpoints -1 and 2 are no pair; allowed are two different ones from 0 to 2.",
            "The pair 2 and 0 is given twice.",
            "The interaction of 1 and 2 was 1.5; allowed is -1 to 1.",
            "Touchpoint 1 has the importance 0.5, less than 0.8125, half the magnitude of its interactions; a better score could lower the whole.",
            "Touchpoint 2 has the importance 0.25, less than 1, half the magnitude of its interactions; a better score could lower the whole."),
        () => new([0.5, 0.5, 0.25], (1, 1, 0.125), (0, 3, 0.125), (3, 0, 0.125), (-1, 2, 0.125), (0, 2, -0.125), (2, 0, 0.25), (1, 2, 1.5)));

    [Fact]
    public void An_importance_of_half_the_interactions_is_the_least() => Refused(
        "Touchpoint 1 has the importance 0.25, less than 0.375, half the magnitude of its interactions; a better score could lower the whole.",
        () => new([0.75, 0.25], (0, 1, -0.75)));

    [Fact]
    public void Importances_may_be_off_1_by_rounding()
    {
        Assert.Equal(3, new TwoAdditiveCapacity([0.3, 0.3, 0.4 + 1e-14]).Touchpoints);
        Refused("The importances sum to 1.0009765625; they must sum to 1.", () => new([0.5, 0.5009765625]));
    }

    [Fact]
    public void Numbers_that_are_none_are_refused() => Refused(
        CapacityTests.Lines(
            "The interaction of 0 and 1 was NaN; allowed is -1 to 1.",
            "Touchpoint 0 has the importance 0.5, less than NaN, half the magnitude of its interactions; a better score could lower the whole.",
            "Touchpoint 1 has the importance 0.5, less than NaN, half the magnitude of its interactions; a better score could lower the whole."),
        () => new([0.5, 0.5], (0, 1, double.NaN)));

    [Fact]
    public void Capacities_are_equal_by_content()
    {
        var capacity = new TwoAdditiveCapacity([0.75, 0.25], (0, 1, 0.5));
        Assert.Equal(capacity, new TwoAdditiveCapacity([0.75, 0.25], (0, 1, 0.5)));
        Assert.NotEqual(capacity, new TwoAdditiveCapacity([0.75, 0.25], (0, 1, -0.5)));
        Assert.Equal([(0, 1, 0.5)], capacity.Interactions);
        Assert.Equal("0.75 0.25; 0-1 0.5", capacity.ToString());
    }

    private static void Refused(string message, Func<TwoAdditiveCapacity> capacity) =>
        Assert.Equal($"{message} (Parameter 'importance')", Assert.Throws<ArgumentException>("importance", capacity).Message);
}
