namespace Cx.Scoring.Tests;

public sealed class PropertyTests
{
    [Theory]
    [InlineData(null, 200)]
    [InlineData("", 200)]
    [InlineData(" ", 200)]
    [InlineData("1000", 1000)]
    public void Cases_that_are_not_set_or_empty_are_two_hundred(string? cases, int expected) => Assert.Equal(expected, Property.Build(cases, replay: null).MaxTest);

    [Theory]
    [InlineData("0")]
    [InlineData("-5")]
    [InlineData("many")]
    public void Cases_that_are_no_number_are_refused(string cases) => Assert.Equal(
        $"CX_CASES was '{cases}'; allowed is a whole number above 0, or nothing.", Assert.Throws<FormatException>(() => Property.Build(cases, replay: null)).Message);

    [Fact]
    public void A_replay_that_is_empty_is_none_and_one_that_is_no_number_is_refused()
    {
        Assert.Null(Property.Build(cases: null, "").Replay);
        Assert.NotNull(Property.Build(cases: null, "2,3,4").Replay);
        Assert.Equal("A part of CX_REPLAY was 'x'; allowed are whole numbers: seed,gamma or seed,gamma,size.", Assert.Throws<FormatException>(() => Property.Build(cases: null, "1,x")).Message);
    }
}
