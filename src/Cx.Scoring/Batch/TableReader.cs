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
        Span<long> bad = [0];
        for (var start = first; start < first + count; start += journeys)
        {
            var block = new Block
            {
                First = start,
                Count = Math.Min(journeys, first + count - start),
                Nodes = rentedNodes.Span,
                Weights = rentedWeights.Span,
                Own = rentedOwn.Span,
                Columns = rentedColumns.Span,
                Gaps = gaps,
                Spoiled = spoiled,
                Bad = bad,
            };
            gaps.Clear();
            spoiled.Clear();
            ReadValues(block);
            if (!weights.IsEmpty)
            {
                ReadWeights(block);
            }

            Hand(block);
        }

        return bad[0];
    }

    private void ReadValues(Block block)
    {
        if (table.Order is CellOrder.JourneyMajor)
        {
            Turn(table, block);
        }

        for (var slot = 0; slot < compiled.Slots.Length; slot++)
        {
            ReadColumn(slot, ColumnOf(table, block, slot), block);
        }
    }

    // From journey after journey to touchpoint after touchpoint.
    private static void Turn(Table table, Block block)
    {
        var rows = table.Rows(block.First, block.Count);
        var touchpoints = table.Touchpoints;
        for (var journey = 0; journey < block.Count; journey++)
        {
            var row = rows.Slice(journey * touchpoints, touchpoints);
            for (var i = 0; i < row.Length; i++)
            {
                block.Columns[(i * block.Count) + journey] = row[i];
            }
        }
    }

    private static ReadOnlySpan<double> ColumnOf(Table table, Block block, int slot) => table.Order is CellOrder.JourneyMajor
        ? block.Columns.Slice(slot * block.Count, block.Count)
        : table.Column(slot, block.First, block.Count);

    private void ReadColumn(int slot, ReadOnlySpan<double> column, Block block)
    {
        ref readonly var reader = ref compiled.Slots[slot];
        for (var i = 0; i < column.Length; i += TLane.Count)
        {
            i = reader.Run(column, i, block.Nodes, reader.Node + (i / TLane.Count * Nodes), Nodes);
            if (i < column.Length)
            {
                var value = Lanes.Read<TLane>(column[i..]);
                if (!reader.Accepts(value))
                {
                    value = Inspect(slot, value, i, Math.Min(TLane.Count, column.Length - i), block);
                }

                block.Nodes[reader.Node + (i / TLane.Count * Nodes)] = reader.Normalise(value);
            }
        }

        if (!reader.IsPlain)
        {
            Finish(reader, block);
        }
    }

    // From the place on the scale to the score, one value at a time: value functions know no lanes.
    private void Finish(Slot slot, Block block)
    {
        for (var place = slot.Node; place < block.Tiles * Nodes; place += Nodes)
        {
            foreach (ref var score in MemoryMarshal.Cast<TLane, double>(block.Nodes.Slice(place, 1)))
            {
                score = double.IsNaN(score) ? score : slot.ScoreOf(score);
            }
        }
    }

    // Some value is missing or off its scale.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private TLane Inspect(int slot, TLane value, int place, int count, Block block)
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
                block.Bad[0]++;
            }

            each[i] = double.NaN;
        }

        return inspected[0];
    }

    private void ReadWeights(Block block)
    {
        for (var tile = 0; tile < block.Tiles; tile++)
        {
            model.Weights.OfNodes.CopyTo(block.Weights.Slice(tile * Nodes, Nodes));
        }

        if (weights.Order is CellOrder.JourneyMajor)
        {
            Turn(weights, block);
        }

        for (var slot = 0; slot < compiled.Slots.Length; slot++)
        {
            var column = ColumnOf(weights, block, slot);
            var place = compiled.NodeOfSlot[slot];
            for (var i = 0; i < column.Length; i += TLane.Count)
            {
                var weight = Lanes.Read<TLane>(column[i..]);
                block.Weights[place] = TLane.AllWithin(weight, Weights.Least, Weights.Greatest)
                    ? weight
                    : InspectWeight(weight, i, Math.Min(TLane.Count, column.Length - i), block);
                place += Nodes;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane InspectWeight(TLane weight, int place, int count, Block block)
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
                block.Bad[0]++;
            }

            each[i] = 0;
        }

        return inspected[0];
    }

    // Tiles of one kind go together; those with weights of their own one by one.
    private void Hand(Block block)
    {
        var given = model.Weights;
        var tile = 0;
        while (tile < block.Tiles)
        {
            var hasGaps = block.Gaps[tile];
            var end = tile + 1;
            if (weights.IsEmpty)
            {
                for (; end < block.Tiles && block.Gaps[end] == hasGaps; end++)
                {
                }
            }
            else
            {
                given = model.Own(block.Weights.Slice(tile * Nodes, Nodes), block.Own);
            }

            sink.Take(new()
            {
                Nodes = block.Nodes[(tile * Nodes)..(end * Nodes)],
                Weights = given,
                AreComplete = weights.IsEmpty && !hasGaps,
                First = block.First + (tile * TLane.Count),
                Count = Math.Min(end * TLane.Count, block.Count) - (tile * TLane.Count),
            });
            tile = end;
        }

        for (var journey = block.Spoiled.IndexOf(true); journey >= 0 && journey < block.Count; journey++)
        {
            if (block.Spoiled[journey])
            {
                sink.Spoil(block.First + journey);
            }
        }
    }

    /// <summary>The journeys that are read at a time.</summary>
    private ref struct Block
    {
        public int First { get; init; }

        public int Count { get; init; }

        public readonly int Tiles => (Count + TLane.Count - 1) / TLane.Count;

        public Span<TLane> Nodes { get; init; }

        public Span<TLane> Weights { get; init; }

        public Span<TLane> Own { get; init; }

        public Span<double> Columns { get; init; }

        public Span<bool> Gaps { get; init; }

        public Span<bool> Spoiled { get; init; }

        public Span<long> Bad { get; init; }
    }
}
