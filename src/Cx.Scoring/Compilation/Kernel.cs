using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>A strategy made ready for lanes of one width: one virtual call, behind which its formula is compiled for that width.</summary>
internal abstract partial class Kernel<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    /// <summary>Aggregates the journeys that lie side by side.</summary>
    /// <param name="scores">One lane a step, scores in [0,1].</param>
    /// <param name="weights">As many weights, summing to 1; 0 where absent.</param>
    public abstract TLane Aggregate(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights);

    /// <summary>Aggregates one tile of journeys after the other: the loop is within the call, so that the formula is compiled into it.</summary>
    /// <param name="nodes">The nodes of all tiles.</param>
    /// <param name="stride">How many nodes a tile has.</param>
    /// <param name="first">The first step in a tile.</param>
    /// <param name="count">How many steps there are.</param>
    /// <param name="weights">The weights of the steps, summing to 1, tile after tile, or of one tile for all.</param>
    /// <param name="weightStride">How many weights a tile has; 0 where all have the same.</param>
    /// <param name="result">The node of a tile that receives the score.</param>
    /// <returns>Whether all scores are from 0 to 1.</returns>
    public virtual bool AggregateTiles(Span<TLane> nodes, int stride, int first, int count, ReadOnlySpan<TLane> weights, int weightStride, int result)
    {
        var areScores = true;
        for (; !nodes.IsEmpty; nodes = nodes[stride..], weights = weights[weightStride..])
        {
            var score = Aggregate(nodes.Slice(first, count), weights[..count]);
            nodes[result] = score;
            areScores &= IsScore(score);
        }

        return areScores;
    }

    /// <summary>Aggregates journeys as they are read: a formula that is compiled into the loop that reads.</summary>
    /// <param name="source">What is read from.</param>
    /// <param name="first">The first journey.</param>
    /// <param name="weights">The weights of the steps, summing to 1; they hold unless each journey has shares of its own.</param>
    /// <param name="values">Receives the scores.</param>
    /// <returns>How many were aggregated, before some that do not fill the tiles, of which a cell is not as it may be, or of which a score is not from 0 to 1.</returns>
    public virtual int Aggregate<TSource>(TSource source, int first, ReadOnlySpan<TLane> weights, Span<double> values)
        where TSource : struct, ITileSource<TLane>, allows ref struct => 0;

    /// <summary>The same for a source whose moments can be added up while it is read.</summary>
    public virtual int AggregateMoments<TSource>(TSource source, int first, ReadOnlySpan<TLane> weights, Span<double> values)
        where TSource : struct, IMomentSource<TLane>, allows ref struct => Aggregate(source, first, weights, values);

    /// <summary>The same for a source that may have more touchpoints than are kept (<see cref="ITileSource{TLane}.Kept"/>).</summary>
    public virtual int AggregateColumns<TSource>(TSource source, int first, ReadOnlySpan<TLane> weights, Span<double> values)
        where TSource : struct, IColumnSource<TLane>, allows ref struct => weights.Length <= ITileSource<TLane>.Kept ? Aggregate(source, first, weights, values) : 0;

    /// <summary>Whether a strategy kept its word. False for -0 too, which is a score: who is told false looks again.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool IsScore(TLane score) => TLane.IsUnmarked(TLane.Mark(TLane.Broadcast(0), score));

    /// <summary>The kernel of a strategy.</summary>
    public static Kernel<TLane> Of(IAggregationStrategy strategy)
    {
        if (strategy is not ILaneStrategy ofLanes)
        {
            return new OfSpans(strategy);
        }

        var maker = new Maker();
        ofLanes.Accept(maker);
        return maker.Made!;
    }

    /// <summary>The kernel of a strategy for journeys which all have these weights, none of them 0.</summary>
    public static Kernel<TLane> Of(IAggregationStrategy strategy, ReadOnlySpan<TLane> weights) =>
        strategy is IRanksScores ranking && ranking.Shares(weights) is { } shares ? new OfFormula<RankFormula<TLane>>(new(shares))
        : strategy is ILaneStrategy ? Of(strategy)
        : new OfWholeSpans(strategy, weights);

    /// <summary>The kernel of a strategy that is shown some of the steps only, which are always the same.</summary>
    public static Kernel<TLane> Of(IAggregationStrategy strategy, int[] places) => new OfPlaces(Of(strategy), places);

    private sealed class Maker : ILaneVisitor
    {
        public Kernel<TLane>? Made { get; private set; }

        public void Visit<TFormula>(TFormula formula)
            where TFormula : struct, ILaneFormula => Made = new OfFormula<LaneFormula<TLane, TFormula>>(new(formula));

        public void VisitMoments<TFormula>(TFormula formula)
            where TFormula : struct, IMomentFormula => Made = new OfMoments<TFormula>(formula);
    }

    private class OfFormula<TFormula>(TFormula formula) : Kernel<TLane>
        where TFormula : struct, IFormula<TLane>
    {
        private readonly TFormula formula = formula;

        // Compiled by itself: within its callers the formula would find no registers left.
        [MethodImpl(MethodImplOptions.NoInlining)]
        public override TLane Aggregate(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights) => formula.Of(scores, weights);

        [MethodImpl(MethodImplOptions.NoInlining)]
        public override bool AggregateTiles(Span<TLane> nodes, int stride, int first, int count, ReadOnlySpan<TLane> weights, int weightStride, int result)
        {
            var areScores = true;
            for (; !nodes.IsEmpty; nodes = nodes[stride..], weights = weights[weightStride..])
            {
                var score = formula.Of(nodes.Slice(first, count), weights[..count]);
                nodes[result] = score;
                areScores &= IsScore(score);
            }

            return areScores;
        }

        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.NoInlining)]
        public override int Aggregate<TSource>(TSource source, int first, ReadOnlySpan<TLane> weights, Span<double> values)
        {
            var count = weights.Length;
            Span<PairLane<TLane>> scratch = stackalloc PairLane<TLane>[ITileSource<TLane>.Scratch];
            var aligned = CacheLine.Aligned(scratch);
            var scores = aligned[..count];
            var shares = aligned.Slice(count, count + 1);
            if (!TSource.HasShares)
            {
                PairLane<TLane>.Twice(weights, shares);
            }

            var done = 0;
            for (int read; values.Length - done >= PairLane<TLane>.Count && (read = source.Read(first + done, scores, shares)) > 0; done += PairLane<TLane>.Count)
            {
                var score = formula.Of(scores[..read], shares[..read]);
                if (!AreScores(score))
                {
                    break;
                }

                score = TSource.MayMiss ? score + shares[count] : score;
                TLane.Store(score.Low, ref values[done]);
                TLane.Store(score.High, ref values[done + TLane.Count]);
            }

            return done;
        }
    }

    // Of two lanes at once, as IsScore.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool AreScores(PairLane<TLane> scores) => TLane.IsUnmarked(TLane.Mark(TLane.Mark(TLane.Broadcast(0), scores.Low), scores.High));

    private sealed class OfSpans(IAggregationStrategy strategy) : Kernel<TLane>
    {
        public override TLane Aggregate(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights) => strategy.AggregateLanes(scores, weights);
    }

    // Nothing is absent, so each journey is what it scores, and the weights are the same for all.
    private sealed class OfWholeSpans : Kernel<TLane>
    {
        private const int OnStack = 32;
        private readonly IAggregationStrategy strategy;
        private readonly double[] weights;

        public OfWholeSpans(IAggregationStrategy strategy, ReadOnlySpan<TLane> weights)
        {
            this.strategy = strategy;
            this.weights = new double[weights.Length];
            Gather(weights, 0, this.weights);
        }

        [SkipLocalsInit]
        public override TLane Aggregate(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        {
            // One journey after the other, and behind an odd number of scores one more.
            var stride = scores.Length + (scores.Length % 2);
            using var rented = new Scratch<double>(TLane.Count * stride, OnStack * TLane.Count);
            var ofEach = rented.Over(stackalloc double[OnStack * TLane.Count]);
            for (var i = 0; i < scores.Length; i += 2)
            {
                TLane.TurnBack(scores[i], scores[Math.Min(i + 1, scores.Length - 1)], ref ofEach[i], stride);
            }

            Span<TLane> result = stackalloc TLane[1];
            var results = MemoryMarshal.Cast<TLane, double>(result);
            for (var journey = 0; journey < results.Length; journey++)
            {
                results[journey] = strategy.Aggregate(ofEach.Slice(journey * stride, scores.Length), this.weights);
            }

            return result[0];
        }

        private static void Gather(ReadOnlySpan<TLane> lanes, int journey, Span<double> ofOne)
        {
            var each = MemoryMarshal.Cast<TLane, double>(lanes);
            for (var (i, place) = (0, journey); i < ofOne.Length; i++, place += TLane.Count)
            {
                ofOne[i] = each[place];
            }
        }
    }

    private sealed class OfPlaces(Kernel<TLane> inner, int[] places) : Kernel<TLane>
    {
        private const int OnStack = 16;

        public override TLane Aggregate(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        {
            using var rented = new Scratch<TLane>(2 * places.Length, 2 * OnStack);
            var scratch = rented.Over(stackalloc TLane[2 * OnStack]);
            for (var i = 0; i < places.Length; i++)
            {
                (scratch[i], scratch[places.Length + i]) = (scores[places[i]], weights[places[i]]);
            }

            return inner.Aggregate(scratch[..places.Length], scratch[places.Length..]);
        }
    }
}
