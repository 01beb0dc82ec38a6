using System.Globalization;
using System.Numerics;
using Cx.Scoring.Evidence;
using Xunit.Abstractions;

namespace Cx.Scoring.Tests.Evidence;

public sealed class MomentsTests(ITestOutputHelper output) : PartTests<Moments>(() => new(), part => part.ToBytes(), bytes => Moments.Read(bytes))
{
    // In ones of 2^-Scale every value below is whole.
    private const int Scale = 80;

    [Theory]
    [InlineData("Lew")]
    [InlineData("Lottery")]
    [InlineData("Mavro")]
    [InlineData("Michelso")]
    [InlineData("NumAcc1")]
    [InlineData("NumAcc2")]
    [InlineData("NumAcc3")]
    [InlineData("NumAcc4")]
    public void Certified_values_of_NIST_come_out_to_thirteen_digits_or_as_far_as_their_doubles_go(string file)
    {
        var set = CertifiedSet.Read(file);
        Agree(file, set.Values, set.Mean, set.Deviation);
    }

    [Fact]
    public void Certified_values_of_the_digits_of_pi_come_out()
    {
        // Machin 1706: pi/4 = 4 arctan 1/5 - arctan 1/239.
        var one = BigInteger.Pow(10, 5020);
        var pi = 4 * ((4 * Arctan(5)) - Arctan(239));
        double[] digits = [.. (pi / BigInteger.Pow(10, 20)).ToString(CultureInfo.InvariantCulture).Take(5000).Select(digit => (double)(digit - '0'))];

        // NIST's file has a 3 for one 8 of pi, and its certified values are those of the file: 22,674 of 5,000, where the digits of pi sum to 22,679.
        Assert.Equal(8, digits[956]);
        digits[956] = 3;
        Agree("PiDigits", [.. digits], 4.53480000000000, 2.86733906028871);

        BigInteger Arctan(int x)
        {
            var (sum, term) = (BigInteger.Zero, one / x);
            for (var k = 0; term != 0; k++, term /= -x * x)
            {
                sum += term / ((2 * k) + 1);
            }

            return sum;
        }
    }

    [Fact]
    public void Weights_count_as_copies()
    {
        var (weighted, copies) = (new Moments(), new Moments());
        weighted.Add(3, 2);
        weighted.Add(7, 3);
        foreach (var value in new double[] { 3, 3, 7, 7, 7 })
        {
            copies.Add(value);
        }

        Assert.Equal((copies.Mean, copies.Variance, copies.Weight), (weighted.Mean, weighted.Variance, weighted.Weight));
        Assert.Equal((2, 5.4, 3.84), (weighted.Count, weighted.Mean, Math.Round(weighted.Variance, 12)));
        Assert.Equal("mean 5.4, variance 3.84, n = 2", weighted.ToString());
    }

    [Fact]
    public void Moments_of_none_and_of_one_are_not_numbers()
    {
        var moments = new Moments();
        Assert.True(double.IsNaN(moments.Mean) && double.IsNaN(moments.Variance) && double.IsNaN(moments.SampleDeviation));
        moments.Add(4);
        Assert.Equal((4, 0, double.NaN), (moments.Mean, moments.Variance, moments.SampleDeviation));
    }

    [Theory]
    [InlineData(double.NaN, 1, "The value was NaN; allowed is a number from -1E+100 to 1E+100.")]
    [InlineData(1.1e100, 1, "The value was 1.1E+100; allowed is a number from -1E+100 to 1E+100.")]
    [InlineData(1, 0, "The weight was 0; allowed is above 0 to 1000000.")]
    [InlineData(1, double.NaN, "The weight was NaN; allowed is above 0 to 1000000.")]
    [InlineData(1, 1_000_001, "The weight was 1000001; allowed is above 0 to 1000000.")]
    public void Numbers_that_are_not_allowed_are_refused(double value, double weight, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => new Moments().Add(value, weight)).Message, StringComparison.Ordinal);

    protected override void Feed(Moments part, Random random) => part.Add(1e7 + random.NextDouble(), random.Next(1, 4));

    protected override double[] Say(Moments part) => [part.Count, part.Weight, part.Mean, part.Variance];

    private void Agree(string name, IReadOnlyList<double> values, double mean, double deviation)
    {
        var moments = new Moments();
        foreach (var value in values)
        {
            moments.Add(value);
        }

        // What the values are as doubles, exactly: of NumAcc3 and 4, whose decimals are no doubles, the certified deviation is another number.
        var exact = values.Select(Whole).ToList();
        var total = exact.Aggregate(BigInteger.Zero, (sum, value) => sum + value);
        var squares = exact.Aggregate(BigInteger.Zero, (sum, value) => sum + (value * value));
        var ofDoubles = Math.Sqrt((double)((squares * values.Count) - (total * total)) / ((double)values.Count * (values.Count - 1))) * Math.ScaleB(1, -Scale);
        var (digits, possible) = (CertifiedSet.Digits(moments.SampleDeviation, deviation), CertifiedSet.Digits(ofDoubles, deviation));
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{name}: mean {CertifiedSet.Digits(moments.Mean, mean):0.0}, deviation {digits:0.0} digits of {possible:0.0} possible"));
        Assert.True(CertifiedSet.Digits(moments.Mean, mean) >= 13);
        Assert.True(digits >= Math.Min(13, possible - 0.1));
        Assert.True(CertifiedSet.Digits(moments.SampleDeviation, ofDoubles) >= 14.5);
    }

    private static BigInteger Whole(double value)
    {
        var bits = BitConverter.DoubleToInt64Bits(Math.Abs(value));
        var exponent = (int)(bits >> 52);
        var mantissa = new BigInteger((bits & 0xFFFFFFFFFFFFF) | (exponent == 0 ? 0 : 1L << 52));
        var shift = exponent - 1075 + Scale;
        Assert.True(value == 0 || shift >= 0);
        return (value < 0 ? -1 : 1) * (mantissa << Math.Max(shift, 0));
    }
}
