using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>Journeys under a model of a single touchpoint, which they meet as often as they like: scored while their rows are read.</summary>
/// <param name="compiled">The model.</param>
/// <param name="model">The model for lanes of this width.</param>
/// <param name="ofTouchpoint">The strategy of the touchpoint.</param>
/// <param name="rows">The rows.</param>
/// <param name="sink">What becomes of the journeys.</param>
internal readonly ref struct RowRuns<TLane, TSink>(CompiledModel compiled, LaneModel<TLane> model, Kernel<TLane> ofTouchpoint, Rows rows, TSink sink)
    where TLane : unmanaged, IEngineLane<TLane>
    where TSink : struct, ITileSink<TLane>
{
    private readonly Rows rows = rows;
    private readonly TSink sink = sink;

    /// <summary>Whether the rows of journeys are what the strategy of a touchpoint looks at.</summary>
    public static bool Are(CompiledModel compiled) => compiled.Slots.Length == 1 && compiled.IsPlain;

    /// <summary>Reads journeys.</summary>
    /// <param name="block">Room for some of them at a time.</param>
    /// <param name="first">The first one.</param>
    /// <returns>The one before which all were read: the last, or one of a tile that asks for care, or of a block in which a row does, being of another touchpoint.</returns>
    [SkipLocalsInit]
    public int Read(TileBlock<TLane> block, int first)
    {
        var most = block.Gaps.Length * TLane.Count;
        Span<double> lengths = stackalloc double[most];
        Span<double> scores = stackalloc double[most];
        block.Spoiled.Clear();
        while (first < rows.Journeys)
        {
            var wanted = Math.Min(most, rows.Journeys - first);
            var offsets = rows.Offsets.Slice(first, wanted + 1);
            var ends = offsets[1..];
            for (var journey = 0; journey < ends.Length; journey++)
            {
                lengths[journey] = ends[journey] - offsets[journey];
            }

            block.First = first;
            block.Count = rows.Touchpoints[offsets[0]..offsets[^1]].ContainsAnyExcept(0) ? 0
                : compiled.AreExact ? Aggregate<OnExactScale<TLane>>(offsets, lengths, scores[..wanted])
                : Aggregate<OnAnyScale<TLane>>(offsets, lengths, scores[..wanted]);
            Take(block, offsets, lengths, scores);
            block.HandTo(in sink, model);
            first += block.Count;
            if (block.Count < wanted)
            {
                break;
            }
        }

        return first;
    }

    [SkipLocalsInit]
    private int Aggregate<TRule>(ReadOnlySpan<int> offsets, ReadOnlySpan<double> lengths, Span<double> scores)
        where TRule : struct, ICellRule<TLane>
    {
        // Each journey has shares of its own.
        Span<TLane> none = stackalloc TLane[ITileSource<TLane>.Most];
        return ofTouchpoint.AggregateMoments(new RunSource<TLane, TRule>(rows.Under(offsets), lengths, in compiled.Slots[0]), 0, none, scores);
    }

    // From the scores of journeys to those of their touchpoint: one that was not met has none, and one that was met once is not aggregated.
    private void Take(TileBlock<TLane> block, ReadOnlySpan<int> offsets, ReadOnlySpan<double> lengths, ReadOnlySpan<double> scores)
    {
        ref readonly var slot = ref compiled.Slots[0];
        var (zero, one, nothing) = (TLane.Broadcast(0), TLane.Broadcast(1), TLane.Broadcast(double.NaN));
        for (var (tile, journey, place) = (0, 0, slot.Node); tile < block.Tiles; tile++, journey += TLane.Count, place += block.Stride)
        {
            var length = TLane.Load(in lengths[journey]);
            var score = TLane.SelectLess(zero, length, TLane.Load(in scores[journey]), nothing);
            block.Nodes[place] = score;
            block.Gaps[tile] = !TLane.AllEqual(score, score);
            if (!TLane.AllEqual(TLane.SelectEqual(length, one, zero, length), length))
            {
                var each = MemoryMarshal.Cast<TLane, double>(block.Nodes.Slice(place, 1));
                for (var lane = 0; lane < each.Length; lane++)
                {
                    each[lane] = lengths[journey + lane] is 1 ? slot.Normalise(rows.Values[offsets[journey + lane]]) : each[lane];
                }
            }
        }
    }
}
