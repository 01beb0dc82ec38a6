using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class AggregationStrategiesTests
{
    [Theory]
    [InlineData("weakest-links", "'weakest-links' is no canonical name of a built-in strategy, such as 'weakest-link' or 'power-mean(-1)'.")]
    [InlineData("power-mean", "'power-mean' is no canonical name of a built-in strategy, such as 'weakest-link' or 'power-mean(-1)'.")]
    [InlineData("power-mean(x)", "'x' is no number.")]
    [InlineData("power-mean(1", "'power-mean(1' lacks a closing parenthesis.")]
    [InlineData("power-mean(1)x", "'power-mean(1)x' goes on after its last parenthesis.")]
    [InlineData("blend(weakest-link)", "'weakest-link' is no part of a blend; a part is a share and a strategy.")]
    [InlineData("owa(2)", "'2' is no quantifier; quantifiers are power(..) and piecewise-linear(..).")]
    [InlineData("owa(piecewise-linear(0; 1))", "'0' is no pair of numbers.")]
    [InlineData("choquet-2-additive(0.5 0.5; 0.2)", "'0.2' is no interaction, such as '0-1 0.2'.")]
    public void Parse_refuses_what_is_no_name(string name, string message) =>
        Assert.Equal(message, Assert.Throws<FormatException>(() => AggregationStrategies.Parse(name)).Message);

    [Fact]
    public void Parse_refuses_a_parameter_out_of_its_range() =>
        Assert.Throws<ArgumentOutOfRangeException>("share", () => AggregationStrategies.Parse("hurwicz(2)"));

    [Fact]
    public void Parse_reads_strategies_within_strategies() => Assert.Equal(
        AggregationStrategies.Gate(AggregationStrategies.Blend((0.5, AggregationStrategies.MeanMin(0.5, 0.1)), (0.5, AggregationStrategies.WeakestLink)), 0.5, 0.4),
        AggregationStrategies.Parse("gate(blend(0.5 mean-min(0.5, 0.1), 0.5 weakest-link), 0.5, 0.4)"));

    [Theory]
    [InlineData("weighted-mean", 5, 0.5)]
    [InlineData("weakest-link", 5, 1)]
    [InlineData("power-mean(Infinity)", 5, 0)]
    [InlineData("hurwicz(0.75)", 5, 0.75)]
    [InlineData("owa(power(2))", 2, 0.75)] // weights 1/4, 3/4 from the best down
    [InlineData("choquet(0, 0, 0, 1)", 2, 1)] // the minimum
    public void AndnessOf_a_closed_form_is_exact(string name, int touchpoints, double expected)
    {
        var andness = AggregationStrategies.AndnessOf(AggregationStrategies.Parse(name), touchpoints);
        Assert.Equal(expected, andness.Value, 1e-14);
        Assert.Equal(0, andness.Error);
    }

    [Theory]
    [InlineData("power-mean(-1)", 2, 0.7726)] // 2 - 3E, E = (4/3)(1 - ln 2)
    [InlineData("soft-minimum(5)", 2, null)]
    [InlineData("soft-minimum(5)", 7, null)]
    [InlineData("soft-minimum(5)", 30, null)]
    public void AndnessOf_another_states_an_error_that_holds(string name, int touchpoints, double? expected)
    {
        var strategy = AggregationStrategies.Parse(name);
        var andness = AggregationStrategies.AndnessOf(strategy, touchpoints);
        Assert.InRange(andness.Error, 0, 0.02);
        Assert.InRange(expected ?? ByChance(strategy, touchpoints), andness.Value - andness.Error - 0.02, andness.Value + andness.Error + 0.02);
    }

    [Theory]
    [InlineData(0.1, 2)]
    [InlineData(0.8, 2)]
    [InlineData(0.99, 2)]
    [InlineData(0.8, 9)]
    public void A_wanted_andness_is_found(double andness, int touchpoints)
    {
        Assert.Equal(andness, AggregationStrategies.AndnessOf(AggregationStrategies.PowerMeanOfAndness(andness, touchpoints), touchpoints).Value, 1e-4);
        Assert.Equal(andness, AggregationStrategies.AndnessOf(AggregationStrategies.OwaOfAndness(andness, touchpoints), touchpoints).Value, 1e-4);
    }

    [Fact]
    public void The_ends_of_andness_are_minimum_mean_and_maximum()
    {
        Assert.Equal(AggregationStrategies.PowerMean(double.NegativeInfinity), AggregationStrategies.PowerMeanOfAndness(1));
        Assert.Equal(AggregationStrategies.PowerMean(1), AggregationStrategies.PowerMeanOfAndness(0.5));
        Assert.Equal(AggregationStrategies.PowerMean(double.PositiveInfinity), AggregationStrategies.PowerMeanOfAndness(0));
    }

    [Fact]
    public void AndnessOf_refuses_what_has_no_andness()
    {
        Assert.Throws<ArgumentOutOfRangeException>("touchpoints", () => AggregationStrategies.AndnessOf(AggregationStrategies.WeakestLink, 1));
        Assert.StartsWith(
            "Strategy 'choquet(0, 0, 0, 1)' takes 2 touchpoints.",
            Assert.Throws<ArgumentOutOfRangeException>("touchpoints", () => AggregationStrategies.AndnessOf(AggregationStrategies.Parse("choquet(0, 0, 0, 1)"), 3)).Message,
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-0.1)]
    [InlineData(1.1)]
    [InlineData(double.NaN)]
    public void A_wanted_andness_out_of_range_is_refused(double andness)
    {
        Assert.StartsWith(
            FormattableString.Invariant($"The andness was {andness}; allowed is 0 to 1."),
            Assert.Throws<ArgumentOutOfRangeException>(nameof(andness), () => AggregationStrategies.PowerMeanOfAndness(andness)).Message,
            StringComparison.Ordinal);
        Assert.StartsWith(
            FormattableString.Invariant($"The andness was {andness}; allowed is above 0 and below 1."),
            Assert.Throws<ArgumentOutOfRangeException>(nameof(andness), () => AggregationStrategies.OwaOfAndness(andness, 2)).Message,
            StringComparison.Ordinal);
    }

    [Fact]
    public void Andness_prints_its_error() =>
        Assert.Equal(("0.75", "0.75 ± 2.0E-4"), ($"{new Andness(0.75, 0)}", $"{new Andness(0.75, 2e-4)}"));

    private static double ByChance(IAggregationStrategy strategy, int touchpoints)
    {
        const int Journeys = 40_000;
        var random = new Random(3);
        var weights = Enumerable.Repeat(1.0 / touchpoints, touchpoints).ToArray();
        var mean = Enumerable.Range(0, Journeys).Average(_ => strategy.Aggregate([.. weights.Select(_ => random.NextDouble())], weights));
        return (touchpoints - ((touchpoints + 1) * mean)) / (touchpoints - 1);
    }
}
