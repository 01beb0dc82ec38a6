using System.Globalization;

namespace Cx.Scoring;

/// <summary>One thing one customer lived through at one touchpoint.</summary>
/// <param name="Touchpoint">The id of the touchpoint.</param>
/// <param name="Value">What was measured, on the touchpoint's scale.</param>
public readonly record struct MicroExperience(string Touchpoint, double Value)
{
    /// <summary>How much it counts beside other micro-experiences at the same touchpoint: finite, 0 or 1e-100 to 1,000,000; with 0 it does not count at all.</summary>
    public double Weight { get; init; } = 1;

    /// <summary>Whose experience it was, where a journey holds those of many customers; null unless set. It changes no score, but a recovery is of the same customer's failure.</summary>
    /// <remarks>What is said about a score from a sample draws whole customers then, because one customer's answers go together.</remarks>
    public string? Customer { get; init; }

    /// <summary>The id of the touchpoint whose failure it makes up for: <c>new MicroExperience("goodbye", 5) { Recovers = "greeting" }</c>; null unless set.</summary>
    /// <remarks>
    /// The failure is the same customer's last micro-experience with a weight at that touchpoint that was lived before this one; <see cref="ScoringModel.Recovery"/>
    /// says what it counts then. Itself this one is scored as any other; with weight 0 it recovers nothing.
    /// </remarks>
    public string? Recovers { get; init; }

    /// <summary>The touchpoint, the value and, where it is not 1, the weight, and what it recovers.</summary>
    public override string ToString()
    {
        var weight = Weight == 1 ? "" : string.Create(CultureInfo.InvariantCulture, $" (weight {Weight})");
        return string.Create(CultureInfo.InvariantCulture, $"{Touchpoint} {Value}{weight}{(Recovers is null ? "" : $" (recovers {Recovers})")}");
    }
}
