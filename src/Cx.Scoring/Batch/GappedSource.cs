using System.Runtime.CompilerServices;
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
    public int Read(int journey, scoped Span<PairLane<TLane>> scores, scoped Span<PairLane<TLane>> shares)
    {
        var count = weights.Length;
        nint start = columns.Move(journey, PairLane<TLane>.Count);
        var (stride, areFew) = ((nint)columns.Stride, columns.AreFew);
        var zero = PairLane<TLane>.Broadcast(0);
        var marks = zero.Low;
        var (found, sum) = (PairLane<TLane>.Broadcast(double.NaN), zero);
        var score = new Walk<PairLane<TLane>>(scores[..count]);
        var share = new Walk<PairLane<TLane>>(shares[..count]);
        var weight = new ReadOnlyWalk<TLane>(weights);
        var ruler = new ReadOnlyWalk<Ruler<ScalarLane>>(rulers.AsSpan(0, count));
        var column = new ReadOnlyWalk<Raw<double>>(columns.Columns[..count]);
        for (; score.Goes; score.Next(), share.Next(), weight.Next(), ruler.Next(), column.Next())
        {
            TableColumns<TLane>.ReadTwo(in column.Now, start, stride, areFew, out var a, out var b);
            var x = TRule.Score(in ruler.Now, new PairLane<TLane>(a, b));
            marks = TRule.MarkUnlessMissing(TRule.MarkUnlessMissing(marks, in ruler.Now, a, x.Low), in ruler.Now, b, x.High);
            found = new(TLane.BlendEqual(x.Low, x.Low, x.Low, found.Low), TLane.BlendEqual(x.High, x.High, x.High, found.High));
            var given = PairLane<TLane>.Common(in weight.Now);
            var kept = new PairLane<TLane>(TLane.IfNumber(x.Low, given.Low), TLane.IfNumber(x.High, given.High));
            sum += kept;
            (score.Now, share.Now) = (found, kept);
        }

        if (!TLane.IsUnmarked(marks))
        {
            return 0;
        }

        // A journey in which nothing is measured gets the share 1 for a score of 0, and NaN is added to it.
        var empty = PairLane<TLane>.SelectEqual(sum, zero, PairLane<TLane>.Broadcast(1), zero);

        // Before the first score that is there stands the last. The first cells are taken without a look, which the processor would foretell wrongly; few journeys miss more.
        found = PairLane<TLane>.SelectEqual(found, found, found, zero);
        for (var slot = 0; slot < count && (slot < WithoutLook || !AreThere(in scores[slot])); slot++)
        {
            scores[slot] = PairLane<TLane>.SelectEqual(scores[slot], scores[slot], scores[slot], found);
        }

        Weights.Divide(shares[..count], PairLane<TLane>.Max(empty, sum));
        shares[count] = PairLane<TLane>.SelectEqual(empty, PairLane<TLane>.Broadcast(1), PairLane<TLane>.Broadcast(double.NaN), zero);
        shares[0] = PairLane<TLane>.Max(empty, shares[0]);
        return count;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreThere(ref readonly PairLane<TLane> scores) => TLane.AllEqual(scores.Low, scores.Low) && TLane.AllEqual(scores.High, scores.High);
}
