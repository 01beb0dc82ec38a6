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
        // So many journeys at a time where there are more touchpoints than are read side by side: the longer the runs in a column, the less often is memory waited for, and the sums of so many leave the next cache room.
        private const int MostJourneys = 4096;

        // Runs grow, so that what is read in vain, where a cell is not as it may be, is little beside what was read before.
        private const int FirstRun = 256;
        private const int Growth = 4;

        // What is kept of each tile until the last ones are read: no more than what is asked.
        private const int Least = 0;
        private const int Greatest = 1;
        private const int Sum = 2;
        private const int Lost = 3;

        private readonly TFormula formula = formula;

        public override bool KeepsScores => TFormula.Asks >= ScoreMoments.Variance;

        public override int AggregateColumns<TSource>(TSource source, int first, ReadOnlySpan<TLane> weights, Span<double> values) =>
            weights.Length <= TSource.Together || KeepsScores ? TileByTile(source, first, weights, values)
            : weights.Length <= ITileSource<TLane>.Most || TFormula.Asks < ScoreMoments.Mean ? BlockByBlock<TSource, TFormula>(source, first, weights, values)
            : BlockByBlock<TSource, AsksAboutMany<TFormula>>(source, first, weights, values);

        private static int Each<TAsking>()
            where TAsking : struct, IAsksForMoments =>
            TAsking.CarriesLost ? Lost + 1 : TAsking.Asks >= ScoreMoments.Mean ? Sum + 1 : TAsking.Asks >= ScoreMoments.Extremes ? Greatest + 1 : Least + 1;

        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.NoInlining)]
        private int TileByTile<TSource>(TSource source, int first, ReadOnlySpan<TLane> weights, Span<double> values)
            where TSource : struct, IColumnSource<TLane>, allows ref struct
        {
            var count = weights.Length;
            Span<PairLane<TLane>> scratch = stackalloc PairLane<TLane>[ITileSource<TLane>.Scratch];
            var kept = CacheLine.Aligned(scratch)[..(TSource.HasShares ? 2 * count : count)];
            ReadOnlySpan<PairLane<TLane>> scores = kept;
            var done = 0;
            nint journey = first;
            for (; values.Length - done >= PairLane<TLane>.Count; done += PairLane<TLane>.Count, journey += PairLane<TLane>.Count)
            {
                var (sum, least, greatest) = (PairLane<TLane>.Broadcast(0), PairLane<TLane>.Broadcast(1), PairLane<TLane>.Broadcast(0));
                var read = source.Add<TFormula>(journey, 0, count, weights, kept, ref sum, ref least, ref greatest);
                if (read == 0 || !Take<TSource>(sum, least, greatest, scores, read, weights, values, done))
                {
                    break;
                }
            }

            return done;
        }

        // What a tile comes to; false where that is no score.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private bool Take<TSource>(
            PairLane<TLane> sum,
            PairLane<TLane> least,
            PairLane<TLane> greatest,
            ReadOnlySpan<PairLane<TLane>> kept,
            int count,
            ReadOnlySpan<TLane> weights,
            Span<double> values,
            int done)
            where TSource : struct, IColumnSource<TLane>, allows ref struct
        {
            var mean = sum;
            if (TFormula.Asks >= ScoreMoments.Mean)
            {
                mean = RunningMoments.Mean(sum, least, greatest);
            }

            var variance = default(PairLane<TLane>);
            if (TFormula.Asks >= ScoreMoments.Variance)
            {
                variance = RunningMoments.Variance(kept, count, weights, TSource.HasShares, mean);
            }

            var score = formula.Aggregate(mean, variance, least, greatest);
            if (!AreScores(score))
            {
                return false;
            }

            TLane.Store(score.Low, ref values[done]);
            TLane.Store(score.High, ref values[done + TLane.Count]);
            return true;
        }

        [MethodImpl(MethodImplOptions.NoInlining)]
        private int BlockByBlock<TSource, TAsking>(TSource source, int first, ReadOnlySpan<TLane> weights, Span<double> values)
            where TSource : struct, IColumnSource<TLane>, allows ref struct
            where TAsking : struct, IAsksForMoments
        {
            var each = Each<TAsking>();
            var most = Math.Min(values.Length, MostJourneys) / PairLane<TLane>.Count;
            using var rented = new AlignedScratch<PairLane<TLane>>(each * most);
            var parts = (weights.Length + TSource.Together - 1) / TSource.Together;
            var together = (weights.Length + parts - 1) / parts;
            var (done, longest) = (0, FirstRun / PairLane<TLane>.Count);
            while (values.Length - done >= PairLane<TLane>.Count)
            {
                var run = Math.Min(longest, (values.Length - done) / PairLane<TLane>.Count);
                var moments = rented.Span[..(each * run)];

                // Behind a cell that is not as it may be nothing is read on. The last touchpoints come to scores at once.
                var touchpoint = 0;
                for (; touchpoint + together < weights.Length; touchpoint += together)
                {
                    moments = moments[..(each * Add<TSource, TAsking>(source, first + done, touchpoint, together, weights, moments))];
                }

                var taken = Finish<TSource, TAsking>(source, first + done, touchpoint, weights, moments, values[done..]);
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
        private static int Add<TSource, TAsking>(TSource source, int journey, int touchpoint, int count, ReadOnlySpan<TLane> weights, Span<PairLane<TLane>> moments)
            where TSource : struct, IColumnSource<TLane>, allows ref struct
            where TAsking : struct, IAsksForMoments
        {
            var (each, tiles) = (Each<TAsking>(), 0);
            for (; !moments.IsEmpty; moments = moments[each..], journey += PairLane<TLane>.Count, tiles++)
            {
                var (sum, least, greatest) = (Start<TAsking>(), PairLane<TLane>.Broadcast(1), PairLane<TLane>.Broadcast(0));
                if (touchpoint > 0)
                {
                    Recall(moments, ref sum, ref least, ref greatest);
                }
                else if (TAsking.CarriesLost)
                {
                    moments[Lost] = PairLane<TLane>.Broadcast(0);
                }

                if (source.Add<TAsking>(journey, touchpoint, count, weights, LostOf<TAsking>(moments), ref sum, ref least, ref greatest) == 0)
                {
                    break;
                }

                moments[Least] = least;
                if (TFormula.Asks >= ScoreMoments.Extremes)
                {
                    moments[Greatest] = greatest;
                }

                if (TFormula.Asks >= ScoreMoments.Mean)
                {
                    moments[Sum] = sum;
                }
            }

            return tiles;
        }

        // How many journeys got a score from the last touchpoints and what those before came to.
        [MethodImpl(MethodImplOptions.NoInlining)]
        private int Finish<TSource, TAsking>(TSource source, int journey, int touchpoint, ReadOnlySpan<TLane> weights, Span<PairLane<TLane>> moments, Span<double> values)
            where TSource : struct, IColumnSource<TLane>, allows ref struct
            where TAsking : struct, IAsksForMoments
        {
            var (each, done) = (Each<TAsking>(), 0);
            for (; !moments.IsEmpty; moments = moments[each..], done += PairLane<TLane>.Count)
            {
                var (sum, least, greatest) = (Start<TAsking>(), PairLane<TLane>.Broadcast(1), PairLane<TLane>.Broadcast(0));
                Recall(moments, ref sum, ref least, ref greatest);
                if (source.Add<TAsking>(journey + done, touchpoint, weights.Length - touchpoint, weights, LostOf<TAsking>(moments), ref sum, ref least, ref greatest) == 0
                    || !Take<TSource>(TAsking.CarriesLost ? LaneSum<PairLane<TLane>>.Whole(sum, moments[Lost]) : sum, least, greatest, default, 0, weights, values, done))
                {
                    break;
                }
            }

            return done;
        }

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static PairLane<TLane> Start<TAsking>()
            where TAsking : struct, IAsksForMoments => TAsking.CarriesLost ? LaneSum<PairLane<TLane>>.Start : PairLane<TLane>.Broadcast(0);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static Span<PairLane<TLane>> LostOf<TAsking>(Span<PairLane<TLane>> moments)
            where TAsking : struct, IAsksForMoments => TAsking.CarriesLost ? moments.Slice(Lost, 1) : default;

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private static void Recall(ReadOnlySpan<PairLane<TLane>> moments, ref PairLane<TLane> sum, ref PairLane<TLane> least, ref PairLane<TLane> greatest)
        {
            least = moments[Least];
            if (TFormula.Asks >= ScoreMoments.Extremes)
            {
                greatest = moments[Greatest];
            }

            if (TFormula.Asks >= ScoreMoments.Mean)
            {
                sum = moments[Sum];
            }
        }
    }
}
