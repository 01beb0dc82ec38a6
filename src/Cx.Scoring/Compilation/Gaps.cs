using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>Closes the gaps of journeys, before any strategy sees them: an absent score repeats one that is present and weighs 0.</summary>
/// <remarks>Both steps take tile after tile, check the bounds of each once and call nothing, so that what they carry along stays in registers.</remarks>
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
        var many = Weights.AreMany(count);
        var zero = TLane.Broadcast(0);
        for (var tile = 0; tile < total.Length; tile++)
        {
            var (found, sum, error) = (zero, zero, zero);
            var child = new ReadOnlyWalk<TLane>(children.Slice(tile * stride, count));
            var weight = new ReadOnlyWalk<TLane>(weights.Slice(tile * weightStride, count));
            var kept = new Walk<TLane>(present.Slice(tile * count, count));
            for (; child.Goes; child.Next(), weight.Next(), kept.Next())
            {
                var share = TLane.IfNumber(child.Now, weight.Now);
                kept.Now = share;
                found = TLane.SelectLess(zero, share, child.Now, found);
                Weights.Add(ref sum, ref error, share, many);
            }

            last[tile] = found;
            total[tile] = sum + error;
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
        var (zero, one) = (TLane.Broadcast(0), TLane.Broadcast(1));
        var any = zero;
        for (var tile = 0; tile < total.Length; tile++)
        {
            var (standIn, sum) = (last[tile], total[tile]);
            var empty = TLane.SelectEqual(sum, zero, one, zero);
            var divisor = new Divisor<TLane>(TLane.Max(empty, sum));
            total[tile] = empty;
            any = TLane.Max(any, empty);
            var shares = present.Slice(tile * count, count);
            var share = new Walk<TLane>(shares);
            var child = new Walk<TLane>(children.Slice(tile * stride, count));
            for (; child.Goes; child.Next(), share.Next())
            {
                var kept = share.Now;
                child.Now = TLane.SelectLess(zero, kept, child.Now, standIn);
                share.Now = divisor.Of(kept);
            }

            shares[0] = TLane.Max(empty, shares[0]);
        }

        return TLane.AllEqual(any, zero);
    }
}
