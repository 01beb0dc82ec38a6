using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <content>Formulas of moments.</content>
internal abstract partial class Kernel<TLane>
{
    // Adds up while it reads.
    private sealed class OfMoments<TFormula>(TFormula formula) : OfFormula<LaneFormula<TLane, TFormula>>(new(formula))
        where TFormula : struct, IMomentFormula
    {
        private readonly TFormula formula = formula;

        public override int AggregateMoments<TSource>(TSource source, int first, ReadOnlySpan<TLane> weights, Span<double> values) => TileByTile(source, first, weights, values);

        public override int AggregateColumns<TSource>(TSource source, int first, ReadOnlySpan<TLane> weights, Span<double> values) =>
            weights.Length <= TSource.Together || (TFormula.Asks >= ScoreMoments.Variance && weights.Length <= ITileSource<TLane>.Kept)
                ? TileByTile(source, first, weights, values)
                : ColumnMoments<TLane>.Read<TSource, TFormula, Taker>(source, first, values.Length, weights, new(formula, values));

        [SkipLocalsInit]
        [MethodImpl(MethodImplOptions.NoInlining)]
        private int TileByTile<TSource>(TSource source, int first, ReadOnlySpan<TLane> weights, Span<double> values)
            where TSource : struct, IMomentSource<TLane>, allows ref struct
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
                var read = source.Add<TFormula>(journey, count, weights, kept, ref sum, ref least, ref greatest);
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
            where TSource : struct, IMomentSource<TLane>, allows ref struct
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

            return new Taker(formula, values).Take(done, mean, variance, least, greatest);
        }

        private readonly ref struct Taker(TFormula formula, Span<double> values) : IMomentTaker<TLane>
        {
            private readonly TFormula formula = formula;
            private readonly Span<double> values = values;

            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            public bool Take(int journey, PairLane<TLane> mean, PairLane<TLane> variance, PairLane<TLane> least, PairLane<TLane> greatest)
            {
                var score = formula.Aggregate(mean, variance, least, greatest);
                if (!AreScores(score))
                {
                    return false;
                }

                TLane.Store(score.Low, ref values[journey]);
                TLane.Store(score.High, ref values[journey + TLane.Count]);
                return true;
            }
        }
    }
}
