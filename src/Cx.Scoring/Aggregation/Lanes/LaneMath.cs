using System.Runtime.CompilerServices;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>The sums and functions that strategies share, each written once over lanes.</summary>
/// <remarks>
/// Sums run from left to right in model order on every road, compensated (<see cref="LaneSum{TLane}"/>); a weight of 0 adds nothing
/// and changes no bit, so a journey with gaps scores like the same journey without them.
/// </remarks>
public static partial class LaneMath
{
    /// <summary>The weighted mean Σ wᵢxᵢ, held between the least and the greatest score so that no rounding carries it outside.</summary>
    /// <param name="scores">Scores in [0,1].</param>
    /// <param name="weights">As many weights, summing to 1; 0 where absent.</param>
    public static TLane Mean<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : struct, ILane<TLane> =>
        Mean(scores, weights, out _);

    /// <summary>The weighted mean, and the <see cref="Minimum"/> that it comes upon on the way.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Mean<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights, out TLane minimum)
        where TLane : struct, ILane<TLane>
    {
        if (typeof(TLane) == typeof(ScalarLane) && OneJourney.Takes(scores))
        {
            var mean = OneJourney.Mean(OneJourney.Of(scores), OneJourney.Of(weights), out var low);
            minimum = TLane.Broadcast(low);
            return TLane.Broadcast(mean);
        }

        weights = weights[..scores.Length];
        var sum = LaneSum<TLane>.Zero;
        var least = TLane.Broadcast(1);
        var greatest = TLane.Broadcast(0);
        for (var i = 0; i < scores.Length; i++)
        {
            var (score, weight) = (scores[i], weights[i]);
            sum.Add(weight * score);
            least = TLane.SelectLess(TLane.Broadcast(0), weight, TLane.Min(least, score), least);
            greatest = TLane.SelectLess(TLane.Broadcast(0), weight, TLane.Max(greatest, score), greatest);
        }

        minimum = least;
        return TLane.Max(least, TLane.Min(greatest, sum.Value));
    }

    /// <summary>The population variance Σ wᵢ(xᵢ-M)², in two passes with the correction of Chan, Golub and LeVeque 1983.</summary>
    /// <param name="scores">Scores in [0,1].</param>
    /// <param name="weights">As many weights, summing to 1; 0 where absent.</param>
    /// <param name="mean">Their weighted mean.</param>
    public static TLane Variance<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights, TLane mean)
        where TLane : struct, ILane<TLane>
    {
        if (typeof(TLane) == typeof(ScalarLane) && OneJourney.Takes(scores))
        {
            return TLane.Broadcast(OneJourney.Variance(OneJourney.Of(scores), OneJourney.Of(weights), Unsafe.BitCast<TLane, double>(mean)));
        }

        weights = weights[..scores.Length];
        var squares = LaneSum<TLane>.Zero;
        var rest = LaneSum<TLane>.Zero;
        for (var i = 0; i < scores.Length; i++)
        {
            var deviation = scores[i] - mean;
            var weighted = weights[i] * deviation;
            squares.Add(weighted * deviation);
            rest.Add(weighted);
        }

        // The rounding of the mean leaves a rest; without rounding it is 0.
        var correction = rest.Value * rest.Value;
        return TLane.Max(TLane.Broadcast(0), squares.Value - correction);
    }

    /// <summary>The least score with a positive weight.</summary>
    /// <param name="scores">Scores in [0,1].</param>
    /// <param name="weights">As many weights; 0 where absent.</param>
    public static TLane Minimum<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : struct, ILane<TLane>
    {
        if (typeof(TLane) == typeof(ScalarLane) && OneJourney.Takes(scores))
        {
            return TLane.Broadcast(OneJourney.Minimum(OneJourney.Of(scores), OneJourney.Of(weights)));
        }

        weights = weights[..scores.Length];
        var least = TLane.Broadcast(1);
        for (var i = 0; i < scores.Length; i++)
        {
            least = TLane.SelectLess(TLane.Broadcast(0), weights[i], TLane.Min(least, scores[i]), least);
        }

        return least;
    }

    /// <summary>The greatest score with a positive weight.</summary>
    /// <param name="scores">Scores in [0,1].</param>
    /// <param name="weights">As many weights; 0 where absent.</param>
    public static TLane Maximum<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : struct, ILane<TLane>
    {
        weights = weights[..scores.Length];
        var greatest = TLane.Broadcast(0);
        for (var i = 0; i < scores.Length; i++)
        {
            greatest = TLane.SelectLess(TLane.Broadcast(0), weights[i], TLane.Max(greatest, scores[i]), greatest);
        }

        return greatest;
    }
}
