using Cx.Scoring.Testing;

namespace Cx.Scoring.Tests;

public sealed class ValueFunctionsTests
{
    // The fit of exp and log is within 1 ulp; a quotient of two of them within a few.
    private const double Tolerance = 1e-15;

    public static TheoryData<IValueFunction> All =>
    [
        ValueFunctions.Linear, ValueFunctions.Power(2), ValueFunctions.Power(0.5), ValueFunctions.Power(1e-3), ValueFunctions.MustBe(),
        ValueFunctions.MustBe(700), ValueFunctions.MustBe(0), ValueFunctions.Attractive(), ValueFunctions.Attractive(20),
        ValueFunctions.PiecewiseLinear((0, 0), (0.3, 0.1), (1, 1)), ValueFunctions.LossAverse(2.25), ValueFunctions.Logistic(0.5, 10),
        ValueFunctions.Logistic(0, 3), ValueFunctions.Logistic(1, 40),
    ];

    public static TheoryData<IValueFunction, double, double> Examples => new()
    {
        { ValueFunctions.Linear, 0.3, 0.3 },
        { ValueFunctions.Power(2), 0.5, 0.25 },
        { ValueFunctions.Power(0.5), 0.25, 0.5 },
        { ValueFunctions.MustBe(), 0.5, (1 - Math.Exp(-0.5)) / (1 - Math.Exp(-1)) }, // Wang and Ji 2010
        { ValueFunctions.Attractive(), 0.5, (Math.Exp(0.5) - 1) / (Math.E - 1) }, // Wang and Ji 2010
        { ValueFunctions.Attractive(0), 0.4, 0.4 },
        { ValueFunctions.MustBe(1e-9), 0.5, 0.5 + 1.25e-10 }, // x + kx(1 - x)/2 for small k
        { ValueFunctions.PiecewiseLinear((0, 0), (0.5, 0.9), (1, 1)), 0.25, 0.45 },
        { ValueFunctions.PiecewiseLinear((0, 0), (0.5, 0.9), (1, 1)), 0.75, 0.95 },
        { ValueFunctions.PiecewiseLinear((0, 0.01), (1, 1)), 0, 0.01 },
        { ValueFunctions.LossAverse(2, 0.5), 0.5, 2.0 / 3 }, // the loss of 0.5 weighs 1, the gain of 0.5 weighs 0.5
        { ValueFunctions.LossAverse(2, 0.5), 0.25, 1.0 / 3 },
        { ValueFunctions.Logistic(0.5, 10), 0.5, 0.5 },
        { ValueFunctions.Logistic(0.5, 10), 1, 1 },
        { ValueFunctions.Logistic(0.5, 10), 0.25, ((1 / (1 + Math.Exp(2.5))) - (1 / (1 + Math.Exp(5)))) / ((1 / (1 + Math.Exp(-5))) - (1 / (1 + Math.Exp(5)))) },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Apply_follows_the_formula(IValueFunction function, double score, double expected) =>
        Assert.Equal(expected, function.Apply(score), Tolerance);

    [Theory]
    [MemberData(nameof(All))]
    public void Apply_stays_in_the_unit_interval_and_does_not_fall(IValueFunction function) =>
        Property.Holds(Generators.WeightedScores, input =>
        {
            var values = input.ToScores().Order().Select(function.Apply).ToList();
            Assert.All(values, value => Assert.InRange(value, 0, 1));
            Assert.Equal(values.Order(), values);
        });

    [Theory]
    [MemberData(nameof(All))]
    public void Apply_keeps_the_ends(IValueFunction function)
    {
        Assert.Equal(0, function.Apply(0));
        Assert.Equal(1, function.Apply(1), Tolerance);
    }

    [Fact]
    public void Names_are_canonical() => Assert.Equal(
        ["linear", "power(0.5)", "must-be(1)", "attractive(2)", "piecewise-linear(0 0; 0.3 0.1; 1 1)", "logistic(0.5, 10)"],
        new[]
        {
            ValueFunctions.Linear, ValueFunctions.Power(0.5), ValueFunctions.MustBe(), ValueFunctions.Attractive(2),
            ValueFunctions.PiecewiseLinear((0, 0), (0.3, 0.1), (1, 1)), ValueFunctions.Logistic(0.5, 10),
        }.Select(function => function.Name));

    [Fact]
    public void Functions_are_equal_by_value()
    {
        Assert.Equal(ValueFunctions.Power(2), ValueFunctions.Power(2));
        Assert.Equal(ValueFunctions.PiecewiseLinear((0, 0), (1, 1)), ValueFunctions.PiecewiseLinear((0, 0), (1, 1)));
        Assert.NotEqual(ValueFunctions.MustBe(2), ValueFunctions.Attractive(2));
    }

    [Theory]
    [InlineData(0, 0.5, "The loss aversion was 0; allowed is a finite number above 0.")]
    [InlineData(2, 0, "The reference was 0; allowed is above 0 and below 1.")]
    [InlineData(2, 1, "The reference was 1; allowed is above 0 and below 1.")]
    public void LossAverse_refuses_what_has_no_kink(double lambda, double reference, string message) => Assert.StartsWith(
        message, Assert.Throws<ArgumentOutOfRangeException>(() => ValueFunctions.LossAverse(lambda, reference)).Message, StringComparison.Ordinal);

    [Fact]
    public void PiecewiseLinear_refuses_scores_that_do_not_rise() => Assert.StartsWith(
        "The scores of a piecewise-linear function rise strictly: 0.5 follows 0.5.",
        Assert.Throws<ArgumentException>("points", () => ValueFunctions.PiecewiseLinear((0, 0), (0.5, 0.2), (0.5, 0.3), (1, 1))).Message,
        StringComparison.Ordinal);

    [Fact]
    public void PiecewiseLinear_refuses_ends_other_than_0_and_1() => Assert.StartsWith(
        "A piecewise-linear function needs at least two points, the first at score 0 and the last at score 1: [(0, 0), (0.9, 1)].",
        Assert.Throws<ArgumentException>("points", () => ValueFunctions.PiecewiseLinear((0, 0), (0.9, 1))).Message,
        StringComparison.Ordinal);
}
