using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>What journeys with gaps lack for a value under their model: 1 where they lack it, else 0.</summary>
/// <param name="Required">A required touchpoint.</param>
/// <param name="Complete">A touchpoint that counts, where the model refuses gaps.</param>
/// <param name="Coverage">The coverage that the model asks for.</param>
/// <param name="Anything">Anything that counts, where the model skips gaps.</param>
internal readonly record struct Lack<TLane>(TLane Required, TLane Complete, TLane Coverage, TLane Anything)
    where TLane : struct, ILane<TLane>
{
    /// <summary>What the model asks for beyond its rule for gaps.</summary>
    public TLane OfEvidence => TLane.Max(Required, Coverage);

    public TLane Any => TLane.Max(TLane.Max(Required, Complete), TLane.Max(Coverage, Anything));
}
