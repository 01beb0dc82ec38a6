namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>How much a score counts by its rank: a function of the cumulated weight before it and up to it.</summary>
internal interface IRankWeights
{
    /// <summary>Whether weight is cumulated from the best score down, and not from the worst up.</summary>
    bool FromTheBest { get; }

    /// <summary>What the weight cumulated so far comes to: computed once a rank and carried to the next.</summary>
    TLane At<TLane>(TLane cumulated)
        where TLane : unmanaged, ILane<TLane>;

    /// <summary>What the score counts; not negative, and over all scores at most 1.</summary>
    /// <param name="before"><see cref="At"/> of the weight cumulated before the score.</param>
    /// <param name="after"><see cref="At"/> of the weight cumulated up to and with the score.</param>
    TLane Of<TLane>(TLane before, TLane after)
        where TLane : unmanaged, ILane<TLane>;
}
