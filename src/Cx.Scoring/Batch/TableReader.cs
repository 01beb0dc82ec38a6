using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>Reads a table block by block: into tiles that stay in the cache, then all tiles of a block to the sink.</summary>
/// <remarks>
/// Some columns are read side by side, as many as the processor foresees, and memory is asked for what comes later. Where there are more columns a block is
/// read group by group of them, in runs that are the longer.
/// </remarks>
internal readonly ref struct TableReader<TLane, TSink>
    where TLane : unmanaged, IEngineLane<TLane>
    where TSink : struct, ITileSink<TLane>
{
    // Up to so many columns are read side by side. More are read in groups of at most so many.
    private const int Few = TableColumns<TLane>.Few;
    private const int Together = 8;

    // What a block of few columns holds, and one of more; and how many journeys it has at least and at most, in whole lanes of any width.
    private const int CellsOfFew = 1024;
    private const int CellsOfMore = 32 * 1024;
    private const int LeastJourneys = 32;
    private const int MostJourneys = 512;

    // How many cells of a column ahead memory is asked for: those of blocks to come, which are there when their turn is.
    private const int Ahead = 512;

    // From so many journeys on it pays to read the first few alone, so that no lane of the others lies in two lines of the cache.
    private const int Many = 4096;

    // How many journeys with gaps are read before it is tried whether there are any without.
    private const int Portion = 4096;

    // Where fewer than these were read of more columns than are kept, so many journeys go by blocks before that is tried again.
    private const int LeastRead = 256;
    private const int Pause = 4096;

    private readonly CompiledModel compiled;
    private readonly LaneModel<TLane> model;
    private readonly TSink sink;
    private readonly Table table;
    private readonly Table weights;

    public TableReader(CompiledModel compiled, LaneModel<TLane> model, Table table, Table weights, TSink sink) =>
        (this.compiled, this.model, this.table, this.weights, this.sink) = (compiled, model, table, weights, sink);

    private int Nodes => compiled.Steps.Length;

    private int Slots => compiled.Slots.Length;

    private int Group => Slots <= Few ? Slots : Together;

    private int Journeys => Math.Clamp((Slots <= Few ? CellsOfFew : CellsOfMore) / Slots / LeastJourneys * LeastJourneys, LeastJourneys, MostJourneys);

    /// <summary>Reads some of the journeys.</summary>
    /// <returns>How many cells were off their scale, or no weights.</returns>
    public long Read(int first, int count)
    {
        var journeys = Math.Min(Journeys, (count + TLane.Count - 1) / TLane.Count * TLane.Count);
        using var rentedColumns = new AlignedScratch<Raw<double>>(Slots);
        using var rentedWeightColumns = new AlignedScratch<Raw<double>>(weights.IsEmpty ? 0 : Slots);
        using var turned = new PinnedScratch<double>(table.Order is CellOrder.JourneyMajor ? journeys * Slots : 0);
        using var turnedWeights = new PinnedScratch<double>(weights is { IsEmpty: false, Order: CellOrder.JourneyMajor } ? journeys * Slots : 0);
        var cells = new TableColumns<TLane>(table, rentedColumns.Span, turned.Memory);
        var ofWeights = new TableColumns<TLane>(weights, rentedWeightColumns.Span, turnedWeights.Memory);
        var last = first + count;
        var bad = 0L;
        if (count >= Many && cells.Unaligned(first) is > 0 and var few)
        {
            bad = ReadBlocks(in cells, in ofWeights, first, first + few, journeys);
            first += few;
        }

        first = Stream(in cells, in ofWeights, first, last);
        if (first < last)
        {
            bad += ReadBlocks(in cells, in ofWeights, first, last, journeys);
        }

        return bad;
    }

    // Block by block what is not aggregated as it is read.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private long ReadBlocks(scoped in TableColumns<TLane> cells, scoped in TableColumns<TLane> ofWeights, int first, int last, int journeys)
    {
        var tiles = journeys / TLane.Count;
        using var rentedNodes = new AlignedScratch<TLane>(tiles * Nodes);
        using var rentedWeights = new AlignedScratch<TLane>(weights.IsEmpty ? 0 : tiles * Nodes);
        using var rentedOwn = new AlignedScratch<TLane>(weights.IsEmpty ? 0 : Nodes + (2 * Slots));
        Span<bool> gaps = stackalloc bool[MostJourneys];
        Span<bool> spoiled = stackalloc bool[MostJourneys];
        gaps.Clear();
        spoiled.Clear();
        var block = new TileBlock<TLane>
        {
            Nodes = rentedNodes.Span,
            Weights = rentedWeights.Span,
            Stride = Nodes,
            Own = rentedOwn.Span,
            Gaps = gaps,
            Spoiled = spoiled,
        };
        var (bad, hasGaps, next) = (0L, false, first + Pause);
        while (first < last)
        {
            if (!hasGaps && weights.IsEmpty && compiled.IsPlain)
            {
                first = compiled.AreExact
                    ? ReadComplete<OnExactScale<TLane>>(in block, in cells, first, last, tiles)
                    : ReadComplete<OnAnyScale<TLane>>(in block, in cells, first, last, tiles);
                if (first >= last)
                {
                    break;
                }

                hasGaps = last - first >= journeys;
            }

            (block.First, block.Count) = (first, Math.Min(journeys, last - first));
            var badOfBlock = ReadValues(in block, in cells, cells.Move(first, block.Count), ref hasGaps);
            if (!weights.IsEmpty)
            {
                badOfBlock += ReadWeights(in block, in ofWeights, ofWeights.Move(first, block.Count));
                WeighStages(in block);
            }

            block.HandTo(in sink, model, areSound: !hasGaps && badOfBlock == 0);
            if (badOfBlock > 0)
            {
                spoiled.Clear();
            }

            bad += badOfBlock;
            first += block.Count;

            // Of many columns much is read before a cell is found that is not as it may be: where little came of it, that is not tried again at once.
            if (MayKeepScores || first >= next)
            {
                var before = first;
                first = Stream(in cells, in ofWeights, before, last);
                next = first - before < LeastRead ? first + Pause : first;
            }
        }

        return bad;
    }

    // Whether the scores of a journey are few enough to be kept while it is read.
    private bool MayKeepScores => Slots <= ITileSource<TLane>.Kept;

    private bool AreColumns => table.Order is CellOrder.TouchpointMajor && weights.IsEmpty;

    private int Stream(scoped in TableColumns<TLane> cells, scoped in TableColumns<TLane> ofWeights, int first, int last) =>
        !(compiled.IsPlain && (MayKeepScores || AreColumns)) ? first
        : compiled.AreExact ? Stream<OnExactScale<TLane>>(in cells, in ofWeights, first, last)
        : Stream<OnAnyScale<TLane>>(in cells, in ofWeights, first, last);

    // Few columns, or any number whose moments alone are asked, are aggregated as they are read, for as long as that can be done: where some values were missing the next may be there.
    private int Stream<TRule>(scoped in TableColumns<TLane> cells, scoped in TableColumns<TLane> ofWeights, int first, int last)
        where TRule : struct, ICellRule<TLane>
    {
        if (!weights.IsEmpty)
        {
            return sink.TakeMoments(new WeighedSource<TLane, TRule>(cells, ofWeights, compiled.Rulers), first, last);
        }

        int before;
        do
        {
            before = first;

            // A table of one touchpoint is a column, whatever its order was said to be.
            first = table.Order is CellOrder.JourneyMajor
                ? sink.TakeFrom(new TurnedSource<TLane, TRule>(table, compiled.Rulers), first, last)
                : sink.TakeColumns(new ColumnSource<TLane, TRule>(cells, compiled.Rulers), first, last);
            if (MayKeepScores)
            {
                first = sink.TakeFrom(new GappedSource<TLane, TRule>(cells, compiled.Rulers, model.WeightsOfTouchpoints), first, Math.Min(last, first + Portion));
            }
        }
        while (first > before && MayKeepScores);

        return first;
    }

    // As long as no value is missing or off its scale, nothing else is asked.
    private int ReadComplete<TRule>(scoped in TileBlock<TLane> block, scoped in TableColumns<TLane> cells, int first, int last, int tiles)
        where TRule : struct, ICellRule<TLane>
    {
        var journeys = tiles * TLane.Count;
        var nodes = block.Nodes[..(tiles * Nodes)];
        for (; last - first >= journeys; first += journeys)
        {
            if (!ReadGroups<TRule>(nodes, in cells, cells.Move(first, journeys), tiles))
            {
                break;
            }

            sink.TakeComplete(nodes, first, journeys);
        }

        return first;
    }

    // Where the block before had gaps this one is expected to have some.
    private long ReadValues(scoped in TileBlock<TLane> block, scoped in TableColumns<TLane> cells, int start, ref bool hasGaps)
    {
        var whole = block.Count / TLane.Count;
        var bad = 0L;
        if (!ReadWhole(in block, in cells, start, whole, hasGaps) && (hasGaps || !ReadWhole(in block, in cells, start, whole, hasGaps = true)))
        {
            whole = 0;
        }

        if (whole < block.Tiles)
        {
            hasGaps = true;
            bad = ReadCarefully(in block, in cells, start, whole);
        }

        if (!compiled.IsPlain)
        {
            Finish(block);
        }

        hasGaps = hasGaps && FindGaps(block);
        return bad;
    }

    // False where some value is off its scale, or missing where none may be.
    private bool ReadWhole(scoped in TileBlock<TLane> block, scoped in TableColumns<TLane> cells, int start, int tiles, bool mayMiss)
    {
        if (tiles == 0)
        {
            return true;
        }

        return (compiled.AreExact, mayMiss) switch
        {
            (true, false) => ReadGroups<OnExactScale<TLane>>(block.Nodes, in cells, start, tiles),
            (true, true) => ReadGroups<WithGaps<TLane, OnExactScale<TLane>>>(block.Nodes, in cells, start, tiles),
            (false, false) => ReadGroups<OnAnyScale<TLane>>(block.Nodes, in cells, start, tiles),
            (false, true) => ReadGroups<WithGaps<TLane, OnAnyScale<TLane>>>(block.Nodes, in cells, start, tiles),
        };
    }

    private bool ReadGroups<TRule>(Span<TLane> nodes, scoped in TableColumns<TLane> cells, int start, int tiles)
        where TRule : struct, ICellRule<TLane>
    {
        var areSound = true;
        for (var slot = 0; slot < Slots; slot += Group)
        {
            areSound &= ReadGroup<TRule>(nodes, in cells, start, slot, Math.Min(Slots, slot + Group), tiles);
        }

        return areSound;
    }

    // Some columns side by side.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool ReadGroup<TRule>(Span<TLane> nodes, scoped in TableColumns<TLane> cells, int start, int first, int last, int tiles)
        where TRule : struct, ICellRule<TLane>
    {
        var columns = cells.Columns[first..last];
        var rulers = compiled.Rulers.AsSpan(first..last);
        var places = compiled.NodeOfSlot.AsSpan(first..last);
        var marks = TLane.Broadcast(0);
        var (stride, nodesOfTile) = ((nint)cells.Stride, (nint)Nodes);
        for (; tiles >= 4; tiles -= 4, start += 4 * cells.Stride, nodes = nodes[(4 * Nodes)..])
        {
            var ofFour = new Walk<TLane>(nodes[..(4 * Nodes)]);
            var column = new ReadOnlyWalk<Raw<double>>(columns);
            var ruler = new ReadOnlyWalk<Ruler<ScalarLane>>(rulers);
            var place = new ReadOnlyWalk<int>(places);
            for (; column.Goes; column.Next(), ruler.Next(), place.Next())
            {
                ReadFour<TRule>(ref marks, in ruler.Now, in column.Now, start, stride, ofFour, place.Now, nodesOfTile);
            }
        }

        for (; tiles > 0; tiles--, start += cells.Stride, nodes = nodes[Nodes..])
        {
            for (var slot = 0; slot < columns.Length; slot++)
            {
                var value = TLane.Load(in columns[slot][start]);
                var score = TRule.Score(in rulers[slot], value);
                marks = TRule.Mark(marks, in rulers[slot], value, score);
                nodes[places[slot]] = score;
            }
        }

        return TLane.IsUnmarked(marks);
    }

    // Four lanes of a column. All are read before one is written, so that no reading waits for a writing.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void ReadFour<TRule>(
        ref TLane marks, ref readonly Ruler<ScalarLane> ruler, ref readonly Raw<double> column, nint start, nint stride, Walk<TLane> ofFour, nint place, nint nodesOfTile)
        where TRule : struct, ICellRule<TLane>
    {
        ref readonly var source = ref column[start];
        CacheLine.PrefetchFar(in source, Ahead);
        CacheLine.PrefetchFar(in source, Ahead + CacheLine.Doubles);
        if (4 * TLane.Count > 2 * CacheLine.Doubles)
        {
            CacheLine.PrefetchFar(in source, Ahead + (2 * CacheLine.Doubles));
            CacheLine.PrefetchFar(in source, Ahead + (3 * CacheLine.Doubles));
        }

        var a = TLane.Load(in source);
        var b = TLane.Load(in column[start + stride]);
        var c = TLane.Load(in column[start + (2 * stride)]);
        var d = TLane.Load(in column[start + (3 * stride)]);
        var (low, high) = (TRule.Score(in ruler, new PairLane<TLane>(a, b)), TRule.Score(in ruler, new PairLane<TLane>(c, d)));
        marks = TRule.Mark(marks, in ruler, a, low.Low);
        marks = TRule.Mark(marks, in ruler, b, low.High);
        marks = TRule.Mark(marks, in ruler, c, high.Low);
        marks = TRule.Mark(marks, in ruler, d, high.High);
        ofFour[place] = low.Low;
        ofFour[place + nodesOfTile] = low.High;
        ofFour[place + (2 * nodesOfTile)] = high.Low;
        ofFour[place + (3 * nodesOfTile)] = high.High;
    }

    // Tiles in which values may be off their scale, or which the last journeys do not fill.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private long ReadCarefully(scoped in TileBlock<TLane> block, scoped in TableColumns<TLane> cells, int start, int tile)
    {
        var bad = 0L;
        for (; tile < block.Tiles; tile++)
        {
            for (var slot = 0; slot < Slots; slot++)
            {
                var value = cells.Read(slot, start + (tile * cells.Stride), block.Count - (tile * TLane.Count));
                ref readonly var ruler = ref compiled.Rulers[slot];
                if (!ruler.Accepts(value))
                {
                    value = WithoutBad(value, tile, block, ref bad, compiled.Slots[slot], static (number, slot) => double.IsNaN(number) || slot.Accepts(number), double.NaN);
                }

                block.Nodes[(tile * Nodes) + compiled.NodeOfSlot[slot]] = ruler.Normalise(value);
            }
        }

        return bad;
    }

    // Where many tiles have gaps all are said to have some: to part them would cost more than the long way does.
    private bool FindGaps(scoped in TileBlock<TLane> block)
    {
        var count = 0;
        for (var tile = 0; tile < block.Tiles; tile++)
        {
            block.Gaps[tile] = HasGap(block.Nodes.Slice(tile * Nodes, Nodes));
            count += block.Gaps[tile] ? 1 : 0;
        }

        if (count > block.Tiles / 4)
        {
            block.Gaps[..block.Tiles].Fill(true);
        }

        return count > 0;
    }

    // A sum is NaN where one of its terms is.
    private bool HasGap(ReadOnlySpan<TLane> nodes)
    {
        var sum = TLane.Broadcast(0);
        if (compiled.StageNodes.Length == 0)
        {
            foreach (var score in nodes[1..])
            {
                sum += score;
            }
        }
        else
        {
            foreach (var node in compiled.NodeOfSlot)
            {
                sum += nodes[node];
            }
        }

        return !TLane.AllEqual(sum, sum);
    }

    // Journeys beyond the last one repeat it, and are not counted again.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane WithoutBad<TState>(TLane lane, int tile, scoped in TileBlock<TLane> block, ref long bad, TState state, Func<double, TState, bool> isGood, double instead)
    {
        Span<TLane> inspected = [lane];
        var each = MemoryMarshal.Cast<TLane, double>(inspected);
        for (var (i, journey) = (0, tile * TLane.Count); i < each.Length; i++, journey++)
        {
            if (isGood(each[i], state))
            {
                continue;
            }

            if (journey < block.Count)
            {
                block.Spoiled[journey] = true;
                bad++;
            }

            each[i] = instead;
        }

        return inspected[0];
    }

    private long ReadWeights(scoped in TileBlock<TLane> block, scoped in TableColumns<TLane> cells, int start)
    {
        var whole = block.Count / TLane.Count;
        if (whole > 0 && !ReadGroups<AsWeight<TLane>>(block.Weights, in cells, start, whole))
        {
            whole = 0;
        }

        var bad = 0L;
        for (var tile = whole; tile < block.Tiles; tile++)
        {
            for (var slot = 0; slot < Slots; slot++)
            {
                block.Weights[(tile * Nodes) + compiled.NodeOfSlot[slot]] =
                    WithoutBad(cells.Read(slot, start + (tile * cells.Stride), block.Count - (tile * TLane.Count)), tile, block, ref bad, 0, static (number, _) => Weights.IsWeight(number), 0);
            }
        }

        return bad;
    }

    // A stage has the weight of the model, unless nothing in it counts.
    private void WeighStages(scoped in TileBlock<TLane> block)
    {
        for (var tile = 0; tile < block.Tiles && compiled.StageNodes.Length > 0; tile++)
        {
            var ofTile = block.Weights.Slice(tile * Nodes, Nodes);
            foreach (var group in compiled.Groups)
            {
                var heaviest = LaneMath.Maximum<TLane>(ofTile.Slice(group.First, group.Count));
                ofTile[group.Node] = TLane.SelectLess(TLane.Broadcast(0), heaviest, model.Weights.OfNodes[group.Node], TLane.Broadcast(0));
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
