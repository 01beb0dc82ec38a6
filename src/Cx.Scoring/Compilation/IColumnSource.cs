using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>A source whose journeys are read some touchpoints at a time, under the weights of the model, and as often as is wanted.</summary>
internal interface IColumnSource<TLane> : IMomentSource<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    /// <summary>How many touchpoints are best read side by side at most.</summary>
    static abstract int Together { get; }

    /// <summary>Reads some touchpoints of a tile.</summary>
    /// <typeparam name="TAsking">Who asks, and so what is computed; no more than the mean.</typeparam>
    /// <param name="journey">The first journey.</param>
    /// <param name="touchpoint">The first touchpoint.</param>
    /// <param name="count">How many touchpoints.</param>
    /// <param name="weights">The weights of all touchpoints.</param>
    /// <param name="lost">What the sum has lost to rounding, one pair, where that is carried along (<see cref="IAsksForMoments.CarriesLost"/>).</param>
    /// <param name="sum">What <see cref="RunningMoments.Add"/> makes of them.</param>
    /// <param name="least">Likewise.</param>
    /// <param name="greatest">Likewise.</param>
    /// <returns>False where some cell is not as it may be, and what was received means nothing.</returns>
    bool AddSome<TAsking>(
        nint journey,
        int touchpoint,
        int count,
        ReadOnlySpan<TLane> weights,
        scoped Span<PairLane<TLane>> lost,
        ref PairLane<TLane> sum,
        ref PairLane<TLane> least,
        ref PairLane<TLane> greatest)
        where TAsking : IAsksForMoments;

    /// <summary>Reads them again, once the mean is known.</summary>
    /// <typeparam name="TAsking">Who asks.</typeparam>
    /// <param name="journey">As <see cref="AddSome"/>, likewise the next three.</param>
    /// <param name="touchpoint">Likewise.</param>
    /// <param name="count">Likewise.</param>
    /// <param name="weights">Likewise.</param>
    /// <param name="mean">The mean of each journey.</param>
    /// <param name="lost">What squares and rest have lost to rounding, two pairs, where that is carried along.</param>
    /// <param name="squares">What <see cref="RunningMoments.AddAgain"/> makes of them.</param>
    /// <param name="rest">Likewise.</param>
    void AddAgain<TAsking>(
        nint journey,
        int touchpoint,
        int count,
        ReadOnlySpan<TLane> weights,
        PairLane<TLane> mean,
        scoped Span<PairLane<TLane>> lost,
        ref PairLane<TLane> squares,
        ref PairLane<TLane> rest)
        where TAsking : IAsksForMoments;
}
