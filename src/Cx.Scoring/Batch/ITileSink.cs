using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>What becomes of the touchpoint scores of many journeys.</summary>
internal interface ITileSink<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    /// <summary>Whether it looks at the shares of the touchpoints in the whole, or at which of them count.</summary>
    bool WantsShares { get; }

    /// <summary>Aggregates journeys and writes what they come to.</summary>
    void Take(scoped in Tiles<TLane> tiles);

    /// <summary>The same for journeys in which no score is missing, under the weights and in the order of the model.</summary>
    /// <param name="nodes">For each tile one lane a node.</param>
    /// <param name="first">The first journey.</param>
    /// <param name="count">How many there are.</param>
    void TakeComplete(Span<TLane> nodes, int first, int count);

    /// <summary>Reads, aggregates and writes journeys, as long as the source has what it should.</summary>
    /// <param name="source">What is read from.</param>
    /// <param name="first">The first journey.</param>
    /// <param name="last">The one after the last.</param>
    /// <returns>The first journey that was not taken: nothing is, where the sink cannot do it.</returns>
    int TakeFrom<TSource>(TSource source, int first, int last)
        where TSource : struct, ITileSource<TLane>, allows ref struct;

    /// <summary>The same for a source whose moments can be added up while it is read.</summary>
    int TakeMoments<TSource>(TSource source, int first, int last)
        where TSource : struct, IMomentSource<TLane>, allows ref struct;

    /// <summary>The same for a source that may have more touchpoints than are kept (<see cref="ITileSource{TLane}.Kept"/>).</summary>
    int TakeColumns<TSource>(TSource source, int first, int last)
        where TSource : struct, IColumnSource<TLane>, allows ref struct;

    /// <summary>Takes back what was written for a journey with a bad cell.</summary>
    void Spoil(int journey);
}
