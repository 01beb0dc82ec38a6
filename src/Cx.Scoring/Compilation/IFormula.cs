using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>What a strategy computes, as a struct: the compiler knows which formula it compiles into a loop.</summary>
internal interface IFormula<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    TLane Of(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights);

    PairLane<TLane> Of(ReadOnlySpan<PairLane<TLane>> scores, ReadOnlySpan<PairLane<TLane>> weights);
}

/// <summary>The formula of a strategy.</summary>
internal readonly struct StrategyFormula<TLane, TStrategy>(TStrategy strategy) : IFormula<TLane>
    where TLane : unmanaged, ILane<TLane>
    where TStrategy : struct, ILaneStrategy<TStrategy>
{
    private readonly TStrategy strategy = strategy;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Of(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights) => strategy.Aggregate(scores, weights);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PairLane<TLane> Of(ReadOnlySpan<PairLane<TLane>> scores, ReadOnlySpan<PairLane<TLane>> weights) => strategy.Aggregate(scores, weights);
}

/// <summary>The formula of a strategy that ranks scores of equal weight.</summary>
internal readonly struct RankFormula<TLane>(RankShares<TLane> shares) : IFormula<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    public TLane Of(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights) => shares.Aggregate(scores);

    // Sorted at once there would be no registers for them.
    [SkipLocalsInit]
    public PairLane<TLane> Of(ReadOnlySpan<PairLane<TLane>> scores, ReadOnlySpan<PairLane<TLane>> weights)
    {
        Span<TLane> scratch = stackalloc TLane[(2 * RankShares<TLane>.Most) + 1];
        var aligned = CacheLine.Aligned(scratch);
        var low = aligned[..scores.Length];
        var high = aligned.Slice(scores.Length, scores.Length);
        for (var i = 0; i < scores.Length; i++)
        {
            (low[i], high[i]) = (scores[i].Low, scores[i].High);
        }

        return new(shares.Aggregate(low), shares.Aggregate(high));
    }
}
