using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>Reads a table block by block: column after column into tiles that stay in the cache, then tile after tile to the sink.</summary>
/// <remarks>
/// A block is read one column at a time, so that the ends of a scale stay in registers for a whole run, and is small, so that it is read, aggregated
/// and forgotten within the cache nearest to the processor. Meanwhile memory is asked for the next one.
/// </remarks>
internal readonly ref struct TableReader<TLane, TSink>
    where TLane : unmanaged, IEngineLane<TLane>
    where TSink : struct, ITileSink<TLane>
{
    // What a block takes of the cache, and how many journeys it has at least and at most.
    private const int BlockBytes = 8 * 1024;
    private const int LeastJourneys = 32;
    private const int MostJourneys = 128;

    private readonly CompiledModel compiled;
    private readonly LaneModel<TLane> model;
    private readonly TSink sink;
    private readonly Table table;
    private readonly Table weights;

    public TableReader(CompiledModel compiled, LaneModel<TLane> model, Table table, Table weights, TSink sink) =>
        (this.compiled, this.model, this.table, this.weights, this.sink) = (compiled, model, table, weights, sink);

    private int Nodes => compiled.Steps.Length;

    /// <summary>Reads some of the journeys.</summary>
    /// <returns>How many cells were off their scale, or no weights.</returns>
    [SkipLocalsInit]
    public long Read(int first, int count)
    {
        var journeys = Math.Clamp(BlockBytes / (sizeof(double) * Nodes) / TLane.Count * TLane.Count, LeastJourneys, MostJourneys);
        var tiles = journeys / TLane.Count;
        using var rentedNodes = new AlignedScratch<TLane>(tiles * Nodes);
        using var rentedWeights = new AlignedScratch<TLane>(weights.IsEmpty ? 0 : tiles * Nodes);
        using var rentedOwn = new AlignedScratch<TLane>(weights.IsEmpty ? 0 : Nodes + (2 * compiled.Slots.Length));
        using var rentedColumns = new AlignedScratch<double>(table.Order is CellOrder.JourneyMajor ? journeys * table.Touchpoints : 0);
        Span<bool> gaps = stackalloc bool[MostJourneys];
        Span<bool> spoiled = stackalloc bool[MostJourneys];
        var (bad, hasGaps) = (0L, false);
        for (var start = first; start < first + count; start += journeys)
        {
            var block = new TileBlock<TLane>
            {
                First = start,
                Count = Math.Min(journeys, first + count - start),
                Nodes = rentedNodes.Span,
                Weights = rentedWeights.Span,
                Stride = Nodes,
                Own = rentedOwn.Span,
                Gaps = gaps,
                Spoiled = spoiled,
            };
            gaps.Clear();
            spoiled.Clear();
            var badBefore = bad;
            var ahead = new TableAhead(in table, start + journeys, journeys);
            var weightsAhead = new TableAhead(in weights, start + journeys, journeys);
            bad += ReadValues(in block, rentedColumns.Span, ref hasGaps, ref ahead);
            if (!weights.IsEmpty)
            {
                bad += ReadWeights(in block, rentedColumns.Span, ref weightsAhead);
            }

            ahead.Finish();
            weightsAhead.Finish();
            block.HandTo(sink, model, areSound: !hasGaps && bad == badBefore);
        }

        return bad;
    }

    // Where the block before had gaps this one is expected to have some.
    private long ReadValues(scoped in TileBlock<TLane> block, Span<double> turned, ref bool hasGaps, ref TableAhead ahead)
    {
        Turn(in table, block, turned);
        var bad = 0L;
        var isWhole = block.Count % TLane.Count == 0;
        for (var slot = 0; slot < compiled.Slots.Length; slot++)
        {
            ref readonly var reader = ref compiled.Slots[slot];
            var column = ColumnOf(in table, block, turned, slot);
            ahead.Keep(slot + 1);
            if (hasGaps || !isWhole || !reader.Run(column, block.Nodes[reader.Node..], Nodes))
            {
                bad += ReadColumn(slot, column, block, ref hasGaps);
            }
        }

        if (!compiled.IsPlain)
        {
            Finish(block);
        }

        hasGaps = hasGaps && FindGaps(block);
        return bad;
    }

    // A column in which values may be missing or off their scale, or whose last ones do not fill a lane.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private long ReadColumn(int slot, ReadOnlySpan<double> column, scoped in TileBlock<TLane> block, ref bool hasGaps)
    {
        hasGaps = true;
        var bad = 0L;
        ref readonly var reader = ref compiled.Slots[slot];
        var whole = column.Length / TLane.Count * TLane.Count;
        var scores = block.Nodes[reader.Node..];
        for (var i = reader.RunWithGaps(column[..whole], scores, Nodes) ? whole : 0; i < column.Length; i += TLane.Count)
        {
            var value = Lanes.Read<TLane>(column[i..]);
            if (!reader.Accepts(TLane.SelectEqual(value, value, value, TLane.Broadcast(reader.Acceptable))))
            {
                value = WithoutBad(value, i, block, ref bad, reader, static (number, slot) => double.IsNaN(number) || slot.Accepts(number), double.NaN);
            }

            scores[i / TLane.Count * Nodes] = reader.Normalise(value);
        }

        return bad;
    }

    // A sum is NaN where one of its terms is.
    private bool FindGaps(scoped in TileBlock<TLane> block)
    {
        var any = false;
        for (var tile = 0; tile < block.Tiles; tile++)
        {
            var nodes = block.Nodes.Slice(tile * Nodes, Nodes);
            var sum = TLane.Broadcast(0);
            foreach (var node in compiled.NodeOfSlot)
            {
                sum += nodes[node];
            }

            block.Gaps[tile] = !TLane.AllEqual(sum, sum);
            any |= block.Gaps[tile];
        }

        return any;
    }

    // Journeys beyond the last one repeat it, and are not counted again.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane WithoutBad<TState>(TLane lane, int journey, scoped in TileBlock<TLane> block, ref long bad, TState state, Func<double, TState, bool> isGood, double instead)
    {
        Span<TLane> inspected = [lane];
        var each = MemoryMarshal.Cast<TLane, double>(inspected);
        for (var i = 0; i < each.Length; i++)
        {
            if (isGood(each[i], state))
            {
                continue;
            }

            if (journey + i < block.Count)
            {
                block.Spoiled[journey + i] = true;
                bad++;
            }

            each[i] = instead;
        }

        return inspected[0];
    }

    private long ReadWeights(scoped in TileBlock<TLane> block, Span<double> turned, ref TableAhead ahead)
    {
        // The stages keep the weights of the model.
        for (var tile = 0; tile < block.Tiles && compiled.StageNodes.Length > 0; tile++)
        {
            model.Weights.OfNodes.CopyTo(block.Weights.Slice(tile * Nodes, Nodes));
        }

        Turn(in weights, block, turned);
        var bad = 0L;
        for (var slot = 0; slot < compiled.Slots.Length; slot++)
        {
            var column = ColumnOf(in weights, block, turned, slot);
            ahead.Keep(slot + 1);
            var whole = column.Length / TLane.Count * TLane.Count;
            var ofNode = block.Weights[compiled.NodeOfSlot[slot]..];
            var run = new LaneRun<TLane>(column[..whole], ofNode, Nodes);
            while (run.TryRead(out var weight))
            {
                run.Write(weight);
            }

            // Some weight is 0, or is none, or the last ones do not fill a lane.
            for (var i = run.LiesWithin(Weights.Least, Weights.Greatest) ? whole : 0; i < column.Length; i += TLane.Count)
            {
                ofNode[i / TLane.Count * Nodes] = WithoutBad(Lanes.Read<TLane>(column[i..]), i, block, ref bad, 0, static (number, _) => Weights.IsWeight(number), 0);
            }
        }

        return bad;
    }

    private static ReadOnlySpan<double> ColumnOf(in Table table, scoped in TileBlock<TLane> block, ReadOnlySpan<double> turned, int slot) => table.Order is CellOrder.JourneyMajor
        ? turned.Slice(slot * block.Count, block.Count)
        : table.Column(slot, block.First, block.Count);

    // From journey after journey to touchpoint after touchpoint, a square at a time; the last squares may overlap those before.
    private static void Turn(in Table table, scoped in TileBlock<TLane> block, Span<double> turned)
    {
        if (table.Order is not CellOrder.JourneyMajor)
        {
            return;
        }

        var rows = table.Rows(block.First, block.Count);
        var touchpoints = table.Touchpoints;
        if (touchpoints < TLane.Count || block.Count < TLane.Count)
        {
            TurnEach(rows, touchpoints, turned, block.Count);
            return;
        }

        for (var journey = 0; journey < block.Count; journey += TLane.Count)
        {
            var top = Math.Min(journey, block.Count - TLane.Count);
            for (var touchpoint = 0; touchpoint < touchpoints; touchpoint += TLane.Count)
            {
                var left = Math.Min(touchpoint, touchpoints - TLane.Count);
                TLane.Turn(in rows[(top * touchpoints) + left], touchpoints, ref turned[(left * block.Count) + top], block.Count);
            }
        }
    }

    private static void TurnEach(ReadOnlySpan<double> rows, int touchpoints, Span<double> turned, int count)
    {
        for (var journey = 0; journey < count; journey++)
        {
            var row = rows.Slice(journey * touchpoints, touchpoints);
            for (var i = 0; i < row.Length; i++)
            {
                turned[(i * count) + journey] = row[i];
            }
        }
    }

    // Value functions know no lanes.
    private void Finish(scoped in TileBlock<TLane> block)
    {
        foreach (ref readonly var slot in compiled.Slots.AsSpan())
        {
            for (var place = slot.Node; place < block.Tiles * Nodes && !slot.IsPlain; place += Nodes)
            {
                slot.Finish(MemoryMarshal.Cast<TLane, double>(block.Nodes.Slice(place, 1)));
            }
        }
    }
}
