using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>The rows of a block of journeys by touchpoint: one alone goes to the lane of its journey, several are a run, which the touchpoint's strategy scores.</summary>
/// <remarks>
/// Runs of one length lie side by side. So no lane is filled up, and the strategy sees of each journey what it sees of a journey alone; any
/// strategy does, also one that looks at the order. Each step is compiled by itself: within one method there are too many for the compiler.
/// </remarks>
internal ref struct RowRepeats<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    // So many places for runs that are sorted by touchpoint and length. Runs for whose length there is no place are scored one at a time.
    private const int MostPlaces = 4096;

    // So many lanes of scores at a time, unless one tile has more: they and their shares stay in the cache.
    private const int MostLanes = 256;

    private readonly CompiledModel compiled;
    private readonly LaneModel<TLane> model;
    private readonly Kernel<TLane>[] kernels;
    private readonly Rows rows;
    private readonly int longest;
    private readonly int mostSideBySide;

    // Scratch memory: for sorting, for runs in two orders, for rows in the order of their touchpoints, and for lanes.
    private readonly int[] ends;
    private readonly Run[] runs;
    private readonly Run[] sorted;
    private readonly double[] sortedValues;
    private readonly double[] sortedWeights;
    private readonly TLane[] lanes;

    /// <param name="compiled">The model.</param>
    /// <param name="model">The model for lanes of this width.</param>
    /// <param name="kernels">The strategy of each touchpoint.</param>
    /// <param name="rows">The rows.</param>
    /// <param name="first">The first journey that is read.</param>
    /// <param name="last">The one before which the last is.</param>
    /// <param name="journeys">How many journeys a block has at most.</param>
    public RowRepeats(CompiledModel compiled, LaneModel<TLane> model, Kernel<TLane>[] kernels, Rows rows, int first, int last, int journeys)
    {
        (this.compiled, this.model, this.kernels) = (compiled, model, kernels);
        this.rows = rows;
        var most = 0;
        for (; first < last; first += journeys)
        {
            var offsets = rows.Offsets.Slice(first, Math.Min(journeys, last - first) + 1);
            most = Math.Max(most, offsets[^1] - offsets[0]);
            for (var journey = 1; journey < offsets.Length; journey++)
            {
                longest = Math.Max(longest, offsets[journey] - offsets[journey - 1]);
            }
        }

        mostSideBySide = Math.Min(longest, (MostPlaces / compiled.Slots.Length) - 2);
        ends = ArrayPool<int>.Shared.Rent((compiled.Slots.Length * Lengths) + 1);
        runs = ArrayPool<Run>.Shared.Rent(Math.Min(most / 2, journeys * compiled.Slots.Length));
        sorted = ArrayPool<Run>.Shared.Rent(runs.Length);
        sortedValues = ArrayPool<double>.Shared.Rent(most);
        sortedWeights = ArrayPool<double>.Shared.Rent(most);
        lanes = ArrayPool<TLane>.Shared.Rent((2 * (Math.Max(MostLanes, mostSideBySide + 1) + TLane.Count)) + 1);
    }

    // How many runs the block has.
    private int Count { get; set; }

    // Whether the rows of the block are runs as they stand, none of them bad.
    private bool AreAsTheyAre { get; set; }

    private ReadOnlySpan<double> ValuesOfRuns { get; set; }

    // Empty where all weights are 1.
    private ReadOnlySpan<double> WeightsOfRuns { get; set; }

    // From no rows to one more than go side by side, which stands for all that are longer.
    private readonly int Lengths => Math.Max(0, mostSideBySide) + 2;

    // With one touchpoint the rows of a journey are a run.
    private readonly bool TakesRowsAsTheyAre => compiled.Slots.Length == 1 && longest <= mostSideBySide;

    public readonly void Dispose()
    {
        ArrayPool<int>.Shared.Return(ends);
        ArrayPool<Run>.Shared.Return(runs);
        ArrayPool<Run>.Shared.Return(sorted);
        ArrayPool<double>.Shared.Return(sortedValues);
        ArrayPool<double>.Shared.Return(sortedWeights);
        ArrayPool<TLane>.Shared.Return(lanes);
    }

    /// <summary>Spreads the rows of a block.</summary>
    /// <param name="block">The journeys.</param>
    /// <param name="nodes">Receives the values of touchpoints that are met once; NaN for the others.</param>
    /// <returns>How many rows were bad.</returns>
    public long Spread(TileBlock<TLane> block, Span<TLane> nodes)
    {
        nodes.Fill(TLane.Broadcast(double.NaN));
        var cells = MemoryMarshal.Cast<TLane, double>(nodes);
        var (start, end) = (rows.Offsets[block.First], rows.Offsets[block.First + block.Count]);
        AreAsTheyAre = TakesRowsAsTheyAre && AreSound(start, end);
        if (!AreAsTheyAre)
        {
            return SpreadSorted(block, cells);
        }

        SpreadAsTheyAre(block, cells);
        return 0;
    }

    /// <summary>Scores the touchpoints that were met more than once.</summary>
    /// <param name="block">The journeys.</param>
    /// <param name="nodes">Receives the scores.</param>
    /// <returns>How many rows were bad.</returns>
    public readonly long Score(TileBlock<TLane> block, Span<TLane> nodes)
    {
        if (Count == 0)
        {
            return 0;
        }

        var bad = 0L;
        var rest = Sorted();
        while (!rest.IsEmpty)
        {
            var group = rest[..Alike(rest)];
            bad += group[0].Count > mostSideBySide ? ScoreLong(group[0], block, nodes) : Score(group, block, nodes);
            rest = rest[group.Length..];
        }

        return bad;
    }

    // How many of the first runs go together: those of one touchpoint and length, for which there is room.
    private readonly int Alike(ReadOnlySpan<Run> sorted)
    {
        var first = sorted[0];
        var most = first.Count > mostSideBySide ? 1 : Math.Min(Math.Max(1, MostLanes / (first.Count + 1)) * TLane.Count, sorted.Length);
        var alike = 1;
        while (alike < most && sorted[alike].Count == first.Count && sorted[alike].Slot == first.Slot)
        {
            alike++;
        }

        return alike;
    }

    // In the order of memory, so that it is in the cache when runs are taken in the order of their lengths.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly bool AreSound(int start, int end)
    {
        ref readonly var slot = ref compiled.Slots[0];
        ref readonly var ruler = ref slot.Ruler;
        var accepted = rows.Values[start..end];
        for (; accepted.Length >= TLane.Count; accepted = accepted[TLane.Count..])
        {
            if (!ruler.Accepts(TLane.Load(in accepted[0])))
            {
                return false;
            }
        }

        foreach (var value in accepted)
        {
            if (!slot.Accepts(value))
            {
                return false;
            }
        }

        return rows.Count(start, end) && !rows.Touchpoints[start..end].ContainsAnyExcept(0);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void SpreadAsTheyAre(TileBlock<TLane> block, Span<double> cells)
    {
        ValuesOfRuns = rows.Values;
        WeightsOfRuns = rows.Weights;
        Count = 0;
        var offsets = rows.Offsets.Slice(block.First, block.Count + 1);
        for (var journey = 0; journey < block.Count; journey++)
        {
            var (start, length) = (offsets[journey], offsets[journey + 1] - offsets[journey]);
            if (length > 1)
            {
                runs[Count++] = new(journey, 0, start, length);
            }
            else if (length == 1)
            {
                cells[Cell(journey, 0)] = ValuesOfRuns[start];
            }
        }
    }

    // A counting sort of each journey by touchpoint.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private long SpreadSorted(TileBlock<TLane> block, Span<double> cells)
    {
        Count = 0;
        var bad = 0L;
        var ends = this.ends.AsSpan(0, compiled.Slots.Length + 1);
        var next = 0;
        for (var journey = 0; journey < block.Count; journey++)
        {
            var of = rows[block.First + journey];
            if (!TryCount(of, ends))
            {
                bad += BadRows.Spoil(compiled, rows, block, journey);
                continue;
            }

            ends[0] = next;
            for (var slot = 1; slot < ends.Length; slot++)
            {
                ends[slot] += ends[slot - 1];
            }

            for (var i = 0; i < of.Count; i++)
            {
                if (of.Weight(i) > 0)
                {
                    var place = ends[of.Touchpoint(i)]++;
                    (sortedValues[place], sortedWeights[place]) = (of.Value(i), of.Weight(i));
                }
            }

            // Now ends[slot] is where the slot ends.
            for (var slot = 0; slot < ends.Length - 1; slot++)
            {
                var length = ends[slot] - next;
                if (length == 1)
                {
                    cells[Cell(journey, slot)] = sortedValues[next];
                }
                else if (length > 1)
                {
                    runs[Count++] = new(journey, slot, next, length);
                }

                next = ends[slot];
            }
        }

        ValuesOfRuns = sortedValues;
        WeightsOfRuns = sortedWeights;
        return bad;
    }

    // False where a row is bad, but for one off its scale that counts, which is noticed later.
    private readonly bool TryCount(Rows.OfJourney journey, Span<int> counts)
    {
        counts.Clear();
        for (var i = 0; i < journey.Count; i++)
        {
            var (place, weight) = ((uint)journey.Touchpoint(i) + 1, journey.Weight(i));
            if (place - 1 >= (uint)counts.Length - 1 || double.IsNaN(journey.Value(i)) || !Weights.IsWeight(weight))
            {
                return false;
            }

            if (weight > 0)
            {
                counts[(int)place]++;
            }
            else if (!compiled.Slots[(int)place - 1].Accepts(journey.Value(i)))
            {
                return false;
            }
        }

        return true;
    }

    // By touchpoint and length: a counting sort.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly ReadOnlySpan<Run> Sorted()
    {
        var places = ends.AsSpan(0, (compiled.Slots.Length * Lengths) + 1);
        places.Clear();
        foreach (ref readonly var run in runs.AsSpan(0, Count))
        {
            places[KindOf(in run) + 1]++;
        }

        for (var kind = 1; kind < places.Length; kind++)
        {
            places[kind] += places[kind - 1];
        }

        foreach (ref readonly var run in runs.AsSpan(0, Count))
        {
            sorted[places[KindOf(in run)]++] = run;
        }

        return sorted.AsSpan(0, Count);
    }

    private readonly int KindOf(ref readonly Run run) => (run.Slot * Lengths) + Math.Min(run.Count, Lengths - 1);

    // Tile after tile, so that one is prepared while the formula of another is not done.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly long Score(ReadOnlySpan<Run> alike, TileBlock<TLane> block, Span<TLane> nodes)
    {
        var (number, count, tiles) = (alike[0].Slot, alike[0].Count, (alike.Length + TLane.Count - 1) / TLane.Count);
        ref readonly var slot = ref compiled.Slots[number];

        // Behind the scores of a tile stands what they come to.
        var stride = count + 1;
        var lanes = CacheLine.Aligned(this.lanes.AsSpan());
        var scores = lanes[..((tiles * stride) + TLane.Count)];
        var shares = lanes.Slice(scores.Length, (tiles * count) + TLane.Count);
        Turn(ValuesOfRuns, alike, scores, stride);
        if (WeightsOfRuns.IsEmpty)
        {
            shares.Fill(TLane.Broadcast(1));
        }
        else
        {
            Turn(WeightsOfRuns, alike, shares, count);
        }

        scores = scores[..(tiles * stride)];
        var bad = 0L;
        for (var tile = 0; tile < tiles; tile++)
        {
            var ofTile = scores.Slice(tile * stride, count);
            bad += AreAsTheyAre ? 0 : Inspect(in slot, ofTile, alike[(tile * TLane.Count)..], block);
            slot.Prepare(ofTile, shares.Slice(tile * count, count));
        }

        if (!kernels[number].AggregateTiles(scores, stride, 0, count, shares, count, count))
        {
            for (var result = count; result < scores.Length; result += stride)
            {
                ScoreCheck.All(slot.Strategy, MemoryMarshal.Cast<TLane, double>(scores.Slice(result, 1)), slot.Id);
            }
        }

        Hand(alike, scores, stride, nodes);
        return bad;
    }

    private readonly void Hand(ReadOnlySpan<Run> alike, ReadOnlySpan<TLane> scores, int stride, Span<TLane> nodes)
    {
        var cells = MemoryMarshal.Cast<TLane, double>(nodes);
        for (var result = stride - 1; !alike.IsEmpty; result += stride)
        {
            var each = MemoryMarshal.Cast<TLane, double>(scores.Slice(result, 1));
            var ofTile = alike[..Math.Min(TLane.Count, alike.Length)];
            for (var lane = 0; lane < ofTile.Length; lane++)
            {
                cells[Cell(ofTile[lane].Journey, ofTile[lane].Slot)] = each[lane];
            }

            alike = alike[ofTile.Length..];
        }
    }

    // From the rows of one run after the other to the first, second and so on of all in a tile. Lanes without a run repeat the last one.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Turn(ReadOnlySpan<double> column, ReadOnlySpan<Run> alike, Span<TLane> tiles, int stride)
    {
        var count = alike[0].Count;
        Span<int> starts = stackalloc int[TLane.Count];
        for (var lanes = MemoryMarshal.Cast<TLane, double>(tiles); !alike.IsEmpty; lanes = lanes[(stride * TLane.Count)..])
        {
            var last = Math.Min(TLane.Count, alike.Length) - 1;
            for (var lane = 0; lane < starts.Length; lane++)
            {
                starts[lane] = alike[Math.Min(lane, last)].Start;
            }

            alike = alike[(last + 1)..];
            if (starts[^1] >= column.Length - count)
            {
                TurnEach(column, starts, count, lanes);
                continue;
            }

            // Behind a run of odd length one number more is read, and written where the next tile goes.
            var tile = MemoryMarshal.Cast<double, TLane>(lanes)[..(count + 1)];
            for (var i = 0; i < count; i += 2)
            {
                TLane.Turn(in column[i], starts, out tile[i], out tile[i + 1]);
            }
        }
    }

    private static void TurnEach(ReadOnlySpan<double> column, ReadOnlySpan<int> starts, int count, Span<double> lanes)
    {
        for (var i = 0; i < count; i++)
        {
            for (var lane = 0; lane < starts.Length; lane++)
            {
                lanes[(i * TLane.Count) + lane] = column[starts[lane] + i];
            }
        }
    }

    private readonly long Inspect(ref readonly Slot slot, Span<TLane> ofRuns, ReadOnlySpan<Run> group, TileBlock<TLane> block)
    {
        var bad = 0L;
        ref readonly var ruler = ref slot.Ruler;
        foreach (ref var value in ofRuns)
        {
            if (!ruler.Accepts(value))
            {
                bad += Spoil(in slot, MemoryMarshal.Cast<TLane, double>(new Span<TLane>(ref value)), group, block);
            }
        }

        return bad;
    }

    // Some journeys have a value off the scale.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly long Spoil(ref readonly Slot slot, Span<double> ofValue, ReadOnlySpan<Run> group, TileBlock<TLane> block)
    {
        var bad = 0L;
        for (var lane = 0; lane < ofValue.Length; lane++)
        {
            if (!slot.Accepts(ofValue[lane]))
            {
                ofValue[lane] = slot.Acceptable;
                bad += BadRows.Spoil(compiled, rows, block, group[Math.Min(lane, group.Length - 1)].Journey);
            }
        }

        return bad;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private readonly long ScoreLong(Run run, TileBlock<TLane> block, Span<TLane> nodes)
    {
        ref readonly var slot = ref compiled.Slots[run.Slot];
        var own = sortedValues.AsSpan(run.Start, run.Count);
        foreach (var value in own)
        {
            if (!slot.Accepts(value))
            {
                return BadRows.Spoil(compiled, rows, block, run.Journey);
            }
        }

        MemoryMarshal.Cast<TLane, double>(nodes)[Cell(run.Journey, run.Slot)] =
            slot.Score(own, sortedWeights.AsSpan(run.Start, run.Count));
        return 0;
    }

    // The place of a journey's touchpoint among the nodes of all tiles.
    private readonly int Cell(int journey, int slot) =>
        (((journey / TLane.Count * compiled.Steps.Length) + compiled.NodeOfSlot[slot]) * TLane.Count) + (journey % TLane.Count);
}
