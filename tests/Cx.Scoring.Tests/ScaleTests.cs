using Cx.Scoring.Testing;

namespace Cx.Scoring.Tests;

public sealed class ScaleTests
{
    public static TheoryData<Scale, double, double> Examples => new()
    {
        { Scale.Stars, 1, 0 },
        { Scale.Stars, 4, 0.75 },
        { Scale.Stars, 5, 1 },
        { Scale.Recommendation, 7, 0.7 },
        { Scale.Effort, 7, 1 },
        { Scale.Effort, 1, 0 },
        { Scale.Percent, 70, 0.7 },
        { Scale.YesNo, 1, 1 },
        { Scale.Sentiment, -1, 0 },
        { Scale.Sentiment, 0, 0.5 },
        { Scale.Rating(worst: 6, best: 1), 2, 0.8 },
        { Scale.Goalposts(worst: 30, best: 2), 16, 0.5 },
        { Scale.Goalposts(worst: 30, best: 2), 45, 0 },
        { Scale.Goalposts(worst: 30, best: 2), 0, 1 },
        { Scale.Goalposts(worst: 0, best: 10), -1, 0 }, // COINr, test-normalise.R: n(-1) = 0, n(11) = 1
        { Scale.Goalposts(worst: 0, best: 10), 11, 1 },
        { Scale.Goalposts(worst: 0, best: 10), 1, 0.1 },
        { Scale.Goalposts(worst: 0.5, best: 0), 1.79e308, 0 },
        { Scale.Goalposts(worst: 0, best: 1e-10), 1e300, 1 },
        { Scale.Goalposts(worst: 0, best: 0.5) with { Neutral = 0.1 }, -1.79e308, 0 },
        { Scale.Stars with { Neutral = 4 }, 4, 0.5 },
        { Scale.Stars with { Neutral = 4 }, 2.5, 0.25 },
        { Scale.Stars with { Neutral = 4 }, 4.5, 0.75 },
        { Scale.Stars with { Neutral = 4 }, 1, 0 },
        { Scale.Stars with { Neutral = 4 }, 5, 1 },
        { Scale.Goalposts(worst: 30, best: 0) with { Neutral = 10 }, 20, 0.25 },
        { Scale.Goalposts(worst: 30, best: 0) with { Neutral = 10 }, 31, 0 },
        { Scale.Goalposts(worst: 30, best: 0) with { Neutral = 10 }, -1, 1 },
    };

    [Theory]
    [MemberData(nameof(Examples))]
    public void Normalise_is_the_straight_line_from_worst_to_best(Scale scale, double value, double expected) =>
        Assert.Equal(expected, scale.Normalise(value));

    [Fact]
    public void Normalise_rounds_as_the_division_does() => Property.Holds(Generators.Score, share => Assert.All(
        new[] { (0.0, 100.0), (1, 7), (30, 2), (-1, 1), (0.1, 0.7), (3, 1e9) },
        ends =>
        {
            var (worst, best) = ends;
            var value = Math.Clamp(worst + (share * (best - worst)), Math.Min(worst, best), Math.Max(worst, best));
            Assert.Equal((value - worst) / (best - worst) + 0.0, Scale.Rating(worst, best).Normalise(value));
        }));

    [Fact]
    public void Normalise_of_the_worst_end_is_positive_zero() =>
        Assert.Equal(0L, BitConverter.DoubleToInt64Bits(Scale.Rating(worst: 6, best: 1).Normalise(6)));

    [Theory]
    [InlineData(0.999, false)]
    [InlineData(1, true)]
    [InlineData(5, true)]
    [InlineData(5.001, false)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    public void A_rating_accepts_what_lies_between_its_ends(double value, bool accepted) => Assert.Equal(accepted, Scale.Stars.Accepts(value));

    [Theory]
    [InlineData(-1e300, true)]
    [InlineData(1e300, true)]
    [InlineData(double.NaN, false)]
    [InlineData(double.NegativeInfinity, false)]
    public void Goalposts_accept_every_finite_value(double value, bool accepted) =>
        Assert.Equal(accepted, Scale.Goalposts(worst: 30, best: 2).Accepts(value));

    [Theory]
    [InlineData(7, "7 is off its scale, 1 (worst) to 5 (best).")]
    [InlineData(double.NaN, "NaN is no value; allowed is a finite number on its scale, 1 (worst) to 5 (best).")]
    public void Normalise_refuses_what_the_scale_does_not_accept(double value, string expected) => Assert.StartsWith(
        expected, Assert.Throws<ArgumentOutOfRangeException>(nameof(value), () => Scale.Stars.Normalise(value)).Message, StringComparison.Ordinal);

    [Fact]
    public void Scales_are_equal_by_value()
    {
        Assert.Equal(Scale.Rating(1, 5), Scale.Stars);
        Assert.NotEqual(Scale.Goalposts(1, 5), Scale.Stars);
        Assert.NotEqual(Scale.Stars with { Neutral = 4 }, Scale.Stars);
    }

    [Fact]
    public void ToString_names_the_ends() => Assert.Equal(
        "30 (worst) to 2.5 (best), clamped, 10 neutral", $"{Scale.Goalposts(worst: 30, best: 2.5) with { Neutral = 10 }}");
}
