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

    public bool WantsShares => true;

    public void Take(scoped in Tiles<TLane> tiles)
    {
        var stride = compiled.Steps.Length;
        for (var tile = 0; tile * TLane.Count < tiles.Count; tile++)
        {
            var nodes = tiles.Nodes.Slice(tile * stride, stride);
            var (first, count) = (tiles.First + (tile * TLane.Count), Math.Min(TLane.Count, tiles.Count - (tile * TLane.Count)));
            if (tiles.AreComplete && compiled.StageNodes.Length == 0 && compiled.AllCount)
            {
                // Then the touchpoints stand together, all are there and count, and their shares sum to 1.
                Write(nodes[1..], model.Weights.OfSlots, first, count, TLane.Broadcast(0));
            }
            else
            {
                WithGaps(nodes, tiles.WeightsUnder(model), first, count);
            }
        }
    }

    public void Spoil(int journey) => (means.Span[journey], deviations.Span[journey], minima.Span[journey]) = (double.NaN, double.NaN, double.NaN);

    [SkipLocalsInit]
    private void WithGaps(ReadOnlySpan<TLane> nodes, LaneWeights<TLane> weights, int first, int count)
    {
        var slots = weights.OfSlots.Length;
        using var rented = new Scratch<TLane>(2 * slots, 2 * OnStack);
        var scratch = rented.Over(stackalloc TLane[2 * OnStack]);
        var scores = scratch[..slots];
        var present = scratch[slots..];
        for (var slot = 0; slot < slots; slot++)
        {
            scores[slot] = nodes[compiled.NodeOfSlot[slot]];
        }

        var (zero, one) = (TLane.Broadcast(0), TLane.Broadcast(1));
        var empty = Gaps.Close(scores, weights.OfSlots, scores, present);
        Write(scores, present, first, count, TLane.SelectEqual(empty, one, TLane.Broadcast(double.NaN), zero));
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
