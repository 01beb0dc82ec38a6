using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Aggregation;

/// <summary>A strategy whose formula is written once, over lanes. Implement <see cref="ILaneStrategy{TSelf}"/>.</summary>
public interface ILaneStrategy : IAggregationStrategy
{
    /// <summary>Hands the formula to a visitor under its own type, so that generic code is specialised for it.</summary>
    internal void Accept(ILaneVisitor visitor);

    /// <summary>The formula at any width.</summary>
    internal TLane InLanes<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>;
}

/// <summary>A strategy whose formula is written once, generic over a lane: one journey, or several side by side.</summary>
/// <typeparam name="TSelf">The strategy itself, a readonly struct: so the formula is compiled into the loop that calls it.</typeparam>
/// <remarks>
/// <para>The one formula serves a single journey and every vector width, with the same bits. Use the operators of
/// <see cref="ILane{TSelf}"/> and the sums of <see cref="LaneMath"/>; where a formula would branch on a score, select instead.</para>
/// <para>Unlike the span form, the lane form meets weights of 0: a touchpoint that is missing in one of the journeys side by side
/// stands there with weight 0 and the score of another one that is present in that journey. So sums and extrema need not look for it; what counts
/// touchpoints or looks at places must. At least one weight is positive.</para>
/// </remarks>
public interface ILaneStrategy<TSelf> : ILaneStrategy
    where TSelf : struct, ILaneStrategy<TSelf>
{
    /// <summary>Aggregates the scores of the journeys that lie side by side in the lanes.</summary>
    /// <param name="scores">One lane a touchpoint, scores in [0,1], 1 is best.</param>
    /// <param name="weights">One lane a score, weights summing to 1 in every journey; 0 where the touchpoint is absent.</param>
    /// <returns>One score in [0,1] a journey.</returns>
    TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>;

    /// <inheritdoc/>
    double IAggregationStrategy.Aggregate(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights) =>
        weights.Contains(0) && this is not IPositionalStrategy
            ? LaneAggregation.AggregatePresent(this, scores, weights)
            : ((TSelf)this).Aggregate(ScalarLane.Of(scores), ScalarLane.Of(weights)).Value;

    /// <inheritdoc/>
    void ILaneStrategy.Accept(ILaneVisitor visitor) => visitor.Visit(new StrategyFormula<TSelf>((TSelf)this));

    /// <inheritdoc/>
    TLane ILaneStrategy.InLanes<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights) => ((TSelf)this).Aggregate(scores, weights);
}

/// <summary>What wants to meet a formula under its own type.</summary>
internal interface ILaneVisitor
{
    void Visit<TFormula>(TFormula formula)
        where TFormula : struct, ILaneFormula;

    /// <summary>Meets a formula that does not ask for the scores themselves.</summary>
    void VisitMoments<TFormula>(TFormula formula)
        where TFormula : struct, IMomentFormula;
}

/// <summary>What a strategy computes: its formula, or the one that it comes to under its parameters.</summary>
internal interface ILaneFormula
{
    /// <inheritdoc cref="ILaneStrategy{TSelf}.Aggregate"/>
    TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>;
}

/// <summary>The formula of a strategy.</summary>
internal readonly struct StrategyFormula<TStrategy>(TStrategy strategy) : ILaneFormula
    where TStrategy : struct, ILaneStrategy<TStrategy>
{
    private readonly TStrategy strategy = strategy;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane> => strategy.Aggregate(scores, weights);
}
