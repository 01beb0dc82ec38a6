using System.Globalization;
using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Evidence;

/// <summary>Between what a quantity of the whole population lies, as far as a sample can tell.</summary>
/// <param name="Low">The lower end, in the unit of the quantity.</param>
/// <param name="High">The upper end.</param>
/// <param name="Confidence">In what share of samples such an interval holds the true quantity, more than 0 and less than 1.</param>
public readonly record struct ConfidenceInterval(double Low, double High, double Confidence)
{
    /// <summary>Whether a value lies inside; the ends do.</summary>
    public bool Contains(double value) => value >= Low && value <= High;

    /// <summary>The interval in words: <c>51.261 to 55.538 at 95 %</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Low:0.###} to {High:0.###} at {100 * Confidence:0.####} %");

    /// <summary>The confidence, or an error where there can be none.</summary>
    internal static double Require(double confidence) => confidence is > 0 and < 1
        ? confidence
        : Parameter.Refuse(confidence, nameof(confidence), "more than 0 and less than 1");

    /// <summary>The least interval that holds this one and others.</summary>
    internal ConfidenceInterval Spanning(IReadOnlyList<ConfidenceInterval> others) => this with
    {
        Low = others.Select(static other => other.Low).Append(Low).Min(),
        High = others.Select(static other => other.High).Append(High).Max(),
    };

    /// <summary>An interval about a middle, cut off where the quantity ends.</summary>
    internal static ConfidenceInterval About(double middle, double margin, (double Least, double Greatest) range, double confidence) =>
        new(Math.Max(range.Least, middle - margin), Math.Min(range.Greatest, middle + margin), confidence);
}
