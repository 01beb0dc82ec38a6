using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>Closes the gaps of journeys, before any strategy sees them: an absent score repeats one that is present and weighs 0.</summary>
/// <remarks>Both steps take tile after tile, check bounds once and call nothing, so that what they carry along stays in registers.</remarks>
internal static class Gaps
{
    /// <summary>Closes the gaps of one tile.</summary>
    /// <param name="scores">The scores, NaN where absent; receives those that take the place of absent ones.</param>
    /// <param name="weights">As many weights.</param>
    /// <param name="present">Receives the weights, summing to 1.</param>
    /// <returns>1 where nothing that counts is present, else 0.</returns>
    public static TLane Close<TLane>(Span<TLane> scores, ReadOnlySpan<TLane> weights, Span<TLane> present)
        where TLane : unmanaged, IEngineLane<TLane>
    {
        Span<TLane> carried = stackalloc TLane[2];
        Weigh<TLane>(scores, scores.Length, scores.Length, weights, 0, present, carried[..1], carried[1..]);
        Fill(scores, scores.Length, scores.Length, present, carried[..1], carried[1..]);
        return carried[1];
    }

    /// <summary>The first step: the weights of what is present.</summary>
    /// <param name="children">The scores of all tiles from the first child on, NaN where absent.</param>
    /// <param name="stride">How far on the next tile is.</param>
    /// <param name="count">How many children a tile has.</param>
    /// <param name="weights">The weights of all tiles from that of the first child on.</param>
    /// <param name="weightStride">How far on those of the next tile are; 0 where all have the same.</param>
    /// <param name="present">Receives the weights, one tile after the other; 0 where absent.</param>
    /// <param name="last">Receives for each tile the last score that is present and counts.</param>
    /// <param name="total">Receives for each tile what its weights sum to; so long are the tiles.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Weigh<TLane>(
        ReadOnlySpan<TLane> children, int stride, int count, ReadOnlySpan<TLane> weights, int weightStride, Span<TLane> present, Span<TLane> last, Span<TLane> total)
        where TLane : unmanaged, IEngineLane<TLane>
    {
        var before = total.Length - 1;
        _ = (children[(before * stride) + count - 1], weights[(before * weightStride) + count - 1], present[(total.Length * count) - 1], last[before]);
        var many = Weights.AreMany(count);
        var zero = TLane.Broadcast(0);
        ref var child = ref MemoryMarshal.GetReference(children);
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var kept = ref MemoryMarshal.GetReference(present);
        for (var tile = 0; tile < total.Length; tile++)
        {
            var (found, sum, error) = (zero, zero, zero);
            ref var end = ref Unsafe.Add(ref child, count);
            while (Unsafe.IsAddressLessThan(ref child, ref end))
            {
                kept = TLane.IfNumber(child, weight);
                found = TLane.SelectLess(zero, kept, child, found);
                Weights.Add(ref sum, ref error, kept, many);
                child = ref Unsafe.Add(ref child, 1);
                weight = ref Unsafe.Add(ref weight, 1);
                kept = ref Unsafe.Add(ref kept, 1);
            }

            last[tile] = found;
            total[tile] = sum + error;
            child = ref Unsafe.Add(ref child, stride - count);
            weight = ref Unsafe.Add(ref weight, weightStride - count);
        }
    }

    /// <summary>The second step: absent scores repeat the last one that is present, and weights are divided by their sum.</summary>
    /// <param name="children">The scores of all tiles from the first child on; receives those that take the place of absent ones.</param>
    /// <param name="stride">How far on the next tile is.</param>
    /// <param name="count">How many children a tile has.</param>
    /// <param name="present">
    /// The weights, one tile after the other; receives the shares. A journey in which nothing that counts is present stands beside others: there the first
    /// child has the share 1.
    /// </param>
    /// <param name="last">What takes the place of absent scores in each tile.</param>
    /// <param name="total">What the weights of each tile sum to; receives 1 where nothing that counts is present, else 0.</param>
    /// <returns>Whether in every journey something is present. No lane: who is returned one waits until it was written.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static bool Fill<TLane>(Span<TLane> children, int stride, int count, Span<TLane> present, ReadOnlySpan<TLane> last, Span<TLane> total)
        where TLane : unmanaged, IEngineLane<TLane>
    {
        var before = total.Length - 1;
        _ = (children[(before * stride) + count - 1], present[(total.Length * count) - 1], last[before]);
        var (zero, one) = (TLane.Broadcast(0), TLane.Broadcast(1));
        ref var child = ref MemoryMarshal.GetReference(children);
        ref var share = ref MemoryMarshal.GetReference(present);
        var any = zero;
        for (var tile = 0; tile < total.Length; tile++)
        {
            var (standIn, sum) = (last[tile], total[tile]);
            var empty = TLane.SelectEqual(sum, zero, one, zero);
            var divisor = new Divisor<TLane>(TLane.Max(empty, sum));
            total[tile] = empty;
            any = TLane.Max(any, empty);
            ref var first = ref share;
            ref var end = ref Unsafe.Add(ref child, count);
            while (Unsafe.IsAddressLessThan(ref child, ref end))
            {
                var kept = share;
                child = TLane.SelectLess(zero, kept, child, standIn);
                share = divisor.Of(kept);
                child = ref Unsafe.Add(ref child, 1);
                share = ref Unsafe.Add(ref share, 1);
            }

            first = TLane.Max(empty, first);
            child = ref Unsafe.Add(ref child, stride - count);
        }

        return TLane.AllEqual(any, zero);
    }
}
