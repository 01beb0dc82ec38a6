using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>The columns of a table, read side by side, of which cells may be missing: the touchpoints that are there take their weight.</summary>
/// <param name="columns">The columns.</param>
/// <param name="rulers">The scales of the touchpoints.</param>
/// <param name="weights">What the touchpoints weigh; none is 0.</param>
internal readonly ref struct GappedSource<TLane, TRule>(TableColumns<TLane> columns, Ruler<ScalarLane>[] rulers, ReadOnlySpan<TLane> weights) : ITileSource<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
    where TRule : struct, ICellRule<TLane>
{
    private const int WithoutLook = 2;

    private readonly TableColumns<TLane> columns = columns;
    private readonly ReadOnlySpan<TLane> weights = weights;

    public static bool HasShares => true;

    public static bool MayMiss => true;

    // What Gaps does, while cells are read: but a missing score repeats the one before it, so that only the first ones are written twice.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Read(int journey, scoped Span<PairLane<TLane>> scores, scoped Span<PairLane<TLane>> shares)
    {
        var count = weights.Length;
        nint start = columns.Move(journey, PairLane<TLane>.Count);
        var (stride, areFew) = ((nint)columns.Stride, columns.AreFew);
        var zero = PairLane<TLane>.Broadcast(0);
        var marks = zero.Low;
        var (found, sum) = (PairLane<TLane>.Broadcast(double.NaN), zero);
        ref var score = ref scores[..count][0];
        ref var share = ref shares[..(count + 1)][0];
        ref var weight = ref MemoryMarshal.GetReference(weights);
        ref var column = ref columns.From(0);
        ref var ruler = ref MemoryMarshal.GetArrayDataReference(rulers);
        ref var end = ref Unsafe.Add(ref score, count);
        while (Unsafe.IsAddressLessThan(ref score, ref end))
        {
            TableColumns<TLane>.ReadTwo(ref column[start], stride, areFew, out var a, out var b);
            var (ofA, ofB) = (TRule.Score(in ruler, a), TRule.Score(in ruler, b));
            marks = TRule.MarkUnlessMissing(TRule.MarkUnlessMissing(marks, in ruler, a, ofA), in ruler, b, ofB);
            found = new(TLane.BlendEqual(ofA, ofA, ofA, found.Low), TLane.BlendEqual(ofB, ofB, ofB, found.High));
            var kept = new PairLane<TLane>(TLane.IfNumber(ofA, weight), TLane.IfNumber(ofB, weight));
            sum += kept;
            (score, share) = (found, kept);
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

        // A journey in which nothing is measured gets the share 1 for a score of 0, and NaN is added to it.
        var empty = PairLane<TLane>.SelectEqual(sum, zero, PairLane<TLane>.Broadcast(1), zero);

        // Before the first score that is there stands the last. The first cells are taken without a look, which the processor would foretell wrongly; few journeys miss more.
        found = PairLane<TLane>.SelectEqual(found, found, found, zero);
        score = ref scores[0];
        ref var looked = ref Unsafe.Add(ref score, WithoutLook);
        while (Unsafe.IsAddressLessThan(ref score, ref end) && (Unsafe.IsAddressLessThan(ref score, ref looked) || !AreThere(in score)))
        {
            score = PairLane<TLane>.SelectEqual(score, score, score, found);
            score = ref Unsafe.Add(ref score, 1);
        }

        Weights.Divide(shares[..count], PairLane<TLane>.Max(empty, sum));
        share = PairLane<TLane>.SelectEqual(empty, PairLane<TLane>.Broadcast(1), PairLane<TLane>.Broadcast(double.NaN), zero);
        shares[0] = PairLane<TLane>.Max(empty, shares[0]);
        return true;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreThere(ref readonly PairLane<TLane> scores) => TLane.AllEqual(scores.Low, scores.Low) && TLane.AllEqual(scores.High, scores.High);
}
