using Cx.Scoring.Aggregation.Lanes;

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

    /// <summary>The same columns, from the entry of a journey on.</summary>
    public ScoreMemory From(int journey) => new()
    {
        Values = Values.From(journey),
        Low = Low.From(journey),
        High = High.From(journey),
        Coverage = Coverage.From(journey),
        Weakest = Weakest.From(journey),
    };

    /// <summary>Whether a column stands where rows do, in part.</summary>
    public bool Overlaps(Raw<int> numbers, RowMemory rows) => Overlaps(numbers) || Overlaps(rows.Touchpoints) || Overlaps(rows.Values) || Overlaps(rows.Weights);

    private bool Overlaps<T>(Raw<T> memory)
        where T : unmanaged =>
        memory.Overlaps(Values) || memory.Overlaps(Low) || memory.Overlaps(High) || memory.Overlaps(Coverage) || memory.Overlaps(Weakest);
}
