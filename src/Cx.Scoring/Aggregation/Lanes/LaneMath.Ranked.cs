namespace Cx.Scoring.Aggregation.Lanes;

/// <content>Aggregation by rank.</content>
public static partial class LaneMath
{
    private const int OnStack = 32;

    /// <summary>Σ cᵢx₍ᵢ₎ / Σ cᵢ over the sorted scores, where cᵢ depends on the weight cumulated before and up to the i-th.</summary>
    internal static TLane Ranked<TLane, TRankWeights>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights, TRankWeights counts)
        where TLane : unmanaged, ILane<TLane>
        where TRankWeights : struct, IRankWeights
    {
        var count = scores.Length;
        using var rented = new Scratch<TLane>(2 * count, 2 * OnStack);
        var scratch = rented.Over(stackalloc TLane[2 * OnStack]);
        var sorted = scratch[..count];
        var byRank = scratch[count..];
        scores.CopyTo(sorted);
        weights.CopyTo(byRank);
        LaneSort.Ascending(sorted, byRank);

        var cumulated = LaneSum<TLane>.Zero;
        var sum = LaneSum<TLane>.Zero;
        var total = LaneSum<TLane>.Zero;
        var before = TLane.Broadcast(0);
        for (var rank = 0; rank < count; rank++)
        {
            var i = counts.FromTheBest ? count - 1 - rank : rank;
            cumulated.Add(byRank[i]);
            var after = cumulated.Value;
            var counted = counts.Of(before, after);
            sum.Add(counted * sorted[i]);
            total.Add(counted);
            before = after;
        }

        return TLane.Max(Minimum(scores, weights), TLane.Min(Maximum(scores, weights), sum.Value / total.Value));
    }
}
