using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>Journeys of few touchpoints that are read when they are aggregated, two tiles at a time.</summary>
/// <remarks>In one loop the processor asks for what comes next while it computes; with many touchpoints there would be more columns than it foresees.</remarks>
internal interface ITileSource<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    /// <summary>How many tiles are read at a time.</summary>
    const int Tiles = 2;

    /// <summary>How many touchpoints there may be.</summary>
    const int MostTouchpoints = 12;

    /// <summary>Reads the touchpoint scores of two tiles.</summary>
    /// <param name="journey">The first journey.</param>
    /// <param name="scores">Receives one lane a touchpoint, tile after tile.</param>
    /// <returns>Whether all values are there and on their scales; else the scores mean nothing.</returns>
    bool Read(int journey, scoped Span<TLane> scores);
}
