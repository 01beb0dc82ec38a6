using System.Globalization;
using Cx.Scoring.Tests.Conventions;

namespace Cx.Scoring.Tests.Evidence;

/// <summary>A univariate set of NIST's Statistical Reference Datasets.</summary>
/// <param name="Values">Its values.</param>
/// <param name="Mean">Their certified mean.</param>
/// <param name="Deviation">Their certified standard deviation, that of a sample.</param>
internal sealed record CertifiedSet(IReadOnlyList<double> Values, double Mean, double Deviation)
{
    /// <summary>Reads the set of a name.</summary>
    public static CertifiedSet Read(string name)
    {
        var lines = Repository.Read($"tests/Cx.Scoring.Tests/Evidence/data/{name}.dat").Split('\n');
        double[] values = [.. lines.SkipWhile(line => !line.StartsWith("Data: Y", StringComparison.Ordinal)).Skip(2).Where(line => line.Trim().Length > 0).Select(Number)];
        return new(values, Certified(lines, "Sample Mean"), Certified(lines, "Sample Standard Deviation"));
    }

    /// <summary>How many decimal digits of a number are right: 16 are all that a double has.</summary>
    public static double Digits(double actual, double expected) => actual == expected ? 16 : -Math.Log10(Math.Abs(actual - expected) / Math.Abs(expected));

    private static double Certified(string[] lines, string name)
    {
        var line = lines.First(line => line.Contains(name, StringComparison.Ordinal));
        return Number(line[(line.LastIndexOf(':') + 1)..].Split(' ', StringSplitOptions.RemoveEmptyEntries)[0]);
    }

    private static double Number(string text) => double.Parse(text, CultureInfo.InvariantCulture);
}
