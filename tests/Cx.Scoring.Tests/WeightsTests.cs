using Cx.Scoring.Compilation;
using FsCheck;
using FsCheck.Fluent;

namespace Cx.Scoring.Tests;

public sealed class WeightsTests
{
    [Theory]
    [InlineData(true, 1.0, 2.0, 3.0)]
    [InlineData(true, 0.0, 0.25, 7.0)]
    [InlineData(true, 1e6, 1.0, 0.5)]
    [InlineData(true, 1e-100)]
    [InlineData(false, 0.1, 0.2)]
    [InlineData(false, 1e6, 1e-10)]
    public void SumExactly_tells_weights_of_which_no_sum_rounds(bool expected, params double[] weights) => Assert.Equal(expected, Weights.SumExactly(weights));

    [Fact]
    public void Weights_that_sum_exactly_have_one_sum_in_every_order() => Property.Holds(
        ArbMap.Default.ArbFor<NonEmptyArray<ushort>>(),
        static eighths =>
        {
            var weights = eighths.Get.Select(number => number / 8.0).ToArray();
            Assert.True(Weights.SumExactly(weights));
            Assert.Equal(weights.Sum(), Weights.Sum(weights));
            Assert.Equal(weights.Reverse().Sum(), Weights.Sum(weights));
        });
}
