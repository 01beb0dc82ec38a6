using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>The columns of a table and those of its weights, read side by side; none of the cells may be missing and none of the weights 0.</summary>
internal readonly ref struct WeighedSource<TLane, TRule> : ITileSource<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
    where TRule : struct, ICellRule<TLane>
{
    private readonly TableColumns<TLane> columns;
    private readonly TableColumns<TLane> weights;
    private readonly ref Ruler<TLane> rulers;
    private readonly int count;

    public WeighedSource(TableColumns<TLane> columns, TableColumns<TLane> weights, Ruler<TLane>[] rulers)
    {
        this.columns = columns;
        this.weights = weights;
        this.rulers = ref MemoryMarshal.GetArrayDataReference(rulers);
        count = rulers.Length;
    }

    public static bool HasShares => true;

    public static bool MayMiss => false;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Read(int journey, scoped Span<TLane> scores, scoped Span<TLane> shares)
    {
        var start = columns.Move(journey, ITileSource<TLane>.Tiles * TLane.Count);
        var startOfWeights = weights.Move(journey, ITileSource<TLane>.Tiles * TLane.Count);
        var zero = TLane.Broadcast(0);
        var (marks, least, greatest) = (zero, TLane.Broadcast(Weights.Greatest), zero);
        var (sumA, errorA, sumB, errorB) = (zero, zero, zero, zero);
        var tile = (nint)count * Unsafe.SizeOf<TLane>();
        ref var score = ref scores[..(ITileSource<TLane>.Tiles * count)][0];
        ref var share = ref shares[..(ITileSource<TLane>.Tiles * count)][0];
        ref var column = ref columns.From(0);
        ref var columnOfWeights = ref weights.From(0);
        ref var ruler = ref rulers;
        ref var end = ref Unsafe.Add(ref score, count);
        while (Unsafe.IsAddressLessThan(ref score, ref end))
        {
            columns.ReadTwo(ref column[start], out var a, out var b);
            var (ofA, ofB) = (TRule.Score(in ruler, a), TRule.Score(in ruler, b));
            marks = TRule.Mark(TRule.Mark(marks, in ruler, a, ofA), in ruler, b, ofB);
            score = ofA;
            Unsafe.AddByteOffset(ref score, tile) = ofB;

            weights.ReadTwo(ref columnOfWeights[startOfWeights], out var weightA, out var weightB);
            least = TLane.Min(least, TLane.Min(weightA, weightB));
            greatest = TLane.Max(greatest, TLane.Max(weightA, weightB));
            Weights.Add(ref sumA, ref errorA, weightA);
            Weights.Add(ref sumB, ref errorB, weightB);
            share = weightA;
            Unsafe.AddByteOffset(ref share, tile) = weightB;

            column = ref Unsafe.Add(ref column, 1);
            columnOfWeights = ref Unsafe.Add(ref columnOfWeights, 1);
            ruler = ref Unsafe.Add(ref ruler, 1);
            score = ref Unsafe.Add(ref score, 1);
            share = ref Unsafe.Add(ref share, 1);
        }

        // NaN is no extremum, but it is the sum.
        var (totalA, totalB) = (sumA + errorA, sumB + errorB);
        var areWeights = TLane.AllEqual(TLane.Max(least, TLane.Broadcast(Weights.Least)), least)
            && TLane.AllEqual(TLane.Min(greatest, TLane.Broadcast(Weights.Greatest)), greatest) && TLane.AllEqual(totalA + totalB, totalA + totalB);
        Weights.Divide(shares[..count], totalA);
        Weights.Divide(shares.Slice(count, count), totalB);
        return TLane.IsUnmarked(marks) && areWeights;
    }
}
