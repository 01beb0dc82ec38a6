using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>The columns of a table, read side by side, of which cells may be missing: the touchpoints that are there take their weight.</summary>
/// <param name="columns">The columns.</param>
/// <param name="rulers">The scales of the touchpoints.</param>
/// <param name="weights">What the touchpoints weigh; none is 0.</param>
/// <param name="sumExactly">Whether any of the weights sum without rounding.</param>
internal readonly ref struct GappedSource<TLane, TRule>(TableColumns<TLane> columns, Ruler<TLane>[] rulers, ReadOnlySpan<TLane> weights, bool sumExactly) : ITileSource<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
    where TRule : struct, ICellRule<TLane>
{
    private readonly TableColumns<TLane> columns = columns;
    private readonly ReadOnlySpan<TLane> weights = weights;

    public static bool HasShares => true;

    public static bool MayMiss => true;

    // The first step of Gaps is done while cells are read.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Read(int journey, scoped Span<TLane> scores, scoped Span<TLane> shares)
    {
        var count = weights.Length;
        var start = columns.Move(journey, ITileSource<TLane>.Tiles * TLane.Count);
        var zero = TLane.Broadcast(0);
        var marks = zero;
        var (foundA, sumA, errorA, foundB, sumB, errorB) = (zero, zero, zero, zero, zero, zero);
        var tile = (nint)count * Unsafe.SizeOf<TLane>();
        ref var score = ref scores[..(ITileSource<TLane>.Tiles * count)][0];
        ref var share = ref shares[..(ITileSource<TLane>.Tiles * (count + 1))][0];
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var column = ref columns.From(0);
        ref var ruler = ref MemoryMarshal.GetArrayDataReference(rulers);
        ref var end = ref Unsafe.Add(ref score, count);
        while (Unsafe.IsAddressLessThan(ref score, ref end))
        {
            columns.ReadTwo(ref column[start], out var a, out var b);
            var (ofA, ofB) = (TRule.Score(in ruler, a), TRule.Score(in ruler, b));
            marks = TRule.MarkUnlessMissing(TRule.MarkUnlessMissing(marks, in ruler, a, ofA), in ruler, b, ofB);
            foundA = TLane.SelectEqual(ofA, ofA, ofA, foundA);
            foundB = TLane.SelectEqual(ofB, ofB, ofB, foundB);
            var (keptA, keptB) = (TLane.SelectEqual(ofA, ofA, weight, zero), TLane.SelectEqual(ofB, ofB, weight, zero));
            Weights.Add(ref sumA, ref errorA, keptA, sumExactly);
            Weights.Add(ref sumB, ref errorB, keptB, sumExactly);
            score = ofA;
            Unsafe.AddByteOffset(ref score, tile) = ofB;
            share = keptA;
            Unsafe.AddByteOffset(ref share, tile) = keptB;
            column = ref Unsafe.Add(ref column, 1);
            ruler = ref Unsafe.Add(ref ruler, 1);
            weight = ref Unsafe.Add(ref weight, 1);
            score = ref Unsafe.Add(ref score, 1);
            share = ref Unsafe.Add(ref share, 1);
        }

        if (!TLane.IsUnmarked(marks))
        {
            return false;
        }

        Span<TLane> last = [foundA, foundB];
        var empty = shares[(ITileSource<TLane>.Tiles * count)..];
        (empty[0], empty[1]) = (sumA + errorA, sumB + errorB);
        if (!Gaps.Fill(scores, count, count, shares, last, empty))
        {
            foreach (ref var lane in empty)
            {
                lane = TLane.SelectEqual(lane, TLane.Broadcast(1), TLane.Broadcast(double.NaN), TLane.Broadcast(0));
            }
        }

        return true;
    }
}
