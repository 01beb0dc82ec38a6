namespace Cx.Scoring.Compilation;

/// <summary>What the steps of a model weigh in the journeys that lie side by side.</summary>
internal readonly ref struct LaneWeights<TLane>
{
    /// <summary>The weight of each node among its siblings, as the model or the caller gave it.</summary>
    public required ReadOnlySpan<TLane> OfNodes { get; init; }

    /// <summary>The share of each slot in the journey when nothing is missing.</summary>
    public required ReadOnlySpan<TLane> OfSlots { get; init; }

    /// <summary>For each slot 1 where it can change the score of the journey, else 0.</summary>
    public required ReadOnlySpan<TLane> Counts { get; init; }
}
