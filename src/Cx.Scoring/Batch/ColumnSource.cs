using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>The columns of a table, read side by side; none of their cells may be missing.</summary>
/// <param name="columns">The columns.</param>
/// <param name="rulers">The scales of the touchpoints.</param>
internal readonly ref struct ColumnSource<TLane, TRule>(TableColumns<TLane> columns, ReadOnlySpan<Ruler<ScalarLane>> rulers) : ITileSource<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
    where TRule : struct, ICellRule<TLane>
{
    private readonly TableColumns<TLane> columns = columns;
    private readonly ReadOnlySpan<Ruler<ScalarLane>> rulers = rulers;

    public static bool HasShares => false;

    public static bool MayMiss => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Read(int journey, scoped Span<PairLane<TLane>> scores, scoped Span<PairLane<TLane>> shares)
    {
        nint start = columns.Move(journey, PairLane<TLane>.Count);
        var (stride, areFew) = ((nint)columns.Stride, columns.AreFew);
        var marks = TLane.Broadcast(0);
        var score = new Walk<PairLane<TLane>>(scores[..rulers.Length]);
        var ruler = new ReadOnlyWalk<Ruler<ScalarLane>>(rulers);
        var column = new ReadOnlyWalk<Raw<double>>(columns.Columns[..rulers.Length]);
        for (; score.Goes; score.Next(), ruler.Next(), column.Next())
        {
            TableColumns<TLane>.ReadTwo(in column.Now, start, stride, areFew, out var a, out var b);
            var (ofA, ofB) = (TRule.Score(in ruler.Now, a), TRule.Score(in ruler.Now, b));
            marks = TRule.Mark(TRule.Mark(marks, in ruler.Now, a, ofA), in ruler.Now, b, ofB);
            score.Now = new(ofA, ofB);
        }

        return TLane.IsUnmarked(marks);
    }
}
