using Cx.Scoring.Compilation;
using Cx.Scoring.Tests.Exact;
using FsCheck;
using FsCheck.Fluent;

namespace Cx.Scoring.Tests;

public sealed class WeightsTests
{
    [Theory]
    [InlineData(128, 128)]
    [InlineData(129, 1)]
    public void Sum_of_up_to_128_weights_errs_by_a_rounding_a_weight_and_of_more_by_one(int count, int roundings)
    {
        var random = new Random(count);
        for (var journey = 0; journey < 500; journey++)
        {
            double[] weights = [.. Enumerable.Range(0, count).Select(_ => Math.Pow(10, (12 * random.NextDouble()) - 6))];
            var exact = BigFixed.Sum(weights.Select(weight => (BigFixed)weight));
            var error = Math.Abs((double)((exact - Weights.Sum(weights)) / exact));
            Assert.InRange(error, 0, (roundings + 1) * Math.ScaleB(1, -53));
        }
    }

    [Theory]
    [InlineData(Weights.Least, true)]
    [InlineData(Weights.Greatest, true)]
    [InlineData(1, true)]
    [InlineData(0, false)]
    [InlineData(-0.0, false)]
    [InlineData(-1, false)]
    [InlineData(double.Epsilon, false)]
    [InlineData(double.NaN, false)]
    [InlineData(double.PositiveInfinity, false)]
    [InlineData(double.NegativeInfinity, false)]
    public void One_weight_that_is_not_positive_is_found_wherever_it_stands(double weight, bool isPositive)
    {
        Assert.True(Weights.AreAllPositive([]));
        foreach (var others in (double[])[Weights.Least, 1, Weights.Greatest])
        {
            for (var count = 1; count <= 20; count++)
            {
                for (var place = 0; place < count; place++)
                {
                    var weights = new double[count];
                    Array.Fill(weights, others);
                    weights[place] = weight;
                    Assert.Equal(isPositive, Weights.AreAllPositive(weights));
                }
            }
        }
    }

    [Fact]
    public void The_neighbours_of_the_least_and_the_greatest_weight_are_none() => Assert.All(
        [Math.BitDecrement(Weights.Least), Math.BitIncrement(Weights.Greatest)],
        weight =>
        {
            Assert.False(Weights.AreAllPositive([weight]));
            Assert.False(Weights.AreAllPositive([1, 1, 1, 1, 1, 1, 1, weight]));
        });

    [Theory]
    [InlineData(0)]
    [InlineData(128)]
    public void A_weight_of_0_changes_no_bit_of_a_sum(int others) => Property.Holds(
        ArbMap.Default.ArbFor<NonEmptyArray<(ushort Tenths, bool Counts)>>().Filter(weights => weights.Get.Length <= 64),
        weights =>
        {
            double[] more = [.. Enumerable.Range(1, others).Select(number => number / 7.0)];
            double[] all = [.. more, .. weights.Get.Select(weight => weight.Counts ? (1 + weight.Tenths) / 10.0 : 0)];
            double[] counting = [.. all.Where(weight => weight > 0)];
            if (Weights.AreMany(all.Length) == Weights.AreMany(counting.Length))
            {
                Assert.Equal(Weights.Sum(counting), Weights.Sum(all));
            }
        });
}
