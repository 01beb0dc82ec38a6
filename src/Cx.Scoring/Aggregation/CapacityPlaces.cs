using System.Globalization;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Aggregation;

/// <summary>What the integrals over a capacity share.</summary>
internal static class CapacityPlaces
{
    /// <summary>Refuses another number of scores than the capacity has touchpoints.</summary>
    public static void Require(int places, int scores)
    {
        if (scores != places)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The capacity has {places} touchpoints, and there were {scores} scores; it takes one for each."), nameof(scores));
        }
    }

    /// <summary>Refuses what are no two touchpoints of a capacity.</summary>
    public static void RequirePair(int one, int other, int touchpoints)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(one);
        ArgumentOutOfRangeException.ThrowIfNegative(other);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(one, touchpoints);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(other, touchpoints);
        ArgumentOutOfRangeException.ThrowIfEqual(one, other);
    }

    /// <summary>Sorts scores ascending, each with the bit of its touchpoint.</summary>
    public static void Sort<TLane>(Capacity capacity, ReadOnlySpan<TLane> scores, Span<TLane> sorted, Span<TLane> bits)
        where TLane : unmanaged, ILane<TLane>
    {
        Require(capacity.Touchpoints, scores.Length);
        scores.CopyTo(sorted);
        for (var i = 0; i < bits.Length; i++)
        {
            bits[i] = TLane.Broadcast(1 << i);
        }

        LaneSort.Ascending(sorted, bits);
    }
}
