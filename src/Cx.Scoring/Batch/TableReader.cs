using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>Reads a table block by block: column after column into tiles that stay in the cache, then tile after tile to the sink.</summary>
/// <remarks>
/// A block is read one column at a time, so that memory is asked for in long runs however many touchpoints there are, and the ends of a
/// scale stay in registers for a whole run.
/// </remarks>
internal readonly ref struct TableReader<TLane, TSink>
    where TLane : unmanaged, IEngineLane<TLane>
    where TSink : struct, ITileSink<TLane>
{
    // What a block takes of the cache nearest to the processor but one.
    private const int BlockBytes = 128 * 1024;
    private const int MostJourneys = 512;

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
        var journeys = Math.Clamp(BlockBytes / (sizeof(double) * Nodes) / TLane.Count * TLane.Count, TLane.Count, MostJourneys);
        var tiles = journeys / TLane.Count;
        using var rentedNodes = new AlignedScratch<TLane>(tiles * Nodes);
        using var rentedWeights = new AlignedScratch<TLane>(weights.IsEmpty ? 0 : tiles * Nodes);
        using var rentedOwn = new AlignedScratch<TLane>(weights.IsEmpty ? 0 : Nodes + (2 * compiled.Slots.Length));
        using var rentedColumns = new AlignedScratch<double>(table.Order is CellOrder.JourneyMajor ? journeys * table.Touchpoints : 0);
        Span<bool> gaps = stackalloc bool[MostJourneys];
        Span<bool> spoiled = stackalloc bool[MostJourneys];
        var bad = 0L;
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
            bad += ReadValues(block, rentedColumns.Span);
            if (!weights.IsEmpty)
            {
                bad += ReadWeights(block, rentedColumns.Span);
            }

            block.HandTo(sink, model);
        }

        return bad;
    }

    private long ReadValues(TileBlock<TLane> block, Span<double> turned)
    {
        Turn(table, block, turned);
        var bad = 0L;
        for (var slot = 0; slot < compiled.Slots.Length; slot++)
        {
            bad += ReadColumn(slot, ColumnOf(table, block, turned, slot), block);
        }

        return bad;
    }

    // From journey after journey to touchpoint after touchpoint, a square at a time; the last squares may overlap those before.
    [SkipLocalsInit]
    private static void Turn(Table table, TileBlock<TLane> block, Span<double> turned)
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

        Span<TLane> columns = stackalloc TLane[TLane.Count];
        for (var journey = 0; journey < block.Count; journey += TLane.Count)
        {
            var top = Math.Min(journey, block.Count - TLane.Count);
            for (var touchpoint = 0; touchpoint < touchpoints; touchpoint += TLane.Count)
            {
                var left = Math.Min(touchpoint, touchpoints - TLane.Count);
                TLane.Turn(in rows[(top * touchpoints) + left], touchpoints, columns);
                for (var i = 0; i < TLane.Count; i++)
                {
                    TLane.Store(columns[i], ref turned[((left + i) * block.Count) + top]);
                }
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

    private static ReadOnlySpan<double> ColumnOf(Table table, TileBlock<TLane> block, ReadOnlySpan<double> turned, int slot) => table.Order is CellOrder.JourneyMajor
        ? turned.Slice(slot * block.Count, block.Count)
        : table.Column(slot, block.First, block.Count);

    private long ReadColumn(int slot, ReadOnlySpan<double> column, TileBlock<TLane> block)
    {
        var bad = 0L;
        ref readonly var reader = ref compiled.Slots[slot];
        for (var i = reader.Run(column, 0, block.Nodes, reader.Node, Nodes); i < column.Length; i += TLane.Count)
        {
            i = reader.RunWithGaps(column, i, block.Nodes, reader.Node + (i / TLane.Count * Nodes), Nodes, block.Gaps);
            if (i < column.Length)
            {
                var value = Lanes.Read<TLane>(column[i..]);
                if (!reader.Accepts(value))
                {
                    value = Inspect(slot, value, i, Math.Min(TLane.Count, column.Length - i), block, ref bad);
                }

                block.Nodes[reader.Node + (i / TLane.Count * Nodes)] = reader.Normalise(value);
            }
        }

        if (!reader.IsPlain)
        {
            for (var place = reader.Node; place < block.Tiles * Nodes; place += Nodes)
            {
                reader.Finish(MemoryMarshal.Cast<TLane, double>(block.Nodes.Slice(place, 1)));
            }
        }

        return bad;
    }

    // Some value is missing or off its scale.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private TLane Inspect(int slot, TLane value, int place, int count, TileBlock<TLane> block, ref long bad)
    {
        var reader = compiled.Slots[slot];
        block.Gaps[place / TLane.Count] = true;
        if (reader.Accepts(TLane.SelectEqual(value, value, value, TLane.Broadcast(reader.Acceptable))))
        {
            return value;
        }

        Span<TLane> inspected = [value];
        var each = MemoryMarshal.Cast<TLane, double>(inspected);
        for (var i = 0; i < each.Length; i++)
        {
            if (double.IsNaN(each[i]) || reader.Accepts(each[i]))
            {
                continue;
            }

            if (i < count)
            {
                block.Spoiled[place + i] = true;
                bad++;
            }

            each[i] = double.NaN;
        }

        return inspected[0];
    }

    private long ReadWeights(TileBlock<TLane> block, Span<double> turned)
    {
        // The stages keep the weights of the model.
        for (var tile = 0; tile < block.Tiles && compiled.StageNodes.Length > 0; tile++)
        {
            model.Weights.OfNodes.CopyTo(block.Weights.Slice(tile * Nodes, Nodes));
        }

        Turn(weights, block, turned);
        var bad = 0L;
        for (var slot = 0; slot < compiled.Slots.Length; slot++)
        {
            var column = ColumnOf(weights, block, turned, slot);
            var place = compiled.NodeOfSlot[slot];
            var i = 0;
            for (; i <= column.Length - TLane.Count; i += TLane.Count, place += Nodes)
            {
                CacheLine.Prefetch(in Unsafe.Add(ref MemoryMarshal.GetReference(column), column.Length + i));
                var weight = TLane.Load(in column[i]);
                block.Weights[place] = TLane.AllWithin(weight, Weights.Least, Weights.Greatest) ? weight : InspectWeight(weight, i, TLane.Count, block, ref bad);
            }

            if (i < column.Length)
            {
                block.Weights[place] = InspectWeight(Lanes.Read<TLane>(column[i..]), i, column.Length - i, block, ref bad);
            }
        }

        return bad;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane InspectWeight(TLane weight, int place, int count, TileBlock<TLane> block, ref long bad)
    {
        Span<TLane> inspected = [weight];
        var each = MemoryMarshal.Cast<TLane, double>(inspected);
        for (var i = 0; i < each.Length; i++)
        {
            if (Weights.IsWeight(each[i]))
            {
                continue;
            }

            if (i < count)
            {
                block.Spoiled[place + i] = true;
                bad++;
            }

            each[i] = 0;
        }

        return inspected[0];
    }
}
