using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>Reads rows grouped by journey of which some need care: they repeat a touchpoint, do not count or are bad, or their order matters.</summary>
/// <remarks>
/// A touchpoint that is met once goes to the lane of its journey; those that are met more often, to <see cref="RowRepeats{TLane}"/>. Under a model of a single touchpoint
/// most journeys need no care, and go to <see cref="RowRuns{TLane, TSink}"/>.
/// </remarks>
internal readonly ref struct RowReader<TLane, TSink>
    where TLane : unmanaged, IEngineLane<TLane>
    where TSink : struct, ITileSink<TLane>
{
    private const int BlockBytes = 64 * 1024;
    private const int MostTiles = 64;
    private const int OnStack = 128;

    private readonly CompiledModel compiled;
    private readonly LaneModel<TLane> model;
    private readonly Kernel<TLane>[] ofRepeats;
    private readonly TSink sink;
    private readonly Rows rows;
    private readonly bool inOrder;

    /// <param name="compiled">The model.</param>
    /// <param name="model">The model for lanes of this width.</param>
    /// <param name="ofRepeats">The strategy of each touchpoint.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="sink">What becomes of the journeys.</param>
    /// <param name="inOrder">Whether the order matters in which journeys were lived; then they are read one at a time.</param>
    public RowReader(CompiledModel compiled, LaneModel<TLane> model, Kernel<TLane>[] ofRepeats, Rows rows, TSink sink, bool inOrder)
    {
        (this.compiled, this.model, this.ofRepeats, this.sink, this.inOrder) = (compiled, model, ofRepeats, sink, inOrder);
        this.rows = rows;
    }

    private int Nodes => compiled.Steps.Length;

    /// <summary>Reads all journeys.</summary>
    /// <returns>How many rows were bad.</returns>
    [SkipLocalsInit]
    public long Read()
    {
        var most = inOrder ? 1 : Math.Clamp(BlockBytes / (Unsafe.SizeOf<TLane>() * Nodes), 1, MostTiles);
        using var rentedNodes = new AlignedScratch<TLane>(most * Nodes);
        Span<bool> gaps = stackalloc bool[MostTiles];
        Span<bool> spoiled = stackalloc bool[MostTiles * Vector512Lane.Count];
        using var rentedPositions = new Scratch<int>(inOrder ? Nodes : 0, OnStack);
        var block = new TileBlock<TLane>
        {
            Stride = Nodes,
            Nodes = rentedNodes.Span,
            Gaps = gaps[..most],
            Spoiled = spoiled,
            Positions = rentedPositions.Over(stackalloc int[OnStack]),
        };
        return !inOrder && RowRuns<TLane, TSink>.Are(compiled) ? ReadRuns(block) : ReadCarefully(block, 0, rows.Journeys);
    }

    // Where most journeys ask for care, ever more are read so before the others are looked for again.
    private long ReadRuns(TileBlock<TLane> block)
    {
        var runs = new RowRuns<TLane, TSink>(compiled, model, ofRepeats[0], rows, sink);
        var bad = 0L;
        var (first, careful) = (0, PairLane<TLane>.Count / 2);
        while (first < rows.Journeys)
        {
            var done = runs.Read(block, first);
            careful = done > first ? PairLane<TLane>.Count : 2 * careful;
            first = Math.Min(done + careful, rows.Journeys);
            bad += ReadCarefully(block, done, first);
        }

        return bad;
    }

    private long ReadCarefully(TileBlock<TLane> block, int first, int last)
    {
        if (first == last)
        {
            return 0;
        }

        var journeys = block.Gaps.Length * TLane.Count;
        using var repeats = new RowRepeats<TLane>(compiled, model, ofRepeats, rows, first, last, journeys);
        var bad = 0L;
        for (; first < last; first += journeys)
        {
            (block.First, block.Count) = (first, Math.Min(journeys, last - first));
            block.Spoiled.Clear();
            bad += Read(block, repeats);
            block.HandTo(in sink, model);
        }

        return bad;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long Read(TileBlock<TLane> block, RowRepeats<TLane> repeats)
    {
        var nodes = block.Nodes[..(block.Tiles * Nodes)];
        var bad = repeats.Spread(block, nodes);
        for (var slot = 0; slot < compiled.Slots.Length; slot++)
        {
            bad += Normalise(in compiled.Slots[slot], nodes, block);
        }

        bad += repeats.Score(block, nodes);
        for (var tile = 0; tile < block.Tiles; tile++)
        {
            var missing = false;
            foreach (var node in compiled.NodeOfSlot)
            {
                var score = nodes[(tile * Nodes) + node];
                missing |= !TLane.AllEqual(score, score);
            }

            block.Gaps[tile] = missing;
        }

        if (inOrder && !block.Spoiled[0])
        {
            Place(rows[block.First], block.Positions);
        }

        return bad;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long Normalise(ref readonly Slot slot, Span<TLane> nodes, TileBlock<TLane> block)
    {
        ref readonly var ruler = ref slot.Ruler;
        var acceptable = TLane.Broadcast(slot.Acceptable);
        var bad = 0L;
        for (var (tile, place) = (0, slot.Node); tile < block.Tiles; tile++, place += Nodes)
        {
            var value = nodes[place];
            if (!ruler.Accepts(TLane.SelectEqual(value, value, value, acceptable)))
            {
                bad += Spoil(in slot, MemoryMarshal.Cast<TLane, double>(nodes.Slice(place, 1)), block, tile * TLane.Count);
                value = nodes[place];
            }

            nodes[place] = ruler.Normalise(value);
            if (!slot.IsPlain)
            {
                slot.Finish(MemoryMarshal.Cast<TLane, double>(nodes.Slice(place, 1)));
            }
        }

        return bad;
    }

    // Some journeys have a value off the scale of a touchpoint.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private long Spoil(ref readonly Slot slot, Span<double> values, TileBlock<TLane> block, int first)
    {
        var bad = 0L;
        for (var lane = 0; lane < values.Length; lane++)
        {
            if (!double.IsNaN(values[lane]) && !slot.Accepts(values[lane]))
            {
                values[lane] = double.NaN;
                bad += BadRows.Spoil(compiled, rows, block, first + lane);
            }
        }

        return bad;
    }

    [SkipLocalsInit]
    private void Place(Rows.OfJourney journey, Span<int> positions)
    {
        using var rentedSlots = new Scratch<int>(journey.Count, OnStack);
        var slotOf = rentedSlots.Over(stackalloc int[OnStack]);
        for (var i = 0; i < slotOf.Length; i++)
        {
            slotOf[i] = journey.Weight(i) > 0 ? journey.Touchpoint(i) : -1;
        }

        Reading.Place(compiled, slotOf, positions);
    }
}
