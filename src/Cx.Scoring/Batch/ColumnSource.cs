using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>The columns of a table, read side by side; none of their cells may be missing.</summary>
internal readonly ref struct ColumnSource<TLane, TRule> : ITileSource<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
    where TRule : struct, ICellRule<TLane>
{
    private readonly TableColumns<TLane> columns;
    private readonly ref Ruler<ScalarLane> rulers;
    private readonly int count;

    public ColumnSource(TableColumns<TLane> columns, Ruler<ScalarLane>[] rulers)
    {
        this.columns = columns;
        this.rulers = ref MemoryMarshal.GetArrayDataReference(rulers);
        count = rulers.Length;
    }

    public static bool HasShares => false;

    public static bool MayMiss => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Read(int journey, scoped Span<PairLane<TLane>> scores, scoped Span<PairLane<TLane>> shares)
    {
        nint start = columns.Move(journey, PairLane<TLane>.Count);
        var (stride, areFew) = ((nint)columns.Stride, columns.AreFew);
        var marks = TLane.Broadcast(0);
        ref var score = ref scores[..count][0];
        ref var column = ref columns.From(0);
        ref var ruler = ref rulers;
        ref var end = ref Unsafe.Add(ref score, count);
        while (Unsafe.IsAddressLessThan(ref score, ref end))
        {
            TableColumns<TLane>.ReadTwo(ref column[start], stride, areFew, out var a, out var b);
            var (ofA, ofB) = (TRule.Score(in ruler, a), TRule.Score(in ruler, b));
            marks = TRule.Mark(TRule.Mark(marks, in ruler, a, ofA), in ruler, b, ofB);
            score = new(ofA, ofB);
            column = ref Unsafe.Add(ref column, 1);
            ruler = ref Unsafe.Add(ref ruler, 1);
            score = ref Unsafe.Add(ref score, 1);
        }

        return TLane.IsUnmarked(marks);
    }
}
