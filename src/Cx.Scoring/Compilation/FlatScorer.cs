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
    /// <param name="values">One value a slot.</param>
    /// <returns>The score; NaN where the long way says what it is: a value is missing or off its scale, or what the strategy gives is no score.</returns>
    public abstract double Score(ReadOnlySpan<double> values);

    /// <summary>The short way of a model; null where it has none.</summary>
    public static FlatScorer? Of(CompiledModel compiled)
    {
        if (compiled.RulersByFour.Length == 0 || compiled.Slots.Length > MostTouchpoints || !compiled.IsPlain || !compiled.AllCount)
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
            ? new OfFormula<TFormula, OnExactScale<Vector256Lane>>(compiled.RulersByFour, shares, formula)
            : new OfFormula<TFormula, OnAnyScale<Vector256Lane>>(compiled.RulersByFour, shares, formula);

    private sealed class Maker(CompiledModel compiled, ScalarLane[] shares) : ILaneVisitor
    {
        public FlatScorer? Made { get; private set; }

        public void Visit<TFormula>(TFormula formula)
            where TFormula : struct, ILaneFormula => Made = For(compiled, shares, new LaneFormula<ScalarLane, TFormula>(formula));

        public void VisitMoments<TFormula>(TFormula formula)
            where TFormula : struct, IMomentFormula => Made = compiled.AreExact
                ? new OfMoments<TFormula, OnExactScale<Vector256Lane>>(compiled.RulersByFour, shares, formula)
                : new OfMoments<TFormula, OnAnyScale<Vector256Lane>>(compiled.RulersByFour, shares, formula);
    }

    private sealed class OfFormula<TFormula, TRule>(Ruler<Vector256Lane>[] rulers, ScalarLane[] shares, TFormula formula) : FlatScorer
        where TFormula : struct, IFormula<ScalarLane>
        where TRule : struct, ICellRule<Vector256Lane>
    {
        private readonly Ruler<Vector256Lane>[] rulers = rulers;
        private readonly ScalarLane[] shares = shares;
        private readonly TFormula formula = formula;

        [SkipLocalsInit]
        public override double Score(ReadOnlySpan<double> values)
        {
            Span<double> scratch = stackalloc double[MostTouchpoints];
            var scores = scratch[..values.Length];
            if (!Reading.AllRead<TRule>(rulers, values, scores))
            {
                return double.NaN;
            }

            var score = formula.Of(ScalarLane.Of(scores), shares);
            return Kernel<ScalarLane>.IsScore(score) ? score.Value : double.NaN;
        }
    }

    // A sum goes from left to right, one addition after the other; all else that is asked goes four at a time.
    private sealed class OfMoments<TFormula, TRule>(Ruler<Vector256Lane>[] rulers, ScalarLane[] shares, TFormula formula) : FlatScorer
        where TFormula : struct, IMomentFormula
        where TRule : struct, ICellRule<Vector256Lane>
    {
        private readonly Ruler<Vector256Lane>[] rulers = rulers;
        private readonly ScalarLane[] shares = shares;
        private readonly TFormula formula = formula;

        [SkipLocalsInit]
        public override double Score(ReadOnlySpan<double> values)
        {
            Span<double> scratch = stackalloc double[2 * MostTouchpoints];
            var scores = scratch[..values.Length];
            var products = scratch.Slice(MostTouchpoints, values.Length);
            if (!Reading.AllRead<TRule, TFormula>(rulers, values, shares, scores, products, out var leastOfFour, out var greatestOfFour))
            {
                return double.NaN;
            }

            var sum = TFormula.Asks >= ScoreMoments.Mean ? RunningMoments.SumOf<ScalarLane>(ScalarLane.Of(products)) : default;
            var (least, greatest) = (Vector256Lane.Least(leastOfFour), Vector256Lane.Greatest(greatestOfFour));
            var mean = TFormula.Asks >= ScoreMoments.Mean ? RunningMoments.Mean(sum, least, greatest) : default;
            var variance = TFormula.Asks >= ScoreMoments.Variance ? LaneMath.Variance<ScalarLane>(ScalarLane.Of(scores), shares, mean) : default;
            var score = formula.Aggregate(mean, variance, least, greatest);
            return Kernel<ScalarLane>.IsScore(score) ? score.Value : double.NaN;
        }
    }
}
