using System.Numerics;

namespace Cx.Scoring.Tests.Exact;

/// <summary>A number with 320 binary digits after the point: slow, and so much finer than a double that its own rounding does not count.</summary>
internal readonly record struct BigFixed(BigInteger Units) : IComparable<BigFixed>
{
    private const int Digits = 320;
    private const int Halvings = 16;
    private static readonly BigInteger One = BigInteger.One << Digits;
    private static readonly BigFixed LnTwo = ComputeLnTwo();

    public static BigFixed Zero => new(0);

    public static implicit operator BigFixed(double value)
    {
        if (value == 0)
        {
            return Zero;
        }

        var exponent = Math.ILogB(value) - 52;
        var mantissa = new BigInteger(Math.ScaleB(value, -exponent));
        return new(Shift(mantissa, Digits + exponent));
    }

    public static BigFixed operator +(BigFixed left, BigFixed right) => new(left.Units + right.Units);

    public static BigFixed operator -(BigFixed left, BigFixed right) => new(left.Units - right.Units);

    public static BigFixed operator -(BigFixed value) => new(-value.Units);

    public static BigFixed operator *(BigFixed left, BigFixed right) => new((left.Units * right.Units) >> Digits);

    public static BigFixed operator /(BigFixed left, BigFixed right) => new((left.Units << Digits) / right.Units);

    public static bool operator <(BigFixed left, BigFixed right) => left.Units < right.Units;

    public static bool operator >(BigFixed left, BigFixed right) => left.Units > right.Units;

    public static BigFixed Abs(BigFixed value) => new(BigInteger.Abs(value.Units));

    public static BigFixed Min(BigFixed left, BigFixed right) => left < right ? left : right;

    public static BigFixed Max(BigFixed left, BigFixed right) => left > right ? left : right;

    public static BigFixed Sum(IEnumerable<BigFixed> values) => values.Aggregate(Zero, (sum, value) => sum + value);

    public static BigFixed Sqrt(BigFixed value)
    {
        if (value.Units.IsZero)
        {
            return Zero;
        }

        // Newton's iteration from above on the integer root.
        var square = value.Units << Digits;
        var root = BigInteger.One << (int)((square.GetBitLength() / 2) + 1);
        while (true)
        {
            var next = (root + (square / root)) >> 1;
            if (next >= root)
            {
                return new(root);
            }

            root = next;
        }
    }

    /// <summary>e to the power of a value; 0 where that is below the last digit.</summary>
    public static BigFixed Exp(BigFixed value)
    {
        var (power, rest) = Reduce(value);
        return new(Shift(rest.Units, power));
    }

    /// <summary>The natural logarithm of a positive value, by Halley's iteration from that of a double.</summary>
    public static BigFixed Log(BigFixed value)
    {
        var shift = (int)value.Units.GetBitLength() - Digits;
        var mantissa = new BigFixed(Shift(value.Units, -shift));
        BigFixed log = Math.Log((double)mantissa);
        for (var i = 0; i < 3; i++)
        {
            var power = Exp(log);
            log += (mantissa - power) / (mantissa + power) * 2;
        }

        return log + (LnTwo * shift);
    }

    public static BigFixed Pow(BigFixed value, BigFixed exponent) => value.Units.IsZero ? (exponent.Units.IsZero ? 1 : Zero) : Exp(Log(value) * exponent);

    /// <summary>e to the power of a value as 2^Power × Mantissa with the mantissa between 1/√2 and √2.</summary>
    public static (int Power, BigFixed Mantissa) Reduce(BigFixed value)
    {
        var power = (int)((value.Units + (LnTwo.Units >> 1)) / LnTwo.Units) - (value.Units + (LnTwo.Units >> 1) < 0 ? 1 : 0);
        var small = new BigFixed((value - (LnTwo * power)).Units >> Halvings);
        var (sum, term) = (new BigFixed(One), new BigFixed(One));
        for (var k = 1; !term.Units.IsZero && k < 100; k++)
        {
            term = new(term.Units * small.Units / k >> Digits);
            sum += term;
        }

        for (var i = 0; i < Halvings; i++)
        {
            sum *= sum;
        }

        return (power, sum);
    }

    public static explicit operator double(BigFixed value)
    {
        // Cut to 64 bits first: a conversion of the whole may overflow.
        var excess = (int)Math.Max(0, (long)BigInteger.Abs(value.Units).GetBitLength() - 64);
        return Math.ScaleB((double)(value.Units >> excess), excess - Digits);
    }

    public int CompareTo(BigFixed other) => Units.CompareTo(other.Units);

    private static BigInteger Shift(BigInteger value, int left) => left >= 0 ? value << left : value >> -left;

    // ln 2 = Σ 1/(k 2^k).
    private static BigFixed ComputeLnTwo()
    {
        var sum = BigInteger.Zero;
        for (var k = 1; k <= Digits; k++)
        {
            sum += (One >> k) / k;
        }

        return new(sum);
    }
}
