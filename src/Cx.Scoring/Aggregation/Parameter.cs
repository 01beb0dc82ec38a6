using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Cx.Scoring.Aggregation;

/// <summary>Refuses parameters of strategies in one voice: the parameter, its value, what is allowed.</summary>
internal static class Parameter
{
    /// <summary>Prints a parameter so that it parses to the same number again, in every culture.</summary>
    public static string Print(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    public static double Within(double value, double least, double greatest, string name) => value >= least && value <= greatest
        ? value
        : Refuse(value, name, $"{Print(least)} to {Print(greatest)}");

    [DoesNotReturn]
    public static double Refuse(double value, string name, string allowed) =>
        throw new ArgumentOutOfRangeException(name, value, $"The {name} was {Print(value)}; allowed is {allowed}.");
}
