using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>The columns of the weights of a table, and then those of its cells; none of the cells may be missing and none of the weights 0.</summary>
internal readonly ref struct WeighedSource<TLane, TRule> : IMomentSource<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
    where TRule : struct, ICellRule<TLane>
{
    private readonly ColumnSource<TLane, TRule> cells;
    private readonly TableColumns<TLane> ofWeights;
    private readonly int touchpoints;

    public WeighedSource(TableColumns<TLane> columns, TableColumns<TLane> weights, Ruler<ScalarLane>[] rulers)
    {
        cells = new(columns, rulers);
        ofWeights = weights;
        touchpoints = rulers.Length;
    }

    public static bool HasShares => true;

    public static bool MayMiss => false;

    public int Read(int journey, scoped Span<PairLane<TLane>> scores, scoped Span<PairLane<TLane>> shares)
    {
        var (sum, least, greatest) = (default(PairLane<TLane>), default(PairLane<TLane>), default(PairLane<TLane>));
        return Add<AsksForScores>(journey, scores, shares[..touchpoints], ref sum, ref least, ref greatest) ? touchpoints : 0;
    }

    public int Add<TAsking>(
        nint journey,
        int count,
        ReadOnlySpan<TLane> weights,
        scoped Span<PairLane<TLane>> kept,
        ref PairLane<TLane> sum,
        ref PairLane<TLane> least,
        ref PairLane<TLane> greatest)
        where TAsking : IAsksForMoments => Add<TAsking>((int)journey, kept[..count], kept[count..], ref sum, ref least, ref greatest) ? count : 0;

    // The weights first, whose sum the scores wait for; false also where one of them is 0, or no weight.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Add<TAsking>(
        int journey,
        scoped Span<PairLane<TLane>> scores,
        scoped Span<PairLane<TLane>> shares,
        ref PairLane<TLane> sum,
        ref PairLane<TLane> least,
        ref PairLane<TLane> greatest)
        where TAsking : IAsksForMoments
    {
        // Where they stand is asked before anything is computed: across a call no vector stays in its register.
        nint start = ofWeights.Move(journey, PairLane<TLane>.Count);
        var startOfCells = cells.Move(journey);
        var (stride, areFew) = ((nint)ofWeights.Stride, ofWeights.AreFew);
        var (lightest, heaviest) = (TLane.Broadcast(Weights.Greatest), TLane.Broadcast(0));
        var total = PairLane<TLane>.Broadcast(0);
        var share = new Walk<PairLane<TLane>>(shares);
        var column = new ReadOnlyWalk<Raw<double>>(ofWeights.Columns[..shares.Length]);
        for (; share.Goes; share.Next(), column.Next())
        {
            TableColumns<TLane>.ReadTwo(in column.Now, start, stride, areFew, out var a, out var b);
            lightest = TLane.Min(lightest, TLane.Min(a, b));
            heaviest = TLane.Max(heaviest, TLane.Max(a, b));
            var both = new PairLane<TLane>(a, b);
            total += both;
            share.Now = both;
        }

        // NaN is no extremum, but it is the sum.
        return TLane.AllEqual(TLane.Max(lightest, TLane.Broadcast(Weights.Least)), lightest)
            && TLane.AllEqual(TLane.Min(heaviest, TLane.Broadcast(Weights.Greatest)), heaviest)
            && TLane.AllEqual(total.Low + total.High, total.Low + total.High)
            && cells.AddUnderOwn<TAsking>(startOfCells, scores, shares, new(total), ref sum, ref least, ref greatest);
    }
}
