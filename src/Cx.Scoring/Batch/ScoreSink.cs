using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>Scores journeys under their model.</summary>
internal readonly struct ScoreSink<TLane>(LaneModel<TLane> model, ScoreMemory into) : ITileSink<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    private readonly ScoreMemory into = into;

    public bool WantsShares => into.WantsMore || model.AsksForEvidence;

    public void Take(scoped in Tiles<TLane> tiles)
    {
        // Where nothing is missing the scores come first, which are the bounds as well; where something is, the long way overwrites it and comes last.
        var stride = model.Nodes;
        if (tiles.AreComplete)
        {
            Complete(in tiles);
        }

        if (into.WantsMore)
        {
            for (var tile = 0; tile * TLane.Count < tiles.Count; tile++)
            {
                Describe(in tiles, tiles.Nodes.Slice(tile * stride, stride), tiles.First + (tile * TLane.Count), Math.Min(TLane.Count, tiles.Count - (tile * TLane.Count)));
            }
        }

        if (!tiles.AreComplete)
        {
            WithGaps(in tiles);
        }

        Lanes.Write(tiles.Nodes, stride, into.Values.Slice(tiles.First, tiles.Count));
    }

    public void TakeComplete(Span<TLane> nodes, int first, int count)
    {
        if (into.WantsMore)
        {
            TakeAll(nodes, first, count);
            return;
        }

        model.CompleteTiles(nodes);
        Lanes.Write(nodes, model.Nodes, into.Values.Slice(first, count));
    }

    public int TakeFrom<TSource>(TSource source, int first, int last)
        where TSource : struct, ITileSource<TLane>, allows ref struct =>
        into.WantsMore || model.Direct(TSource.HasShares, TSource.MayMiss, out var shares) is not { } kernel ? first
        : first + kernel.Aggregate(source, first, shares, into.Values.Slice(first, last - first));

    public int TakeMoments<TSource>(TSource source, int first, int last)
        where TSource : struct, IMomentSource<TLane>, allows ref struct =>
        into.WantsMore || model.Direct(TSource.HasShares, TSource.MayMiss, out var shares) is not { } kernel ? first
        : first + kernel.AggregateMoments(source, first, shares, into.Values.Slice(first, last - first));

    public int TakeColumns<TSource>(TSource source, int first, int last)
        where TSource : struct, IColumnSource<TLane>, allows ref struct =>
        into.WantsMore || model.Direct(TSource.HasShares, TSource.MayMiss, out var shares) is not { } kernel ? first
        : first + kernel.AggregateColumns(source, first, shares, into.Values.Slice(first, last - first));

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeAll(Span<TLane> nodes, int first, int count) => Take(new() { Nodes = nodes, AreComplete = true, First = first, Count = count });

    public void Spoil(int journey)
    {
        into.Values.Span[journey] = double.NaN;
        foreach (var column in (ReadOnlySpan<Raw<double>>)[into.Low, into.High, into.Coverage])
        {
            if (!column.IsEmpty)
            {
                column.Span[journey] = double.NaN;
            }
        }

        if (!into.Weakest.IsEmpty)
        {
            into.Weakest.Span[journey] = -1;
        }
    }

    // What is missing is overwritten.
    private void WithGaps(scoped in Tiles<TLane> tiles)
    {
        if (tiles.Positions.IsEmpty && !model.AsksForEvidence)
        {
            model.WithGapsOfTiles(tiles.Nodes, tiles.OwnWeights);
            return;
        }

        for (var tile = 0; tile < tiles.Nodes.Length; tile += model.Nodes)
        {
            tiles.Nodes[tile] = model.WithGaps(tiles.Nodes.Slice(tile, model.Nodes), tiles.WeightsUnder(model), tiles.Positions);
        }
    }

    private void Complete(scoped in Tiles<TLane> tiles)
    {
        if (tiles.Positions.IsEmpty)
        {
            model.CompleteTiles(tiles.Nodes);
        }
        else
        {
            model.Complete(tiles.Nodes, tiles.Positions);
        }
    }

    private void Describe(scoped in Tiles<TLane> tiles, Span<TLane> nodes, int first, int count)
    {
        if (!(into.Low.IsEmpty && into.High.IsEmpty))
        {
            // Where nothing is missing the score is known.
            var (low, high) = (nodes[0], nodes[0]);
            if (!tiles.AreComplete)
            {
                model.Bounds(nodes, tiles.WeightsUnder(model), tiles.Positions, out low, out high);
            }

            Lanes.Write(low, into.Low, first, count);
            Lanes.Write(high, into.High, first, count);
        }

        if (!into.Coverage.IsEmpty)
        {
            Lanes.Write(model.Coverage(nodes, tiles.WeightsUnder(model)), into.Coverage, first, count);
        }

        if (!into.Weakest.IsEmpty)
        {
            var slots = model.Weakest(nodes, tiles.WeightsUnder(model));
            var each = MemoryMarshal.Cast<TLane, double>(new ReadOnlySpan<TLane>(in slots));
            for (var i = 0; i < count; i++)
            {
                into.Weakest.Span[first + i] = (int)each[i];
            }
        }
    }
}
