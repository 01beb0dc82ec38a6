using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Tests.Exact;

namespace Cx.Scoring.Tests.Aggregation.Lanes;

public sealed class LaneMathTests
{
    private const int Many = 4000;

    [Fact]
    public void Exp_is_within_1_1_ulps() => Assert.All(
        [.. Between(-700, 700), .. Between(-1, 1), .. Between(-0.347, -0.25).Select((x, i) => x + ((i % 2000 - 1000) * Math.Log(2))), -12.808535895707951], // where it is off most
        x =>
        {
            var (power, mantissa) = BigFixed.Reduce(x);
            Assert.InRange(Ulps(Of(new Exponential(), x), power, mantissa), 0, 1.1);
        });

    [Fact]
    public void Log_is_within_one_ulp() => Assert.All(Between(-1000, 1000).Select(power => Math.Pow(2, power)).Concat(Between(0.4, 2.5)), x =>
    {
        var exponent = Math.ILogB(x);
        var exact = BigFixed.Log(Math.ScaleB(x, -exponent)) + (BigFixed.Log(2) * exponent);
        var power = Math.ILogB((double)exact);
        Assert.InRange(Ulps(Of(new Logarithm(), x), power, exact * Math.ScaleB(1, -power)), 0, 1);
    });

    [Fact]
    public void Pow_is_within_two_ulps() => Assert.All(Between(-1000, 1000).Zip(Between(0, 1)), pair =>
    {
        var (y, x) = pair;
        var log = BigFixed.Log(x) * y;
        if (BigFixed.Abs(log) < 700)
        {
            var (power, mantissa) = BigFixed.Reduce(log);
            Assert.InRange(Ulps(Of(new Power(y), x), power, mantissa), 0, 2);
        }
    });

    [Theory]
    [InlineData(0, 1)]
    [InlineData(double.NegativeInfinity, 0)]
    [InlineData(-746, 0)]
    [InlineData(710, double.PositiveInfinity)]
    [InlineData(double.PositiveInfinity, double.PositiveInfinity)]
    [InlineData(-744, double.Epsilon)] // e^-744 = 1.01e-323 lies between two and three of the least steps
    public void Exp_at_its_ends(double x, double expected) =>
        Assert.InRange(Of(new Exponential(), x), expected, expected == double.Epsilon ? 3 * double.Epsilon : expected);

    [Theory]
    [InlineData(1, 0)]
    [InlineData(0, double.NegativeInfinity)]
    [InlineData(double.Epsilon, -744.4400719213812)] // -1074 ln 2
    [InlineData(double.MaxValue, 709.782712893384)]
    public void Log_at_its_ends(double x, double expected) => Assert.Equal(expected, Of(new Logarithm(), x));

    [Theory]
    [InlineData(0, 2, 0)]
    [InlineData(0, 0, 1)]
    [InlineData(0, -2, double.PositiveInfinity)]
    [InlineData(1, 1e300, 1)]
    [InlineData(0.5, 1e300, 0)]
    [InlineData(0.5, -1e300, double.PositiveInfinity)]
    [InlineData(0.25, 0.5, 0.5)]
    [InlineData(0.3, 1, 0.3)]
    [InlineData(0.3, 0, 1)]
    public void Pow_at_its_ends(double x, double y, double expected) => Assert.Equal(expected, Of(new Power(y), x));

    [Fact]
    public void ExpToNormal_has_the_bits_of_Exp_from_minus_708_to_709() => Assert.All(
        [-708, .. Between(-708, 709), .. Between(-1, 1), -0.0, 0, 709],
        x =>
        {
            var expected = Of(new Exponential(), x);
            Assert.Equal(expected, LaneMath.ExpToNormal(new ScalarLane(x)).Value);
            Assert.Equal(expected, LaneMath.ExpToNormal(new PairLane<ScalarLane>(default, new(x))).High.Value);
        });

    [Fact]
    public void LogOfNormal_has_the_bits_of_Log_for_normal_numbers() => Assert.All(
        [LaneMath.SmallestNormal, .. Between(-1022, 1023).Select(power => Math.Pow(2, power)), .. Between(0.4, 2.5), 1, double.MaxValue],
        x => Assert.Equal(Of(new Logarithm(), x), LaneMath.LogOfNormal(new ScalarLane(x)).Value));

    [Theory]
    [InlineData(0)]
    [InlineData(double.Epsilon)]
    [InlineData(double.NegativeZero)]
    [InlineData(-1)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NaN)]
    public void LogOfNormal_is_finite_for_anything(double x) => Assert.True(double.IsFinite(LaneMath.LogOfNormal(new ScalarLane(x)).Value));

    private static double Of(IAggregationStrategy function, double x) => function.Aggregate([x], [1]);

    private static IEnumerable<double> Between(double low, double high)
    {
        var random = new Random(1);
        return Enumerable.Range(0, Many).Select(_ => low + (random.NextDouble() * (high - low)));
    }

    // The distance of a double from 2^power × mantissa in units of the last place.
    private static double Ulps(double actual, int power, BigFixed mantissa)
    {
        var scaled = Math.ScaleB(actual, -power);
        return Math.Abs((double)(mantissa - scaled)) / (Math.BitIncrement(Math.Abs((double)mantissa)) - Math.Abs((double)mantissa));
    }

    private readonly record struct Exponential : ILaneStrategy<Exponential>
    {
        public string Name => "exp";

        public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
            where TLane : unmanaged, ILane<TLane> => TLane.Exp(scores[0]);
    }

    private readonly record struct Logarithm : ILaneStrategy<Logarithm>
    {
        public string Name => "log";

        public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
            where TLane : unmanaged, ILane<TLane> => TLane.Log(scores[0]);
    }

    private readonly record struct Power(double Exponent) : ILaneStrategy<Power>
    {
        public string Name => "pow";

        public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
            where TLane : unmanaged, ILane<TLane> => TLane.Pow(scores[0], TLane.Broadcast(Exponent));
    }
}
