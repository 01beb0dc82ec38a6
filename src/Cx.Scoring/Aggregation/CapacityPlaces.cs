using System.Globalization;

namespace Cx.Scoring.Aggregation;

/// <summary>What may stand in the places of a capacity.</summary>
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
}
