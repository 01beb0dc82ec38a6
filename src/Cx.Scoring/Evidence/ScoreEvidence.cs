using System.Globalization;

namespace Cx.Scoring.Evidence;

/// <summary>How sure a score is that rests on the answers of many. Equal by content.</summary>
public sealed record ScoreEvidence
{
    internal ScoreEvidence(JourneyScore score) => Score = score;

    /// <summary>The score of the answers as they are.</summary>
    public JourneyScore Score { get; }

    /// <summary>Between what the score of everybody lies; null when there is none, and <see cref="Reason"/> says why.</summary>
    public ConfidenceInterval? Interval { get; internal init; }

    /// <summary>The standard error of the score, in its unit; null when there is no interval.</summary>
    public double? StandardError { get; internal init; }

    /// <summary>How far the mean of the resampled scores lies above the score: what the strategy makes of chance alone. Null when there is no interval.</summary>
    /// <remarks>A weakest link of noisy touchpoints is lower than that of the true ones: its bias is negative.</remarks>
    public double? Bias { get; internal init; }

    /// <summary>The bias, if those touchpoints tie that may: the greatest that the sample does not rule out. <see cref="Bias"/> where ties do not matter to the score; null when there is no interval.</summary>
    public double? BiasAtTies { get; internal init; }

    /// <summary>Why there is no interval; null when there is one.</summary>
    public string? Reason { get; internal init; }

    /// <summary>How many resamples had no value, because nobody was drawn who had measured what the model needs; they are left out of the interval.</summary>
    public int WithoutValue { get; internal init; }

    /// <summary>Each touchpoint, in model order.</summary>
    public IReadOnlyList<TouchpointEvidence> Touchpoints { get; internal init; } = new ValueList<TouchpointEvidence>([]);

    /// <summary>The score with its interval: <c>0.72 of 1 (0.69 to 0.75 at 95 %)</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture,
        $"{(Score.Value is { } value ? value.ToString("0.00", CultureInfo.InvariantCulture) + " of 1" : "no score")} ({(Interval is { } interval ? interval : "no interval: " + Reason)})");
}
