using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>A source in which nothing is missing: the moments of a journey are added up while it is read.</summary>
internal interface IMomentSource<TLane> : ITileSource<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    /// <summary>Reads a tile.</summary>
    /// <typeparam name="TAsking">Who asks, and so what is computed. Where it is the variance the scores are kept.</typeparam>
    /// <param name="journey">The first journey.</param>
    /// <param name="count">How many touchpoints there are; where scores are those of rows, the most that a journey may have.</param>
    /// <param name="weights">The weights of all touchpoints, which all journeys have in common; they do not hold where each has shares of its own.</param>
    /// <param name="kept">Receives the scores, one pair a touchpoint, if they are asked for; behind them, needed or not, stand as many shares, if each journey has its own.</param>
    /// <param name="sum">What <see cref="RunningMoments.Add"/> makes of them.</param>
    /// <param name="least">Likewise.</param>
    /// <param name="greatest">Likewise.</param>
    /// <returns>How many scores each journey has, with those that weigh 0; 0 where some cell or weight is not as it may be, and what was received means nothing.</returns>
    int Add<TAsking>(
        nint journey,
        int count,
        ReadOnlySpan<TLane> weights,
        scoped Span<PairLane<TLane>> kept,
        ref PairLane<TLane> sum,
        ref PairLane<TLane> least,
        ref PairLane<TLane> greatest)
        where TAsking : IAsksForMoments;
}
