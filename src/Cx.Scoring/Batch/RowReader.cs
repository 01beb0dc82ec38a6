using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>Reads rows grouped by journey: each journey's values go to its lane, and then the tiles to the sink.</summary>
/// <remarks>What is rare is done slowly and apart: repeats, rows that do not count, and rows that are bad.</remarks>
internal readonly ref struct RowReader<TLane, TSink>
    where TLane : unmanaged, IEngineLane<TLane>
    where TSink : struct, ITileSink<TLane>
{
    private const int BlockBytes = 16 * 1024;
    private const int MostTiles = 16;
    private const int OnStack = 128;

    private readonly CompiledModel compiled;
    private readonly LaneModel<TLane> model;
    private readonly TSink sink;
    private readonly Rows rows;

    public RowReader(CompiledModel compiled, LaneModel<TLane> model, Rows rows, TSink sink)
    {
        (this.compiled, this.model, this.sink) = (compiled, model, sink);
        this.rows = rows;
    }

    private int Nodes => compiled.Steps.Length;

    /// <summary>Reads some of the journeys.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    /// <param name="target">The journey that the first of them is to the sink.</param>
    /// <returns>How many rows were bad.</returns>
    [SkipLocalsInit]
    public long Read(int first, int count, int target)
    {
        // Where the order matters each journey has its own, so that they cannot lie side by side.
        var most = compiled.OrderMatters ? 1 : Math.Clamp(BlockBytes / (Unsafe.SizeOf<TLane>() * Nodes), 1, MostTiles);
        var journeys = most * TLane.Count;
        using var rentedNodes = new AlignedScratch<TLane>(most * Nodes);
        using var rentedValues = new AlignedScratch<TLane>(most * compiled.Slots.Length);
        using var rentedPositions = new Scratch<int>(compiled.OrderMatters ? Nodes : 0, OnStack);
        var positions = rentedPositions.Over(stackalloc int[OnStack]);
        Span<int> slowly = stackalloc int[MostTiles];
        Span<bool> gaps = stackalloc bool[MostTiles];
        Span<bool> spoiled = stackalloc bool[MostTiles * Vector512Lane.Count];
        var bad = 0L;
        for (var start = 0; start < count; start += journeys)
        {
            gaps.Clear();
            spoiled.Clear();
            var block = new TileBlock<TLane>
            {
                First = target + start,
                Count = Math.Min(journeys, count - start),
                Stride = Nodes,
                Nodes = rentedNodes.Span,
                Gaps = gaps,
                Spoiled = spoiled,
                Positions = positions,
            };

            // All are spread before any is read: single numbers just written are slow to be read back as vectors.
            var slots = compiled.Slots.Length;
            for (var tile = 0; tile < block.Tiles; tile++)
            {
                var journey = tile * TLane.Count;
                slowly[tile] = Spread(first + start + journey, Math.Min(TLane.Count, block.Count - journey), rentedValues.Span.Slice(tile * slots, slots));
            }

            for (var tile = 0; tile < block.Tiles; tile++)
            {
                bad += Read(first + start + (tile * TLane.Count), tile, slowly[tile], block, rentedValues.Span.Slice(tile * slots, slots));
            }

            block.HandTo(sink, model);
        }

        return bad;
    }

    // Each journey of a tile to its lane; a bit for each that must be read slowly.
    private int Spread(int first, int count, Span<TLane> values)
    {
        var cells = MemoryMarshal.Cast<TLane, double>(values);
        cells.Fill(double.NaN);
        var slowly = 0;
        for (var lane = 0; lane < count; lane++)
        {
            slowly |= Spread(rows[first + lane], cells, lane) ? 0 : 1 << lane;
        }

        return slowly;
    }

    private long Read(int first, int tile, int slowly, TileBlock<TLane> block, Span<TLane> values)
    {
        var nodes = block.Nodes.Slice(tile * Nodes, Nodes);
        var spoiled = block.Spoiled.Slice(tile * TLane.Count, Math.Min(TLane.Count, block.Count - (tile * TLane.Count)));
        var cells = MemoryMarshal.Cast<TLane, double>(values);
        var bad = 0L;
        for (var lane = 0; slowly >> lane != 0; lane++)
        {
            if ((slowly >> lane & 1) != 0)
            {
                bad += SpreadSlowly(rows[first + lane], cells, lane, ref spoiled[lane]);
            }
        }

        bad += Normalise(first, values, nodes, spoiled, ref block.Gaps[tile]);
        for (var lane = 0; slowly >> lane != 0; lane++)
        {
            if ((slowly >> lane & 1) != 0 && !spoiled[lane])
            {
                Repeats(rows[first + lane], nodes, lane);
            }
        }

        if (compiled.OrderMatters && !spoiled[0])
        {
            Place(rows[first], block.Positions);
        }

        return bad;
    }

    // False where the journey must be read slowly.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool Spread(Rows.OfJourney journey, Span<double> cells, int lane)
    {
        journey.Deconstruct(out var touchpoints, out var values, out var weights);
        touchpoints = touchpoints[..values.Length];
        var one = 1.0;
        ref var weight = ref weights.IsEmpty ? ref one : ref MemoryMarshal.GetReference(weights);
        var step = weights.IsEmpty ? 0 : 1;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            var place = (nuint)(uint)touchpoints[i] * (nuint)TLane.Count;
            if (place >= (nuint)cells.Length || double.IsNaN(value) || !(weight >= Weights.Least && weight <= Weights.Greatest))
            {
                return false;
            }

            ref var cell = ref cells[(int)place + lane];
            if (!double.IsNaN(cell))
            {
                return false;
            }

            cell = value;
            weight = ref Unsafe.Add(ref weight, step);
        }

        return true;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private long SpreadSlowly(Rows.OfJourney journey, Span<double> cells, int lane, ref bool spoiled)
    {
        for (var place = lane; place < cells.Length; place += TLane.Count)
        {
            cells[place] = double.NaN;
        }

        var bad = CountBad(journey);
        spoiled = bad > 0;
        for (var i = 0; i < journey.Count && !spoiled; i++)
        {
            if (journey.Weight(i) > 0)
            {
                cells[(journey.Touchpoint(i) * TLane.Count) + lane] = journey.Value(i);
            }
        }

        return bad;
    }

    private long Normalise(int first, Span<TLane> values, Span<TLane> nodes, Span<bool> spoiled, ref bool hasGaps)
    {
        var bad = 0L;
        for (var index = 0; index < values.Length; index++)
        {
            ref readonly var slot = ref compiled.Slots[index];
            var value = values[index];
            if (!slot.Accepts(value))
            {
                hasGaps = true;
                if (!slot.Accepts(TLane.SelectEqual(value, value, value, TLane.Broadcast(slot.Acceptable))))
                {
                    bad += Spoil(first, in slot, MemoryMarshal.Cast<TLane, double>(values.Slice(index, 1)), spoiled);
                    value = values[index];
                }
            }

            nodes[slot.Node] = slot.Normalise(value);
            if (!slot.IsPlain)
            {
                slot.Finish(MemoryMarshal.Cast<TLane, double>(nodes.Slice(slot.Node, 1)));
            }
        }

        return bad;
    }

    // Some journeys have a value off the scale of a touchpoint.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private long Spoil(int first, in Slot slot, Span<double> values, Span<bool> spoiled)
    {
        var bad = 0L;
        for (var lane = 0; lane < spoiled.Length; lane++)
        {
            if (!double.IsNaN(values[lane]) && !slot.Accepts(values[lane]))
            {
                values[lane] = double.NaN;
                bad += spoiled[lane] ? 0 : CountBad(rows[first + lane]);
                spoiled[lane] = true;
            }
        }

        return bad;
    }

    private long CountBad(Rows.OfJourney journey)
    {
        var bad = 0L;
        for (var i = 0; i < journey.Count; i++)
        {
            var touchpoint = journey.Touchpoint(i);
            bad += (uint)touchpoint >= (uint)compiled.Slots.Length || !compiled.Slots[touchpoint].Accepts(journey.Value(i)) || !Weights.IsWeight(journey.Weight(i)) ? 1 : 0;
        }

        return bad;
    }

    [SkipLocalsInit]
    private void Repeats(Rows.OfJourney journey, Span<TLane> nodes, int lane)
    {
        using var rentedSlots = new Scratch<int>(journey.Count, OnStack);
        using var rentedScores = new Scratch<double>(Nodes, OnStack);
        var slotOf = rentedSlots.Over(stackalloc int[OnStack]);
        var scores = rentedScores.Over(stackalloc double[OnStack]);
        scores.Fill(double.NaN);
        SlotsOf(journey, slotOf);
        Reading.Repeats(compiled, journey, slotOf, scores);
        var all = MemoryMarshal.Cast<TLane, double>(nodes);
        for (var node = 0; node < scores.Length; node++)
        {
            if (!double.IsNaN(scores[node]))
            {
                all[(node * TLane.Count) + lane] = scores[node];
            }
        }
    }

    [SkipLocalsInit]
    private void Place(Rows.OfJourney journey, Span<int> positions)
    {
        using var rentedSlots = new Scratch<int>(journey.Count, OnStack);
        var slotOf = rentedSlots.Over(stackalloc int[OnStack]);
        SlotsOf(journey, slotOf);
        Reading.Place(compiled, slotOf, positions);
    }

    private static void SlotsOf(Rows.OfJourney journey, Span<int> slotOf)
    {
        for (var i = 0; i < slotOf.Length; i++)
        {
            slotOf[i] = journey.Weight(i) > 0 ? journey.Touchpoint(i) : -1;
        }
    }
}
