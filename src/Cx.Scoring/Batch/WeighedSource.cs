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

    public WeighedSource(TableColumns<TLane> columns, TableColumns<TLane> weights, Ruler<ScalarLane>[] rulers)
    {
        cells = new(columns, rulers);
        this.weights = weights;
        count = rulers.Length;
    }

    public static bool HasShares => true;

    public static bool MayMiss => false;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Read(int journey, scoped Span<PairLane<TLane>> scores, scoped Span<PairLane<TLane>> shares)
    {
        if (cells.Read(journey, scores, default) == 0)
        {
            return 0;
        }

        nint start = weights.Move(journey, PairLane<TLane>.Count);
        var (stride, areFew) = ((nint)weights.Stride, weights.AreFew);
        var (least, greatest) = (TLane.Broadcast(Weights.Greatest), TLane.Broadcast(0));
        var total = PairLane<TLane>.Broadcast(0);
        var share = new Walk<PairLane<TLane>>(shares[..count]);
        var column = new ReadOnlyWalk<Raw<double>>(weights.Columns[..count]);
        for (; share.Goes; share.Next(), column.Next())
        {
            TableColumns<TLane>.ReadTwo(in column.Now, start, stride, areFew, out var a, out var b);
            least = TLane.Min(least, TLane.Min(a, b));
            greatest = TLane.Max(greatest, TLane.Max(a, b));
            var both = new PairLane<TLane>(a, b);
            total += both;
            share.Now = both;
        }

        // NaN is no extremum, but it is the sum.
        if (!(TLane.AllEqual(TLane.Max(least, TLane.Broadcast(Weights.Least)), least)
            && TLane.AllEqual(TLane.Min(greatest, TLane.Broadcast(Weights.Greatest)), greatest)
            && TLane.AllEqual(total.Low + total.High, total.Low + total.High)))
        {
            return 0;
        }

        Weights.Divide(shares[..count], total);
        return count;
    }
}
