using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>Neighbouring journeys with the scores of their touchpoints: tile after tile, each with as many journeys as lie side by side in a lane.</summary>
internal readonly ref struct Tiles<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    /// <summary>For each tile one lane a node of the model: the scores of the touchpoints, NaN where missing, and room for those of the groups.</summary>
    public Span<TLane> Nodes { get; init; }

    /// <summary>The weights of the nodes, tile after tile; empty where the model's hold.</summary>
    public ReadOnlySpan<TLane> OwnWeights { get; init; }

    /// <summary>What follows from the own weights of a single tile; nothing where the sink wants no shares.</summary>
    public LaneWeights<TLane> OwnShares { get; init; }

    /// <summary>When each node was lived, for a single journey; empty where that is the order of the model.</summary>
    public ReadOnlySpan<int> Positions { get; init; }

    /// <summary>Whether no score is missing and the weights are the model's.</summary>
    public bool AreComplete { get; init; }

    /// <summary>The first journey.</summary>
    public int First { get; init; }

    /// <summary>How many journeys there are: some lanes of the last tile may be padding.</summary>
    public int Count { get; init; }

    /// <summary>What the steps weigh.</summary>
    public LaneWeights<TLane> WeightsUnder(LaneModel<TLane> model) => OwnWeights.IsEmpty ? model.Weights : OwnShares;
}
