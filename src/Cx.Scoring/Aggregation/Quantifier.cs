namespace Cx.Scoring.Aggregation;

/// <summary>A quantifier of an ordered weighted average: how much the best share r of the weight counts, Q(0) = 0, Q(1) = 1, not falling.</summary>
/// <remarks>Immutable and equal by value. Source: Yager 1988, regular increasing monotone quantifiers.</remarks>
public sealed record Quantifier
{
    private readonly ValueList<(double Share, double Counts)> points;

    private Quantifier(double exponent, ValueList<(double Share, double Counts)> points) => (Exponent, this.points) = (exponent, points);

    /// <summary>The exponent of a power quantifier; NaN for straight lines.</summary>
    internal double Exponent { get; }

    /// <summary>The points of straight lines; none for a power quantifier.</summary>
    internal ReadOnlySpan<(double Share, double Counts)> Points => points.Span;

    /// <summary>Q(r) = r^exponent: 1 is the mean, above 1 bad scores count more, below 1 good ones.</summary>
    /// <param name="exponent">Finite and above 0. The orness tends to 1/(1 + exponent) for long journeys.</param>
    /// <exception cref="ArgumentOutOfRangeException">The exponent is not finite or not above 0.</exception>
    public static Quantifier Power(double exponent) => exponent > 0 && exponent <= double.MaxValue
        ? new(exponent, new([]))
        : throw new ArgumentOutOfRangeException(nameof(exponent), exponent, $"The exponent was {Parameter.Print(exponent)}; allowed is a finite number above 0.");

    /// <summary>Straight lines through given points.</summary>
    /// <param name="points">Points (share, counts) from (0, 0) to (1, 1); shares rise strictly, counts do not fall.</param>
    /// <exception cref="ArgumentException">The points do not run so.</exception>
    public static Quantifier PiecewiseLinear(params ReadOnlySpan<(double Share, double Counts)> points)
    {
        var list = new ValueList<(double Share, double Counts)>(points);
        var runs = points.Length >= 2 && points[0] == (0, 0) && points[^1] == (1, 1);
        for (var i = 1; runs && i < points.Length; i++)
        {
            runs = points[i].Share > points[i - 1].Share && points[i].Counts >= points[i - 1].Counts;
        }

        return runs
            ? new(double.NaN, list)
            : throw new ArgumentException($"The points of a quantifier were {list}; allowed are points from (0, 0) to (1, 1) whose shares rise strictly and whose counts do not fall.", nameof(points));
    }

    /// <summary>The quantifier in the notation of a strategy's name: <c>power(2)</c>.</summary>
    public override string ToString() => double.IsNaN(Exponent)
        ? $"piecewise-linear({string.Join("; ", points.Select(point => $"{Parameter.Print(point.Share)} {Parameter.Print(point.Counts)}"))})"
        : $"power({Parameter.Print(Exponent)})";
}
