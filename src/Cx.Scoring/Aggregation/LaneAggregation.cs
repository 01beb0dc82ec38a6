using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Aggregation;

/// <summary>From lanes to single journeys and back, for strategies within strategies.</summary>
public static class LaneAggregation
{
    private const int OnStack = 32;

    /// <summary>Asks any strategy for the journeys that lie side by side, one after the other.</summary>
    /// <param name="strategy">The strategy; one without a lane form is given only what is present.</param>
    /// <param name="scores">Scores in [0,1]; where absent the score of another touchpoint that is present.</param>
    /// <param name="weights">As many weights, summing to 1; 0 where absent.</param>
    [SkipLocalsInit]
    public static TLane AggregateLanes<TLane>(this IAggregationStrategy strategy, ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
    {
        ArgumentNullException.ThrowIfNull(strategy);
        if (strategy is ILaneStrategy ofLanes)
        {
            return ofLanes.InLanes(scores, weights);
        }

        var allScores = MemoryMarshal.Cast<TLane, double>(scores);
        var allWeights = MemoryMarshal.Cast<TLane, double>(weights);
        Span<TLane> result = stackalloc TLane[1];
        var results = MemoryMarshal.Cast<TLane, double>(result);
        using var rented = new Scratch<double>(2 * scores.Length, 2 * OnStack);
        var scratch = rented.Over(stackalloc double[2 * OnStack]);
        var ofOne = scratch[..scores.Length];
        var weightsOfOne = scratch[scores.Length..];
        for (var journey = 0; journey < TLane.Count; journey++)
        {
            var present = 0;
            for (var i = journey; i < allWeights.Length; i += TLane.Count)
            {
                if (allWeights[i] > 0)
                {
                    (ofOne[present], weightsOfOne[present]) = (allScores[i], allWeights[i]);
                    present++;
                }
            }

            results[journey] = strategy.Aggregate(ofOne[..present], weightsOfOne[..present]);
        }

        return result[0];
    }

    /// <summary>Asks a strategy for a single journey of which some touchpoints are absent.</summary>
    [SkipLocalsInit]
    internal static double AggregatePresent(ILaneStrategy strategy, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
    {
        var last = weights.LastIndexOfAnyExcept(0);
        if (last < 0)
        {
            throw new ArgumentException("All weights are 0; at least one must be positive.", nameof(weights));
        }

        using var rented = new Scratch<double>(scores.Length, OnStack);
        var filled = rented.Over(stackalloc double[OnStack]);
        LaneMath.FillAbsent(ScalarLane.Of(scores), ScalarLane.Of(weights), new ScalarLane(scores[last]), ScalarLane.Of(filled));
        return strategy.InLanes(ScalarLane.Of((ReadOnlySpan<double>)filled), ScalarLane.Of(weights)).Value;
    }
}
