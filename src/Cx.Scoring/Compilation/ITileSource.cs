using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>Journeys of few scores that are read when they are aggregated, a tile of pairs at a time.</summary>
/// <remarks>In one loop the processor asks for what comes next while it computes; of many there would be more columns than it foresees.</remarks>
internal interface ITileSource<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    /// <summary>How many scores a journey may have, of touchpoints or of rows, where they are kept: as many as are added up plainly.</summary>
    const int Most = LaneMath.Plain;

    /// <summary>How many pairs of scratch memory take the scores and the shares, one more, and one that is lost to alignment.</summary>
    const int Scratch = (2 * Most) + 2;

    /// <summary>Up to so many scores of two lanes are kept in the nearest cache, so that journeys are aggregated as they are read.</summary>
    static int Kept => Math.Min(Most, 13 * 1024 / Unsafe.SizeOf<PairLane<TLane>>());

    /// <summary>Whether each journey has shares of its own; else those of the model hold.</summary>
    static abstract bool HasShares { get; }

    /// <summary>Whether scores may be missing, so that each journey has shares of its own, and there is a last one more: NaN for a journey in which nothing is measured, else 0.</summary>
    static abstract bool MayMiss { get; }

    /// <summary>Reads a tile.</summary>
    /// <param name="journey">The first journey.</param>
    /// <param name="scores">Receives a pair for each score, or for what takes its place; behind an odd number there may be one more.</param>
    /// <param name="shares">Receives as many shares, summing to 1 in each journey, and what else there is of them; nothing where those of the model hold.</param>
    /// <returns>How many scores each journey has; 0 where some cell is not as it may be, and what was received means nothing.</returns>
    int Read(int journey, scoped Span<PairLane<TLane>> scores, scoped Span<PairLane<TLane>> shares);
}
