using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>A model without stages made ready for one journey after the other: one virtual call, behind which values are read and aggregated in one method.</summary>
/// <remarks>The short way of <see cref="LaneModel{TLane}"/>, with the same rules and the same formula; whatever it cannot do it leaves to that.</remarks>
internal abstract class FlatScorer
{
    private const int MostTouchpoints = 128;

    /// <summary>The score of a journey.</summary>
    /// <param name="values">One value a slot; the caller has counted them.</param>
    /// <returns>The score; NaN where the long way says what it is: a value is missing or off its scale, or what the strategy gives is no score.</returns>
    public abstract double Score(ReadOnlySpan<double> values);

    /// <summary>The short way of a model; null where it has none.</summary>
    public static FlatScorer? Of(CompiledModel compiled)
    {
        if (compiled.SlotsByFour.Length == 0 || compiled.Slots.Length > MostTouchpoints || !compiled.IsPlain || !compiled.AllCount)
        {
            return null;
        }

        var shares = ScalarLane.Of(compiled.Groups[^1].Shares).ToArray();
        var strategy = compiled.Groups[^1].Strategy;
        if (strategy is IRanksScores ranking && ranking.Shares<ScalarLane>(shares) is { } ofRanks)
        {
            return For(compiled, shares, new RankFormula<ScalarLane>(ofRanks));
        }

        if (strategy is not ILaneStrategy ofLanes)
        {
            return For(compiled, shares, new SpanFormula(strategy));
        }

        var maker = new Maker(compiled, shares);
        ofLanes.Accept(maker);
        return maker.Made;
    }

    private static FlatScorer For<TFormula>(CompiledModel compiled, ScalarLane[] shares, TFormula formula)
        where TFormula : struct, IFormula<ScalarLane> => compiled.AreExact
            ? new OfFormula<TFormula, OnExactScale<Vector256Lane>>(compiled.SlotsByFour, shares, formula)
            : new OfFormula<TFormula, OnAnyScale<Vector256Lane>>(compiled.SlotsByFour, shares, formula);

    private sealed class Maker(CompiledModel compiled, ScalarLane[] shares) : ILaneVisitor
    {
        public FlatScorer? Made { get; private set; }

        public void Visit<TFormula>(TFormula formula)
            where TFormula : struct, ILaneFormula => Made = For(compiled, shares, new LaneFormula<ScalarLane, TFormula>(formula));

        public void VisitMoments<TFormula>(TFormula formula)
            where TFormula : struct, IMomentFormula => Made = compiled.AreExact
                ? new OfMoments<TFormula, OnExactScale<Vector256Lane>>(compiled.SlotsByFour, formula)
                : new OfMoments<TFormula, OnAnyScale<Vector256Lane>>(compiled.SlotsByFour, formula);
    }

    private sealed class OfFormula<TFormula, TRule>(FourSlots[] slots, ScalarLane[] shares, TFormula formula) : FlatScorer
        where TFormula : struct, IFormula<ScalarLane>
        where TRule : struct, ICellRule<Vector256Lane>
    {
        private readonly FourSlots[] slots = slots;
        private readonly ScalarLane[] shares = shares;
        private readonly TFormula formula = formula;

        [SkipLocalsInit]
        public override double Score(ReadOnlySpan<double> values)
        {
            Span<double> scratch = stackalloc double[MostTouchpoints];
            var scores = scratch[..values.Length];
            if (!Reading.AllRead<TRule>(slots, values, scores))
            {
                return double.NaN;
            }

            var score = formula.Of(ScalarLane.Of(scores), shares);
            return Kernel<ScalarLane>.IsScore(score) ? score.Value : double.NaN;
        }
    }

    // A sum goes from left to right, one addition after the other; all else that is asked goes four at a time.
    private sealed class OfMoments<TFormula, TRule>(FourSlots[] slots, TFormula formula) : FlatScorer
        where TFormula : struct, IMomentFormula
        where TRule : struct, ICellRule<Vector256Lane>
    {
        private readonly FourSlots[] slots = slots;
        private readonly TFormula formula = formula;

        public override double Score(ReadOnlySpan<double> values)
        {
            var asked = TFormula.Asks;
            var value = new ReadOnlyWalk<double>(values);
            var (marks, sum) = (Vector256Lane.Broadcast(0), ScalarLane.Broadcast(0));
            var (leasts, greatests) = (Vector256Lane.Broadcast(1), Vector256Lane.Broadcast(0));
            for (var four = new ReadOnlyWalk<FourSlots>(slots); four.Goes; four.Next())
            {
                var measured = Vector256Lane.Load(in value[four.Now.First]);
                var scores = TRule.Score(in four.Now.Ruler, measured);
                marks = TRule.Mark(marks, in four.Now.Ruler, measured, scores);
                if (asked >= ScoreMoments.Mean)
                {
                    sum = Vector256Lane.Add(sum, four.Now.Shares * scores);
                }

                if (asked >= ScoreMoments.Least)
                {
                    leasts = Vector256Lane.Min(leasts, scores);
                }

                if (asked >= ScoreMoments.Extremes)
                {
                    greatests = Vector256Lane.Max(greatests, scores);
                }
            }

            if (!Vector256Lane.IsUnmarked(marks))
            {
                return double.NaN;
            }

            var (least, greatest) = (Vector256Lane.Least(leasts), Vector256Lane.Greatest(greatests));
            var mean = asked >= ScoreMoments.Mean ? RunningMoments.Mean(sum, least, greatest) : default;
            var variance = asked >= ScoreMoments.Variance ? Variance(values, mean) : default;
            var score = formula.Aggregate(mean, variance, least, greatest);
            return Kernel<ScalarLane>.IsScore(score) ? score.Value : double.NaN;
        }

        // The scores are read again, which takes less time than to keep them.
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        private ScalarLane Variance(ReadOnlySpan<double> values, ScalarLane mean)
        {
            var value = new ReadOnlyWalk<double>(values);
            var (sums, means) = (Vector128Lane.Broadcast(0), Vector256Lane.Broadcast(mean.Value));
            for (var four = new ReadOnlyWalk<FourSlots>(slots); four.Goes; four.Next())
            {
                var scores = TRule.Score(in four.Now.Ruler, Vector256Lane.Load(in value[four.Now.First]));
                var squares = RunningMoments.Square(scores, four.Now.Shares, means, out var deviations);
                sums = Vector256Lane.Add(sums, squares, deviations);
            }

            return RunningMoments.Variance(new ScalarLane(sums.Value[0]), new ScalarLane(sums.Value[1]));
        }
    }
}
