using System.Globalization;
using Xunit.Abstractions;

namespace Cx.Scoring.Tests.Oracles;

/// <summary>Compares numbers with those of an oracle: all of them before it fails, and it fails too when there were fewer than said.</summary>
internal sealed class Agreement
{
    private readonly double tolerance;
    private readonly bool relative;
    private readonly List<string> disagreements = [];
    private int count;
    private (double Difference, string What) largest = (0, "none");

    private Agreement(double tolerance, bool relative) => (this.tolerance, this.relative) = (tolerance, relative);

    /// <summary>Up to a share of the expected number; where that is 0, exactly.</summary>
    public static Agreement Relative(double tolerance) => new(tolerance, relative: true);

    /// <summary>Up to a distance: the rounding of published numbers.</summary>
    public static Agreement Absolute(double tolerance) => new(tolerance, relative: false);

    public void Add(string what, double expected, double actual)
    {
        var distance = Math.Abs(actual - expected);
        var difference = relative && distance > 0 ? distance / Math.Abs(expected) : distance;
        count++;
        largest = difference > largest.Difference ? (difference, what) : largest;
        if (!(difference <= tolerance))
        {
            disagreements.Add(string.Create(CultureInfo.InvariantCulture, $"{what}: {expected:R} expected, {actual:R} found, {difference:0.0E+0} apart"));
        }
    }

    public void Add(string what, IReadOnlyList<double> expected, IReadOnlyList<double> actual)
    {
        Assert.Equal(expected.Count, actual.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            Add($"{what}[{i}]", expected[i], actual[i]);
        }
    }

    /// <summary>Fails with every disagreement, or when another number of values was compared.</summary>
    public void Holds(int values, ITestOutputHelper output)
    {
        output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{count} values; the largest difference is {largest.Difference:0.0E+0}, {largest.What}"));
        Assert.True(disagreements.Count == 0, string.Join(Environment.NewLine, disagreements));
        Assert.Equal(values, count);
    }
}
