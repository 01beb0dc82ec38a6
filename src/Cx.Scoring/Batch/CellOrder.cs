namespace Cx.Scoring.Batch;

/// <summary>How the cells of a table lie in memory.</summary>
public enum CellOrder
{
    /// <summary>One touchpoint after the other: cell (journey, touchpoint) is at <c>touchpoint * journeys + journey</c>. The faster one.</summary>
    TouchpointMajor,

    /// <summary>One journey after the other: cell (journey, touchpoint) is at <c>journey * touchpoints + touchpoint</c>.</summary>
    JourneyMajor,
}
