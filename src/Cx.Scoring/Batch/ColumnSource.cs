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
    private readonly ref Ruler<TLane> rulers;
    private readonly int count;

    public ColumnSource(TableColumns<TLane> columns, Ruler<TLane>[] rulers)
    {
        this.columns = columns;
        this.rulers = ref MemoryMarshal.GetArrayDataReference(rulers);
        count = rulers.Length;
    }

    public static bool HasShares => false;

    public static bool MayMiss => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Read(int journey, scoped Span<TLane> scores, scoped Span<TLane> shares)
    {
        var start = columns.Move(journey, ITileSource<TLane>.Tiles * TLane.Count);
        var marks = TLane.Broadcast(0);
        var tile = (nint)count * Unsafe.SizeOf<TLane>();
        ref var score = ref scores[..(ITileSource<TLane>.Tiles * count)][0];
        ref var column = ref columns.From(0);
        ref var ruler = ref rulers;
        ref var end = ref Unsafe.Add(ref score, count);
        while (Unsafe.IsAddressLessThan(ref score, ref end))
        {
            columns.ReadTwo(ref column[start], out var a, out var b);
            var (ofA, ofB) = (TRule.Score(in ruler, a), TRule.Score(in ruler, b));
            marks = TRule.Mark(TRule.Mark(marks, in ruler, a, ofA), in ruler, b, ofB);
            score = ofA;
            Unsafe.AddByteOffset(ref score, tile) = ofB;
            column = ref Unsafe.Add(ref column, 1);
            ruler = ref Unsafe.Add(ref ruler, 1);
            score = ref Unsafe.Add(ref score, 1);
        }

        return TLane.IsUnmarked(marks);
    }
}
