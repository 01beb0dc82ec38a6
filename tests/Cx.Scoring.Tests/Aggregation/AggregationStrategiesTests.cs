using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class AggregationStrategiesTests
{
    [Theory]
    [InlineData("weakest-links", "'weakest-links' is no canonical name of a built-in strategy, such as 'weakest-link' or 'power-mean(-1)'.")]
    [InlineData("power-mean", "'power-mean' is no canonical name of a built-in strategy, such as 'weakest-link' or 'power-mean(-1)'.")]
    [InlineData("weighted-owa", "'weighted-owa' is no canonical name of a built-in strategy, such as 'weakest-link' or 'power-mean(-1)'.")]
    [InlineData("choquet(1)", "'choquet(1)' is no canonical name of a built-in strategy, such as 'weakest-link' or 'power-mean(-1)'.")]
    [InlineData("sugeno(1)", "'sugeno(1)' is no canonical name of a built-in strategy, such as 'weakest-link' or 'power-mean(-1)'.")]
    [InlineData("blend", "'blend' is no canonical name of a built-in strategy, such as 'weakest-link' or 'power-mean(-1)'.")]
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
    public void What_is_missing_is_named()
    {
        Assert.Throws<ArgumentNullException>("name", () => AggregationStrategies.Parse(null!));
        Assert.Throws<ArgumentNullException>("quantifier", () => AggregationStrategies.Owa(null!));
        Assert.Throws<ArgumentNullException>("capacity", () => AggregationStrategies.Choquet(null!));
        Assert.Throws<ArgumentNullException>("capacity", () => AggregationStrategies.Choquet2Additive(null!));
        Assert.Throws<ArgumentNullException>("capacity", () => AggregationStrategies.Sugeno(null!));
        Assert.Throws<ArgumentNullException>("inner", () => AggregationStrategies.Gate(null!, 0.5, 0.5));
        Assert.Throws<ArgumentNullException>("parts", () => AggregationStrategies.Blend((1, null!)));
        Assert.Throws<ArgumentNullException>("strategy", () => AggregationStrategies.AndnessOf(null!, 2));
    }

    [Theory]
    [InlineData("unguarded-consistency-variance(0.8)", Law.Monotone, 0.375, true)] // 0.8 × 2 × (1 - 0.375) = 1
    [InlineData("unguarded-consistency-variance(0.8)", Law.Monotone, 0.374, false)]
    [InlineData("unguarded-consistency-variance(1.6)", Law.Internal, 0.375, true)] // 1.6 × (1 - 0.375) = 1
    [InlineData("unguarded-consistency-variance(1.6)", Law.Internal, 0.374, false)]
    [InlineData("unguarded-consistency-variance(1.6)", Law.TranslationEquivariant, 0.375, true)]
    [InlineData("unguarded-consistency-variance(1.6)", Law.TranslationEquivariant, 0.374, false)]
    [InlineData("consistency-deviation(0.5)", Law.Monotone, 0.2, true)] // sqrt(0.2/0.8) = 0.5
    [InlineData("consistency-deviation(0.5)", Law.Internal, 0.199, false)]
    [InlineData("power-mean(0.005)", Law.StronglyDecomposable, 0.04, true)] // ln 0.04 / 0.005 = -643.8, and ln 1e-280 = -644.7
    [InlineData("power-mean(0.005)", Law.StronglyDecomposable, 0.0399, false)] // -644.3
    [InlineData("mazziotta-pareto", Law.Monotone, 0.5, true)]
    [InlineData("mazziotta-pareto", Law.Internal, 0.499, false)]
    [InlineData("blend(0.5 mazziotta-pareto, 0.5 unguarded-consistency-variance(0.8))", Law.Monotone, 0.5, true)]
    [InlineData("blend(0.5 mazziotta-pareto, 0.5 unguarded-consistency-variance(0.8))", Law.Monotone, 0.4, false)]
    public void A_conditional_law_applies_up_to_its_limit(string name, Law law, double least, bool applies) =>
        Assert.Equal(applies, AggregationStrategies.Parse(name).Declaration(law)!.AppliesTo([least, 1 - least]));

    [Theory]
    [InlineData("unguarded-consistency-variance(0.5)", Law.Monotone)]
    [InlineData("unguarded-consistency-variance(1)", Law.Internal)]
    [InlineData("unguarded-consistency-variance(1)", Law.TranslationEquivariant)]
    [InlineData("gate(weighted-mean, 0.5, 0.5)", Law.Internal)]
    [InlineData("gate(mazziotta-pareto, 0, 0.5)", Law.Homogeneous)]
    [InlineData("gate(weighted-mean, 0.5, 1)", Law.StronglyDecomposable)]
    [InlineData("power-mean(0)", Law.StronglyDecomposable)]
    [InlineData("power-mean(0.01)", Law.StronglyDecomposable)]
    public void A_law_at_its_limit_needs_no_condition(string name, Law law) => Assert.True(AggregationStrategies.Parse(name).Keeps(law));

    [Fact]
    public void A_blend_names_the_conditions_of_its_parts() => Assert.Equal(
        "Monotone if wmin >= 1/2, so n <= 2 and penalty <= 1/(2(1 - wmin))",
        $"{AggregationStrategies.Parse("blend(0.5 mazziotta-pareto, 0.5 unguarded-consistency-variance(0.8))").Declaration(Law.Monotone)}");

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
    [InlineData("power-mean(-Infinity)", 5, 1)]
    [InlineData("mean-min(0.5, 0)", 5, 0.75)]
    [InlineData("blend(0.3333333333 weighted-mean, 0.6666666666 weakest-link)", 5, 5.0 / 6)]
    [InlineData("unguarded-consistency-variance(1)", 2, 0.625)] // 2 - 3E, E = 1/2 - 1/24
    public void AndnessOf_a_closed_form_is_exact(string name, int touchpoints, double expected)
    {
        var andness = AggregationStrategies.AndnessOf(AggregationStrategies.Parse(name), touchpoints);
        Assert.Equal(expected, andness.Value, 1e-14);
        Assert.Equal(0, andness.Error);
    }

    [Theory]
    [InlineData("power-mean(-1)", 2, 0.7726)] // 2 - 3E, E = (4/3)(1 - ln 2)
    [InlineData("soft-minimum(5)", 2, null)]
    [InlineData("gate(weighted-mean, 0.5, 0.3)", 2, 0.8167)] // a kink off the diagonal; brute force on a grid
    [InlineData("loss-averse(20, 0.2)", 2, 0.67024)]
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
    [InlineData(0.9999, 2)]
    [InlineData(0.0001, 2)]
    public void A_wanted_andness_is_found(double andness, int touchpoints)
    {
        Assert.Equal(andness, AggregationStrategies.AndnessOf(AggregationStrategies.PowerMeanOfAndness(andness, touchpoints), touchpoints).Value, 1e-4);
        Assert.Equal(andness, AggregationStrategies.AndnessOf(AggregationStrategies.OwaOfAndness(andness, touchpoints), touchpoints).Value, 1e-4);
    }

    [Fact]
    public void A_wanted_andness_is_found_for_many_touchpoints() =>
        Assert.Equal(0.8, AggregationStrategies.AndnessOf(AggregationStrategies.OwaOfAndness(0.8, 50), 50).Value, 1e-4);

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
