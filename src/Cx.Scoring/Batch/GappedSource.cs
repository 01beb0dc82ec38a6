using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>The columns of a table, read side by side, of which cells may be missing: the touchpoints that are there take their weight.</summary>
internal readonly ref struct GappedSource<TLane, TRule>(TableColumns<TLane> columns, Ruler<TLane>[] rulers, ReadOnlySpan<TLane> weights, bool sumExactly) : ITileSource<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
    where TRule : struct, ICellRule<TLane>
{
    private readonly ColumnSource<TLane, WithGaps<TLane, TRule>> cells = new(columns, rulers);
    private readonly ReadOnlySpan<TLane> weights = weights;

    public static bool HasShares => true;

    public static bool MayMiss => true;

    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    public bool Read(int journey, scoped Span<TLane> scores, scoped Span<TLane> shares)
    {
        if (!cells.Read(journey, scores, default))
        {
            return false;
        }

        var count = weights.Length;
        Span<TLane> last = stackalloc TLane[ITileSource<TLane>.Tiles];
        var empty = shares[(ITileSource<TLane>.Tiles * count)..][..ITileSource<TLane>.Tiles];
        Gaps.Weigh(scores, count, count, weights, 0, sumExactly, shares, last, empty);
        if (!Gaps.Fill(scores, count, count, shares, last, empty))
        {
            foreach (ref var lane in empty)
            {
                lane = TLane.SelectEqual(lane, TLane.Broadcast(1), TLane.Broadcast(double.NaN), TLane.Broadcast(0));
            }
        }

        return true;
    }
}
