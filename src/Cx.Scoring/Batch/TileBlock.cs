using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>The journeys that are read at a time, on their way to a sink.</summary>
internal ref struct TileBlock<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    /// <summary>The first journey.</summary>
    public int First { get; set; }

    /// <summary>How many journeys.</summary>
    public int Count { get; set; }

    /// <summary>How many nodes a tile has.</summary>
    public int Stride { get; init; }

    /// <summary>For each tile one lane a node.</summary>
    public Span<TLane> Nodes { get; init; }

    /// <summary>The weights of the nodes in the same places; empty where the model's hold.</summary>
    public Span<TLane> Weights { get; init; }

    /// <summary>Room for what follows from the weights of one tile.</summary>
    public Span<TLane> Own { get; init; }

    /// <summary>For each tile whether a score is missing.</summary>
    public Span<bool> Gaps { get; init; }

    /// <summary>For each journey whether it has a bad cell.</summary>
    public Span<bool> Spoiled { get; init; }

    /// <summary>When each node of a single journey was lived; empty where that is the order of the model.</summary>
    public Span<int> Positions { get; init; }

    public readonly int Tiles => (Count + TLane.Count - 1) / TLane.Count;

    /// <summary>Hands the tiles on: those of one kind together, those with weights of their own one by one where their shares are wanted.</summary>
    /// <param name="sink">Takes them.</param>
    /// <param name="model">The model.</param>
    /// <param name="areSound">Whether it is known that no score is missing and no cell is bad.</param>
    public readonly void HandTo<TSink>(in TSink sink, LaneModel<TLane> model, bool areSound = false)
        where TSink : struct, ITileSink<TLane>
    {
        if (areSound && Weights.IsEmpty)
        {
            sink.TakeComplete(Nodes[..(Tiles * Stride)], First, Count);
            return;
        }

        var tile = 0;
        while (tile < Tiles)
        {
            var end = Weights.IsEmpty ? EndOfKind(tile) : sink.WantsShares ? tile + 1 : Tiles;
            var own = Weights.IsEmpty ? default : Weights[(tile * Stride)..(end * Stride)];
            sink.Take(new()
            {
                Nodes = Nodes[(tile * Stride)..(end * Stride)],
                OwnWeights = own,
                OwnShares = !own.IsEmpty && sink.WantsShares ? model.Own(own, Own) : default,
                Positions = Positions,
                AreComplete = Weights.IsEmpty && !Gaps[tile],
                First = First + (tile * TLane.Count),
                Count = Math.Min(end * TLane.Count, Count) - (tile * TLane.Count),
            });
            tile = end;
        }

        var spoiled = Spoiled[..Count];
        for (var journey = spoiled.IndexOf(true); journey >= 0 && journey < Count; journey++)
        {
            if (spoiled[journey])
            {
                sink.Spoil(First + journey);
            }
        }
    }

    private readonly int EndOfKind(int tile)
    {
        var others = Gaps[tile..Tiles].IndexOf(!Gaps[tile]);
        return others < 0 ? Tiles : tile + others;
    }
}
