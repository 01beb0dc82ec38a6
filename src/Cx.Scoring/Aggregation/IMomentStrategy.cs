using System.Globalization;
using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Aggregation;

/// <summary>A strategy that asks for mean, variance and extremes of the scores and not for the scores themselves.</summary>
/// <typeparam name="TSelf">The strategy itself, a readonly struct.</typeparam>
/// <remarks>
/// <para>Its formula is written once, over lanes, as that of any <see cref="ILaneStrategy{TSelf}"/>. A complete table that goes touchpoint after touchpoint, or brings weights of its own, is added up while it is read,
/// and so are rows of a single touchpoint; elsewhere the library forms the moments of the scores.</para>
/// <para>Nobody asks for the form on spans of an <see cref="ILaneStrategy{TSelf}"/>, should the strategy still have it.</para>
/// </remarks>
public interface IMomentStrategy<TSelf> : ILaneStrategy<TSelf>
    where TSelf : struct, IMomentStrategy<TSelf>
{
    /// <summary>What it asks, a constant.</summary>
    static abstract ScoreMoments Asks { get; }

    /// <summary>Aggregates the journeys that lie side by side in the lanes.</summary>
    /// <param name="mean">The weighted mean, in [0,1]; 0 where it was not asked for, as with the others.</param>
    /// <param name="variance">The population variance, in [0,1/4] but for rounding.</param>
    /// <param name="least">The least score, in [0,1].</param>
    /// <param name="greatest">The greatest score, in [0,1].</param>
    /// <returns>One score in [0,1] a journey.</returns>
    TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
        where TLane : unmanaged, ILane<TLane>;

    /// <inheritdoc/>
    TLane ILaneStrategy<TSelf>.Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights) => Formula.Aggregate(scores, weights);

    /// <inheritdoc/>
    double IAggregationStrategy.Aggregate(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights) =>
        weights.Contains(0)
            ? LaneAggregation.AggregatePresent(this, scores, weights)
            : Formula.Aggregate(ScalarLane.Of(scores), ScalarLane.Of(weights)).Value;

    /// <inheritdoc/>
    void ILaneStrategy.Accept(ILaneVisitor visitor)
    {
        if (!Enum.IsDefined(TSelf.Asks))
        {
            throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"Strategy '{Name}' asks for {(int)TSelf.Asks}, which is none of {nameof(ScoreMoments)}: {string.Join(", ", Enum.GetNames<ScoreMoments>())}."));
        }

        visitor.VisitMoments(Formula);
    }

    /// <inheritdoc/>
    TLane ILaneStrategy.InLanes<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights) => Formula.Aggregate(scores, weights);

    private MomentFormula<TSelf> Formula => new((TSelf)this);
}

/// <summary>A formula of moments.</summary>
internal interface IMomentFormula : ILaneFormula, IAsksForMoments
{
    /// <inheritdoc cref="IMomentStrategy{TSelf}.Aggregate{TLane}"/>
    TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
        where TLane : unmanaged, ILane<TLane>;
}

/// <summary>The formula of a strategy that asks for moments.</summary>
internal readonly struct MomentFormula<TStrategy>(TStrategy strategy) : IMomentFormula
    where TStrategy : struct, IMomentStrategy<TStrategy>
{
    private readonly TStrategy strategy = strategy;

    public static ScoreMoments Asks => TStrategy.Asks;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
        where TLane : unmanaged, ILane<TLane> => strategy.Aggregate(mean, variance, least, greatest);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
    {
        if (Asks < ScoreMoments.Extremes)
        {
            return strategy.Aggregate(default, default, LaneMath.Minimum(scores), default);
        }

        if (Asks < ScoreMoments.Mean)
        {
            LaneMath.Extremes(scores, out var low, out var high);
            return strategy.Aggregate(default, default, low, high);
        }

        var mean = LaneMath.Mean(scores, weights, out var least, out var greatest);
        if (Asks < ScoreMoments.Variance)
        {
            return strategy.Aggregate(mean, default, least, greatest);
        }

        return strategy.Aggregate(mean, LaneMath.Variance(scores, weights, mean), least, greatest);
    }
}
