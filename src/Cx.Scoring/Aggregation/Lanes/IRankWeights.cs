namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>How much a score counts by its rank: a function of the cumulated weight before it and up to it.</summary>
internal interface IRankWeights
{
    /// <summary>Whether weight is cumulated from the best score down, and not from the worst up.</summary>
    bool FromTheBest { get; }

    /// <summary>What the score counts; not negative, and over all scores at most 1.</summary>
    TLane Of<TLane>(TLane before, TLane after)
        where TLane : unmanaged, ILane<TLane>;
}
