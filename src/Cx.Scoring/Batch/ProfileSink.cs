using System.Runtime.CompilerServices;
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

    // Without stages the weights as they were given are enough: they are divided once, as for a score, so that a mean has the bits of the weighted mean.
    public bool WantsShares => !IsFlat;

    public void Take(scoped in Tiles<TLane> tiles)
    {
        if (tiles.AreComplete && AreSlotsAlone)
        {
            TakeComplete(tiles.Nodes, tiles.First, tiles.Count);
            return;
        }

        WithGaps(in tiles);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    public void TakeComplete(Span<TLane> nodes, int first, int count)
    {
        if (!AreSlotsAlone)
        {
            WithGaps(new() { Nodes = nodes, First = first, Count = count });
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
        if (!AreSlotsAlone)
        {
            return first;
        }

        var ofModel = model.Weights.OfSlots;
        var count = ofModel.Length;
        Span<PairLane<TLane>> scratch = stackalloc PairLane<TLane>[ITileSource<TLane>.Scratch];
        var aligned = CacheLine.Aligned(scratch);
        var scores = aligned[..count];
        var shares = aligned.Slice(count, count + 1);
        var toMeans = means.Span;
        var toDeviations = deviations.Span;
        var toMinima = minima.Span;
        for (; last - first >= PairLane<TLane>.Count && source.Read(first, scores, shares) > 0; first += PairLane<TLane>.Count)
        {
            PairLane<TLane> mean, deviation, minimum;
            if (TSource.MayMiss)
            {
                Profile(scores, shares[..count], shares[count], out mean, out deviation, out minimum);
            }
            else
            {
                mean = RunningMoments.Mean(scores, ofModel, out minimum);
                deviation = PairLane<TLane>.Sqrt(RunningMoments.Variance(scores, ofModel, mean));
            }

            Write(mean, toMeans, first);
            Write(deviation, toDeviations, first);
            Write(minimum, toMinima, first);
        }

        return first;
    }

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public int TakeMoments<TSource>(TSource source, int first, int last)
        where TSource : struct, IMomentSource<TLane>, allows ref struct
    {
        if (!AreSlotsAlone)
        {
            return first;
        }

        var weights = model.Weights.OfSlots;
        var count = weights.Length;
        Span<PairLane<TLane>> scratch = stackalloc PairLane<TLane>[ITileSource<TLane>.Scratch];
        var kept = CacheLine.Aligned(scratch)[..(TSource.HasShares ? 2 * count : count)];
        var toMeans = means.Span;
        var toDeviations = deviations.Span;
        var toMinima = minima.Span;
        for (; last - first >= PairLane<TLane>.Count; first += PairLane<TLane>.Count)
        {
            var (sum, least, greatest) = (PairLane<TLane>.Broadcast(0), PairLane<TLane>.Broadcast(1), PairLane<TLane>.Broadcast(0));
            var read = source.Add<AsksForAll>(first, count, weights, kept, ref sum, ref least, ref greatest);
            if (read == 0)
            {
                break;
            }

            var mean = RunningMoments.Mean(sum, least, greatest);
            var variance = RunningMoments.Variance(kept, read, weights, TSource.HasShares, mean);
            Write(mean, toMeans, first);
            Write(PairLane<TLane>.Sqrt(variance), toDeviations, first);
            Write(least, toMinima, first);
        }

        return first;
    }

    public int TakeColumns<TSource>(TSource source, int first, int last)
        where TSource : struct, IColumnSource<TLane>, allows ref struct =>
        !AreSlotsAlone || compiled.Slots.Length <= ITileSource<TLane>.Kept ? TakeMoments(source, first, last)
        : first + ColumnMoments<TLane>.Read<TSource, AsksForAll, Taker>(
            source, first, last - first, model.Weights.OfSlots, new(means.Slice(first, last - first), deviations.Slice(first, last - first), minima.Slice(first, last - first)));

    public void Spoil(int journey) => (means.Span[journey], deviations.Span[journey], minima.Span[journey]) = (double.NaN, double.NaN, double.NaN);

    private bool IsFlat => compiled.StageNodes.Length == 0;

    private bool AreSlotsAlone => IsFlat && compiled.AllCount;

    [SkipLocalsInit]
    private void WithGaps(scoped in Tiles<TLane> tiles)
    {
        var slots = compiled.Slots.Length;
        using var rented = new Scratch<TLane>(3 * slots, 3 * OnStack);
        var scratch = rented.Over(stackalloc TLane[3 * OnStack]);
        var scores = scratch[..slots];
        var present = scratch.Slice(slots, slots);
        var enlarged = scratch.Slice(2 * slots, slots);
        var (zero, one, nothing) = (TLane.Broadcast(0), TLane.Broadcast(1), TLane.Broadcast(double.NaN));
        if (!IsFlat)
        {
            Enlarge(tiles.WeightsUnder(model).OfSlots, enlarged);
        }

        var weights = IsFlat ? model.WeightsOfTouchpoints : enlarged;
        for (var (done, node) = (0, 0); done < tiles.Count; done += TLane.Count, node += model.Nodes)
        {
            for (var slot = 0; slot < slots; slot++)
            {
                scores[slot] = tiles.Nodes[node + compiled.NodeOfSlot[slot]];
            }

            var given = IsFlat && !tiles.OwnWeights.IsEmpty ? tiles.OwnWeights.Slice(node + 1, slots) : weights;
            var empty = Gaps.Close(scores, given, present);
            Write(scores, present, tiles.First + done, tiles.Count - done, TLane.SelectEqual(empty, one, nothing, zero));
        }
    }

    // The share of a touchpoint in the whole may be so small that what is divided by it is infinite. A power of two rounds nothing.
    private static void Enlarge(ReadOnlySpan<TLane> shares, Span<TLane> enlarged)
    {
        var factor = TLane.Broadcast(Math.ScaleB(1, 512));
        for (var slot = 0; slot < enlarged.Length; slot++)
        {
            enlarged[slot] = shares[slot] * factor;
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> shares, int first, int count, TLane zeroOrNothing)
    {
        Profile(scores, shares, zeroOrNothing, out var mean, out var deviation, out var minimum);
        Write(mean, deviation, minimum, first, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Write(TLane mean, TLane deviation, TLane minimum, int first, int count)
    {
        Lanes.Write(mean, means, first, count);
        Lanes.Write(deviation, deviations, first, count);
        Lanes.Write(minimum, minima, first, count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write(PairLane<TLane> pair, Span<double> column, int first)
    {
        TLane.Store(pair.Low, ref column[first]);
        TLane.Store(pair.High, ref column[first + TLane.Count]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Profile<TAny>(ReadOnlySpan<TAny> scores, ReadOnlySpan<TAny> shares, TAny zeroOrNothing, out TAny mean, out TAny deviation, out TAny minimum)
        where TAny : unmanaged, ILane<TAny>
    {
        var center = LaneMath.Mean(scores, shares, out var least, out _);
        deviation = TAny.Sqrt(LaneMath.Variance(scores, shares, center)) + zeroOrNothing;
        mean = center + zeroOrNothing;
        minimum = least + zeroOrNothing;
    }

    private readonly ref struct Taker(Span<double> means, Span<double> deviations, Span<double> minima) : IMomentTaker<TLane>
    {
        private readonly Span<double> means = means;
        private readonly Span<double> deviations = deviations;
        private readonly Span<double> minima = minima;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public bool Take(int journey, PairLane<TLane> mean, PairLane<TLane> variance, PairLane<TLane> least, PairLane<TLane> greatest)
        {
            Write(mean, means, journey);
            Write(PairLane<TLane>.Sqrt(variance), deviations, journey);
            Write(least, minima, journey);
            return true;
        }
    }
}
