namespace Cx.Scoring.Aggregation;

/// <summary>Which moment of a journey is its peak.</summary>
public enum Peak
{
    /// <summary>The worst.</summary>
    Worst,

    /// <summary>The best.</summary>
    Best,

    /// <summary>The one farthest from neutral, the first in journey order on ties.</summary>
    Farthest,
}
