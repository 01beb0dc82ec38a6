using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>Mean, deviation and minimum of touchpoint scores, in one pass.</summary>
internal readonly struct ProfileSink<TLane>(CompiledModel compiled, LaneModel<TLane> model, Raw<double> means, Raw<double> deviations, Raw<double> minima) : ITileSink<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    private const int OnStack = 32;
    private readonly Raw<double> means = means;
    private readonly Raw<double> deviations = deviations;
    private readonly Raw<double> minima = minima;

    public bool WantsShares => true;

    public void Take(scoped in Tiles<TLane> tiles)
    {
        if (tiles.AreComplete && AreSlotsAlone)
        {
            TakeComplete(tiles.Nodes, tiles.First, tiles.Count);
            return;
        }

        WithGaps(tiles.Nodes, tiles.WeightsUnder(model), tiles.First, tiles.Count);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void TakeComplete(Span<TLane> nodes, int first, int count)
    {
        if (!AreSlotsAlone)
        {
            WithGaps(nodes, model.Weights, first, count);
            return;
        }

        // The touchpoints stand together, all are there and count, and their shares sum to 1.
        var shares = model.Weights.OfSlots;
        var (stride, none) = (model.Nodes, TLane.Broadcast(0));
        for (; count > 0; nodes = nodes[stride..], first += TLane.Count, count -= TLane.Count)
        {
            Write(nodes[1..stride], shares, first, count, none);
        }
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int TakeFrom<TSource>(TSource source, int first, int last)
        where TSource : struct, ITileSource<TLane>, allows ref struct
    {
        if (TSource.HasShares || !AreSlotsAlone)
        {
            return first;
        }

        var shares = model.Weights.OfSlots;
        var count = shares.Length;
        var none = TLane.Broadcast(0);
        Span<TLane> scratch = stackalloc TLane[(ITileSource<TLane>.Tiles * ITileSource<TLane>.MostTouchpoints) + 1];
        var scores = CacheLine.Aligned(scratch)[..(ITileSource<TLane>.Tiles * count)];
        while (last - first >= ITileSource<TLane>.Tiles * TLane.Count && source.Read(first, scores, default))
        {
            for (var place = 0; place < scores.Length; place += count, first += TLane.Count)
            {
                Write(scores.Slice(place, count), shares, first, TLane.Count, none);
            }
        }

        return first;
    }

    public void Spoil(int journey) => (means.Span[journey], deviations.Span[journey], minima.Span[journey]) = (double.NaN, double.NaN, double.NaN);

    private bool AreSlotsAlone => compiled.StageNodes.Length == 0 && compiled.AllCount;

    [SkipLocalsInit]
    private void WithGaps(ReadOnlySpan<TLane> tiles, LaneWeights<TLane> weights, int first, int count)
    {
        var slots = weights.OfSlots.Length;
        using var rented = new Scratch<TLane>(2 * slots, 2 * OnStack);
        var scratch = rented.Over(stackalloc TLane[2 * OnStack]);
        var scores = scratch[..slots];
        var present = scratch[slots..];
        var (zero, one, nothing) = (TLane.Broadcast(0), TLane.Broadcast(1), TLane.Broadcast(double.NaN));
        for (; count > 0; tiles = tiles[model.Nodes..], first += TLane.Count, count -= TLane.Count)
        {
            for (var slot = 0; slot < slots; slot++)
            {
                scores[slot] = tiles[compiled.NodeOfSlot[slot]];
            }

            var empty = Gaps.Close(scores, weights.OfSlots, present);
            Write(scores, present, first, count, TLane.SelectEqual(empty, one, nothing, zero));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> shares, int first, int count, TLane zeroOrNothing)
    {
        var mean = LaneMath.Mean(scores, shares, out var minimum);
        var variance = LaneMath.Variance(scores, shares, mean);
        Lanes.Write(mean + zeroOrNothing, means, first, count);
        Lanes.Write(TLane.Sqrt(variance) + zeroOrNothing, deviations, first, count);
        Lanes.Write(minimum + zeroOrNothing, minima, first, count);
    }
}
