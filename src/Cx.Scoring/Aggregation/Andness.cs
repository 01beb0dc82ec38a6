using System.Globalization;

namespace Cx.Scoring.Aggregation;

/// <summary>How much a strategy demands that all touchpoints are good: 0.5 as the mean, 1 as the minimum, 0 as the maximum.</summary>
/// <param name="Value">The andness (n - (n+1)E)/(n - 1), E the expected score of n independent uniform scores.</param>
/// <param name="Error">How far it may be off: three standard errors of the sample, or what two integrations differ by; 0 where a closed form gives it up to rounding.</param>
/// <remarks>Source: Dujmović 2018, global andness.</remarks>
public readonly record struct Andness(double Value, double Error)
{
    /// <summary>The andness, with its error where it has one.</summary>
    public override string ToString() => Error == 0
        ? string.Create(CultureInfo.InvariantCulture, $"{Value:0.####}")
        : string.Create(CultureInfo.InvariantCulture, $"{Value:0.####} ± {Error:0.0E+0}");

    internal static Andness Of(IAggregationStrategy strategy, int touchpoints)
    {
        var expected = (strategy as IKnowsExpectedScore)?.ExpectedScore(touchpoints);
        var (mean, error) = expected is { } exact ? (exact, 0) : ExpectedScores.Estimate(strategy, touchpoints);
        double n = touchpoints;
        return new((n - ((n + 1) * mean)) / (n - 1), error * (n + 1) / (n - 1));
    }
}
