using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>The columns of a table, read side by side.</summary>
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

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Read(int journey, scoped Span<TLane> scores)
    {
        var start = columns.Move(journey, ITileSource<TLane>.Tiles * TLane.Count);
        var marks = TLane.Broadcast(0);
        var lane = (nint)columns.Stride * sizeof(double);
        var tile = (nint)count * Unsafe.SizeOf<TLane>();
        ref var target = ref scores[..(ITileSource<TLane>.Tiles * count)][0];
        ref var column = ref columns.From(0);
        ref var ruler = ref rulers;
        ref var end = ref Unsafe.Add(ref target, count);
        while (Unsafe.IsAddressLessThan(ref target, ref end))
        {
            ref var source = ref column[start];
            CacheLine.Prefetch(in source, CacheLine.Ahead);
            if (ITileSource<TLane>.Tiles * TLane.Count > CacheLine.Doubles)
            {
                CacheLine.Prefetch(in source, CacheLine.Ahead + CacheLine.Doubles);
            }

            // Both are read before one is written, so that no reading waits for a writing.
            var (a, b) = (TLane.Load(in source), TLane.Load(in Unsafe.AddByteOffset(ref source, lane)));
            var (ofA, ofB) = (TRule.Score(in ruler, a), TRule.Score(in ruler, b));
            marks = TRule.Mark(TRule.Mark(marks, in ruler, a, ofA), in ruler, b, ofB);
            target = ofA;
            Unsafe.AddByteOffset(ref target, tile) = ofB;
            column = ref Unsafe.Add(ref column, 1);
            ruler = ref Unsafe.Add(ref ruler, 1);
            target = ref Unsafe.Add(ref target, 1);
        }

        return TLane.IsUnmarked(marks);
    }
}
