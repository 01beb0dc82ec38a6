namespace Cx.Scoring.Batch;

/// <summary><see cref="BatchScores"/> while it is pinned.</summary>
internal readonly struct ScoreMemory
{
    public Raw<double> Values { get; init; }

    public Raw<double> Low { get; init; }

    public Raw<double> High { get; init; }

    public Raw<double> Coverage { get; init; }

    public Raw<int> Weakest { get; init; }

    /// <summary>Whether anything but the score is wanted.</summary>
    public bool WantsMore => !(Low.IsEmpty && High.IsEmpty && Coverage.IsEmpty && Weakest.IsEmpty);
}
