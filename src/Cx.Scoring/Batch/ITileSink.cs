using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Batch;

/// <summary>What becomes of the touchpoint scores of many journeys.</summary>
internal interface ITileSink<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    /// <summary>Whether it looks at the shares of the touchpoints in the whole, or at which of them count.</summary>
    bool WantsShares { get; }

    /// <summary>Aggregates journeys and writes what they come to.</summary>
    void Take(scoped in Tiles<TLane> tiles);

    /// <summary>Takes back what was written for a journey with a bad cell.</summary>
    void Spoil(int journey);
}
