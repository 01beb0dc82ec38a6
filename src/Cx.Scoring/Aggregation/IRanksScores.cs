using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Aggregation;

/// <summary>A strategy that asks of a score only its rank where all scores weigh the same.</summary>
internal interface IRanksScores
{
    /// <summary>What each rank counts under these weights; null where that is not settled before the scores are known.</summary>
    RankShares<TLane>? Shares<TLane>(ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>;
}
