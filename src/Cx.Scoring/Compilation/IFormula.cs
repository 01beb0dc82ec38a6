using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>What a strategy computes, as a struct: the compiler knows which formula it compiles into a loop.</summary>
internal interface IFormula<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    TLane Of(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights);

    /// <summary>The same for pairs of lanes; the scores may be overwritten.</summary>
    PairLane<TLane> Of(Span<PairLane<TLane>> scores, ReadOnlySpan<PairLane<TLane>> weights);
}

/// <summary>A formula over any lanes.</summary>
internal readonly struct LaneFormula<TLane, TFormula>(TFormula formula) : IFormula<TLane>
    where TLane : unmanaged, ILane<TLane>
    where TFormula : struct, ILaneFormula
{
    private readonly TFormula formula = formula;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Of(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights) => formula.Aggregate(scores, weights);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PairLane<TLane> Of(Span<PairLane<TLane>> scores, ReadOnlySpan<PairLane<TLane>> weights) => formula.Aggregate<PairLane<TLane>>(scores, weights);
}

/// <summary>The formula of a strategy that ranks scores of equal weight.</summary>
internal readonly struct RankFormula<TLane>(RankShares<TLane> shares) : IFormula<TLane>
    where TLane : unmanaged, ILane<TLane>
{
    public TLane Of(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights) => shares.Aggregate(scores);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public PairLane<TLane> Of(Span<PairLane<TLane>> scores, ReadOnlySpan<PairLane<TLane>> weights) => shares.Aggregate(scores);
}

/// <summary>A strategy that has only the span form, for journeys alone.</summary>
internal readonly struct SpanFormula(IAggregationStrategy strategy) : IFormula<ScalarLane>
{
    public ScalarLane Of(ReadOnlySpan<ScalarLane> scores, ReadOnlySpan<ScalarLane> weights) =>
        new(strategy.Aggregate(MemoryMarshal.Cast<ScalarLane, double>(scores), MemoryMarshal.Cast<ScalarLane, double>(weights)));

    public PairLane<ScalarLane> Of(Span<PairLane<ScalarLane>> scores, ReadOnlySpan<PairLane<ScalarLane>> weights) => strategy.AggregateLanes<PairLane<ScalarLane>>(scores, weights);
}
