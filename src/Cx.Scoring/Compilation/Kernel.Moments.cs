using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <content>Formulas of moments.</content>
internal abstract partial class Kernel<TLane>
{
    // Adds up while it reads, and keeps the scores only where the variance is asked for.
    private sealed class OfMoments<TFormula>(TFormula formula) : OfFormula<LaneFormula<TLane, TFormula>>(new(formula))
        where TFormula : struct, IMomentFormula
    {
        // So many journeys at a time where there are more touchpoints than are read side by side: the longer the runs in a column, the less often is memory waited for.
        private const int MostJourneys = 16_384;

        // Runs grow, so that what is read in vain, where a cell is not as it may be, is little beside what was read before.
        private const int FirstRun = 256;
        private const int Growth = 4;

        // What is kept of each tile until all touchpoints are read.
        private const int Sum = 0;
        private const int Least = 1;
        private const int Greatest = 2;
        private const int Each = 3;

        private readonly TFormula formula = formula;

        public override int AggregateColumns<TSource>(TSource source, int first, ReadOnlySpan<TLane> weights, Span<double> values) =>
            weights.Length <= TSource.Together || TFormula.Asks >= ScoreMoments.Variance
                ? TileByTile(source, first, weights, values)
                : BlockByBlock(source, first, weights, values);

        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.NoInlining)]
        private int TileByTile<TSource>(TSource source, int first, ReadOnlySpan<TLane> weights, Span<double> values)
            where TSource : struct, IColumnSource<TLane>, allows ref struct
        {
            var count = weights.Length;
            Span<PairLane<TLane>> scratch = stackalloc PairLane<TLane>[ITileSource<TLane>.Scratch];
            var kept = CacheLine.Aligned(scratch)[..(TSource.HasShares ? 2 * count : count)];
            var done = 0;
            nint journey = first;
            for (; values.Length - done >= PairLane<TLane>.Count; done += PairLane<TLane>.Count, journey += PairLane<TLane>.Count)
            {
                var (sum, least, greatest) = (PairLane<TLane>.Broadcast(0), PairLane<TLane>.Broadcast(1), PairLane<TLane>.Broadcast(0));
                if (!source.Add<TFormula>(journey, 0, count, weights, kept, ref sum, ref least, ref greatest))
                {
                    break;
                }

                var mean = sum;
                if (TFormula.Asks >= ScoreMoments.Mean)
                {
                    mean = RunningMoments.Mean(sum, least, greatest);
                }

                var variance = default(PairLane<TLane>);
                if (TFormula.Asks >= ScoreMoments.Variance)
                {
                    variance = RunningMoments.Variance(kept, weights, TSource.HasShares, mean);
                }

                var score = formula.Aggregate(mean, variance, least, greatest);
                if (!AreScores(score))
                {
                    break;
                }

                TLane.Store(score.Low, ref values[done]);
                TLane.Store(score.High, ref values[done + TLane.Count]);
            }

            return done;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private int BlockByBlock<TSource>(TSource source, int first, ReadOnlySpan<TLane> weights, Span<double> values)
            where TSource : struct, IColumnSource<TLane>, allows ref struct
        {
            var most = Math.Min(values.Length, MostJourneys) / PairLane<TLane>.Count;
            using var rented = new AlignedScratch<PairLane<TLane>>(Each * most);
            var parts = (weights.Length + TSource.Together - 1) / TSource.Together;
            var together = (weights.Length + parts - 1) / parts;
            var (done, longest) = (0, FirstRun / PairLane<TLane>.Count);
            while (values.Length - done >= PairLane<TLane>.Count)
            {
                var run = Math.Min(longest, (values.Length - done) / PairLane<TLane>.Count);
                var moments = rented.Span[..(Each * run)];
                for (var i = 0; i < moments.Length; i++)
                {
                    moments[i] = PairLane<TLane>.Broadcast(i % Each == Least ? 1 : 0);
                }

                // Behind a cell that is not as it may be nothing is read on.
                for (var touchpoint = 0; touchpoint < weights.Length; touchpoint += together)
                {
                    var tiles = Add(source, first + done, touchpoint, Math.Min(together, weights.Length - touchpoint), weights, moments);
                    moments = moments[..(Each * tiles)];
                }

                var taken = Take(moments, values[done..]);
                done += taken;
                if (taken < run * PairLane<TLane>.Count)
                {
                    return done;
                }

                longest = Math.Min(Growth * longest, most);
            }

            return done;
        }

        // How many tiles were as they may be, before the first that was not.
        [MethodImpl(MethodImplOptions.NoInlining)]
        private static int Add<TSource>(TSource source, int journey, int touchpoint, int count, ReadOnlySpan<TLane> weights, Span<PairLane<TLane>> moments)
            where TSource : struct, IColumnSource<TLane>, allows ref struct
        {
            var tiles = 0;
            for (; !moments.IsEmpty; moments = moments[Each..], journey += PairLane<TLane>.Count, tiles++)
            {
                if (!source.Add<TFormula>(journey, touchpoint, count, weights, default, ref moments[Sum], ref moments[Least], ref moments[Greatest]))
                {
                    break;
                }
            }

            return tiles;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private int Take(ReadOnlySpan<PairLane<TLane>> moments, Span<double> values)
        {
            var done = 0;
            for (; !moments.IsEmpty; moments = moments[Each..], done += PairLane<TLane>.Count)
            {
                var mean = moments[Sum];
                if (TFormula.Asks >= ScoreMoments.Mean)
                {
                    mean = RunningMoments.Mean(mean, moments[Least], moments[Greatest]);
                }

                var score = formula.Aggregate(mean, default, moments[Least], moments[Greatest]);
                if (!AreScores(score))
                {
                    break;
                }

                TLane.Store(score.Low, ref values[done]);
                TLane.Store(score.High, ref values[done + TLane.Count]);
            }

            return done;
        }
    }
}
