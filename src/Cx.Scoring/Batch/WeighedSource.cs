using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>The columns of a table and those of its weights, read side by side; none of the cells may be missing and none of the weights 0.</summary>
internal readonly ref struct WeighedSource<TLane, TRule> : ITileSource<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
    where TRule : struct, ICellRule<TLane>
{
    private readonly ColumnSource<TLane, TRule> cells;
    private readonly TableColumns<TLane> weights;
    private readonly int count;

    public WeighedSource(TableColumns<TLane> columns, TableColumns<TLane> weights, Ruler<TLane>[] rulers)
    {
        cells = new(columns, rulers);
        this.weights = weights;
        count = rulers.Length;
    }

    public static bool HasShares => true;

    public static bool MayMiss => false;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Read(int journey, scoped Span<TLane> scores, scoped Span<TLane> shares)
    {
        if (!cells.Read(journey, scores, default))
        {
            return false;
        }

        var start = weights.Move(journey, ITileSource<TLane>.Tiles * TLane.Count);
        var zero = TLane.Broadcast(0);
        var (least, greatest) = (TLane.Broadcast(Weights.Greatest), zero);
        var (sumA, errorA, sumB, errorB) = (zero, zero, zero, zero);
        var tile = (nint)count * Unsafe.SizeOf<TLane>();
        ref var share = ref shares[..(ITileSource<TLane>.Tiles * count)][0];
        ref var column = ref weights.From(0);
        ref var end = ref Unsafe.Add(ref share, count);
        while (Unsafe.IsAddressLessThan(ref share, ref end))
        {
            weights.ReadTwo(ref column[start], out var a, out var b);
            least = TLane.Min(least, TLane.Min(a, b));
            greatest = TLane.Max(greatest, TLane.Max(a, b));
            Weights.Add(ref sumA, ref errorA, a);
            Weights.Add(ref sumB, ref errorB, b);
            share = a;
            Unsafe.AddByteOffset(ref share, tile) = b;
            column = ref Unsafe.Add(ref column, 1);
            share = ref Unsafe.Add(ref share, 1);
        }

        // NaN is no extremum, but it is the sum.
        var (totalA, totalB) = (sumA + errorA, sumB + errorB);
        if (!(TLane.AllEqual(TLane.Max(least, TLane.Broadcast(Weights.Least)), least)
            && TLane.AllEqual(TLane.Min(greatest, TLane.Broadcast(Weights.Greatest)), greatest)
            && TLane.AllEqual(totalA + totalB, totalA + totalB)))
        {
            return false;
        }

        Weights.Divide(shares[..count], totalA);
        Weights.Divide(shares.Slice(count, count), totalB);
        return true;
    }
}
