namespace Cx.Scoring.Batch;

/// <summary>Where the scores of a batch go: columns of the caller's, one entry a journey. Those left empty are not computed.</summary>
public readonly ref struct BatchScores
{
    /// <summary>Scores alone.</summary>
    /// <param name="values">Receives each journey's score in [0,1]; NaN where there is none. At least as long as there are journeys.</param>
    public BatchScores(Span<double> values) => Values = values;

    /// <summary>Each journey's score in [0,1], the bits of <see cref="JourneyScore.Value"/>; NaN where there is none.</summary>
    public Span<double> Values { get; }

    /// <summary>The low end of each journey's <see cref="JourneyScore.Bounds"/>; empty where it is not wanted.</summary>
    public Span<double> Low { get; init; }

    /// <summary>The high end of each journey's <see cref="JourneyScore.Bounds"/>; empty where it is not wanted.</summary>
    public Span<double> High { get; init; }

    /// <summary>Each journey's <see cref="JourneyScore.Coverage"/>, 0 to 1; empty where it is not wanted.</summary>
    public Span<double> Coverage { get; init; }

    /// <summary>
    /// Each journey's <see cref="JourneyScore.Weakest"/> touchpoint as an index into <see cref="JourneyScorer.Touchpoints"/>; -1 where
    /// there is none. Empty where it is not wanted.
    /// </summary>
    public Span<int> Weakest { get; init; }

    /// <summary>Scores alone.</summary>
    public static implicit operator BatchScores(Span<double> values) => new(values);

    /// <summary>Scores alone.</summary>
    public static implicit operator BatchScores(double[] values) => new(values);
}
