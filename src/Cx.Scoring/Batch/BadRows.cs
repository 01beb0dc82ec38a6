using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>Rows that no model can score: they spoil their journey, once it is known that there are some.</summary>
internal static class BadRows
{
    /// <summary>Spoils a journey of a block.</summary>
    /// <returns>How many bad rows it has; 0 where that is known already.</returns>
    public static long Spoil<TLane>(CompiledModel compiled, Rows rows, TileBlock<TLane> block, int journey)
        where TLane : unmanaged, IEngineLane<TLane>
    {
        if (block.Spoiled[journey])
        {
            return 0;
        }

        block.Spoiled[journey] = true;
        return Count(compiled, rows[block.First + journey]);
    }

    private static long Count(CompiledModel compiled, Rows.OfJourney journey)
    {
        var bad = 0L;
        for (var i = 0; i < journey.Count; i++)
        {
            var touchpoint = journey.Touchpoint(i);
            bad += (uint)touchpoint >= (uint)compiled.Slots.Length || !compiled.Slots[touchpoint].Accepts(journey.Value(i)) || !Weights.IsWeight(journey.Weight(i)) ? 1 : 0;
        }

        return bad;
    }
}
