using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Exact;

/// <summary>The formulas of the strategies once more, straight from the books and with 320 digits: no extremum is factored out, nothing is compensated.</summary>
internal static class ExactStrategies
{
    /// <summary>Each strategy, at gentle and at extreme parameters, with its formula.</summary>
    public static IReadOnlyList<(IAggregationStrategy Strategy, Func<(BigFixed X, BigFixed W)[], BigFixed> Formula)> All { get; } =
    [
        (AggregationStrategies.WeightedMean, Mean),
        (AggregationStrategies.WeakestLink, Min),
        (AggregationStrategies.ConsistencyVariance(), items => Mean(items) - (Variance(items) * 0.5)),
        (AggregationStrategies.UnguardedConsistencyVariance(0.9), items => Mean(items) - (Variance(items) * 0.9)),
        (AggregationStrategies.UnguardedConsistencyDeviation(0.3), items => BigFixed.Max(0, Mean(items) - (BigFixed.Sqrt(Variance(items)) * 0.3))),
        (AggregationStrategies.MazziottaPareto, items => Mean(items).Units.IsZero ? 0 : BigFixed.Max(0, Mean(items) - (Variance(items) / Mean(items)))),
        (AggregationStrategies.GiniMean, items => Mean(items) - (BigFixed.Sum(items.SelectMany(a => items.Select(b => a.W * b.W * BigFixed.Abs(a.X - b.X)))) * 0.5)),
        (AggregationStrategies.SeriesReliability, Product),
        (AggregationStrategies.LowerTailMean(0.2), items => Tail(items, 0.2)),
        (AggregationStrategies.LowerTailMean(0.001), items => Tail(items, 0.001)),
        (AggregationStrategies.PeakEnd(0.3), items => (Min(items) * 0.3) + (items[^1].X * (1 - (BigFixed)0.3))),
        (AggregationStrategies.PeakEnd(0.3, Peak.Best), items => (Max(items) * 0.3) + (items[^1].X * (1 - (BigFixed)0.3))),
        (AggregationStrategies.PeakEnd(1, Peak.Farthest), items => items.MaxBy(item => BigFixed.Abs(item.X - 0.5)).X),
        (AggregationStrategies.Recency(0.8), items => Mean(Decayed(items, 0.8))),
        (AggregationStrategies.Hurwicz(0.4), items => (Min(items) * 0.4) + (Max(items) * (1 - (BigFixed)0.4))),
        .. new[] { 2.25, 1e6, 1e-6 }.Select(lambda => (AggregationStrategies.LossAverse(lambda), Formula(items => LossAverse(items, lambda)))),
        .. new[] { (0.5, 0.0), (0.5, 0.1), (1, 1e-9), (0.7, 1e6), (1, 1e300) }.Select(p => (AggregationStrategies.MeanMin(p.Item1, p.Item2), Formula(items => MeanMin(items, p.Item1, p.Item2)))),
        .. new[] { -1000, -9.06, -8, -7, -3, -2, -1, -0.5, -0.3, -0.009, -1e-7, 0, 1e-7, 0.009, 0.3, 0.5, 1, 2, 3, 3.3, 4, 5, 6, 7, 8, 1000 }.Select(p => (AggregationStrategies.PowerMean(p), Formula(items => PowerMean(items, p)))),
        .. new[] { 1e-9, 0.009, 1, 30, 700, 1000 }.Select(k => (AggregationStrategies.SoftMinimum(k), Formula(items => SoftMinimum(items, k)))),
        .. new[] { 0.001, 0.3, 0.5, 1, 2, 3.7, 1000 }.Select(a => (AggregationStrategies.Owa(Quantifier.Power(a)), Formula(items => Owa(items, r => BigFixed.Pow(r, a))))),
        (AggregationStrategies.WeightedOwa(0.4, 0.3, 0.2, 0.1), items => Owa(items, r => Lines(r, [0, 0.4, 0.7, 0.9, 1]))),
        (AggregationStrategies.Blend((0.25, AggregationStrategies.WeightedMean), (0.75, AggregationStrategies.WeakestLink)), items => (Mean(items) * 0.25) + (Min(items) * 0.75)),
        (AggregationStrategies.Gate(AggregationStrategies.WeightedMean, 0.5, 0.6), items => Min(items) < 0.5 ? BigFixed.Min(Mean(items), 0.6) : Mean(items)),
    ];

    // Names the type of a lambda within a list.
    private static Func<(BigFixed X, BigFixed W)[], BigFixed> Formula(Func<(BigFixed X, BigFixed W)[], BigFixed> formula) => formula;

    private static BigFixed Total((BigFixed X, BigFixed W)[] items) => BigFixed.Sum(items.Select(item => item.W));

    private static BigFixed Mean((BigFixed X, BigFixed W)[] items) => BigFixed.Sum(items.Select(item => item.W * item.X)) / Total(items);

    private static BigFixed Min((BigFixed X, BigFixed W)[] items) => items.Min(item => item.X);

    private static BigFixed Max((BigFixed X, BigFixed W)[] items) => items.Max(item => item.X);

    /// <summary>The population variance.</summary>
    public static BigFixed Variance((BigFixed X, BigFixed W)[] items)
    {
        var mean = Mean(items);
        return Mean([.. items.Select(item => ((item.X - mean) * (item.X - mean), item.W))]);
    }

    private static BigFixed Product((BigFixed X, BigFixed W)[] items)
    {
        var equal = items.All(item => item.W == items[0].W);
        return equal
            ? items.Aggregate((BigFixed)1, (product, item) => product * item.X)
            : Min(items).Units.IsZero ? 0 : BigFixed.Exp(BigFixed.Sum(items.Select(item => item.W * items.Length * BigFixed.Log(item.X))) / Total(items));
    }

    private static BigFixed Tail((BigFixed X, BigFixed W)[] items, double share)
    {
        var (left, sum, total) = ((BigFixed)share, BigFixed.Zero, Total(items));
        foreach (var (x, w) in items.OrderBy(item => item.X))
        {
            var taken = BigFixed.Min(left, w / total);
            (left, sum) = (left - taken, sum + (taken * x));
        }

        return sum / share;
    }

    private static (BigFixed X, BigFixed W)[] Decayed((BigFixed X, BigFixed W)[] items, double decay)
    {
        var factor = (BigFixed)1;
        var decayed = items.ToArray();
        for (var i = items.Length - 1; i >= 0; i--)
        {
            decayed[i].W *= factor;
            factor *= decay;
        }

        return decayed;
    }

    private static BigFixed LossAverse((BigFixed X, BigFixed W)[] items, double lambda)
    {
        var value = Mean([.. items.Select(item => ((item.X - 0.5) * (item.X < 0.5 ? lambda : 1), item.W))]);
        return (BigFixed)0.5 + (value < 0 ? value / lambda : value);
    }

    private static BigFixed MeanMin((BigFixed X, BigFixed W)[] items, double alpha, double beta)
    {
        var gap = Mean(items) - Min(items);
        return Mean(items) - ((BigFixed.Sqrt((gap * gap) + ((BigFixed)beta * beta)) - beta) * alpha);
    }

    private static BigFixed PowerMean((BigFixed X, BigFixed W)[] items, double exponent)
    {
        if (exponent <= 0 && Min(items).Units.IsZero)
        {
            return 0;
        }

        if (exponent == 0)
        {
            return BigFixed.Exp(Mean([.. items.Select(item => (BigFixed.Log(item.X), item.W))]));
        }

        // A thousandth power leaves even 320 digits, so the extremum is factored out here too, which changes nothing but the range.
        var extremum = exponent < 0 ? Min(items) : Max(items);
        return extremum.Units.IsZero ? 0 : extremum * BigFixed.Pow(Mean([.. items.Select(item => (BigFixed.Pow(item.X / extremum, exponent), item.W))]), 1 / (BigFixed)exponent);
    }

    private static BigFixed SoftMinimum((BigFixed X, BigFixed W)[] items, double sharpness)
    {
        var least = Min(items);
        return least - (BigFixed.Log(Mean([.. items.Select(item => (BigFixed.Exp((least - item.X) * sharpness), item.W))])) / sharpness);
    }

    private static BigFixed Owa((BigFixed X, BigFixed W)[] items, Func<BigFixed, BigFixed> quantifier)
    {
        var (cumulated, counted, sum, total) = (BigFixed.Zero, BigFixed.Zero, BigFixed.Zero, Total(items));
        foreach (var (x, w) in items.OrderByDescending(item => item.X))
        {
            cumulated += w / total;
            var next = quantifier(cumulated);
            (sum, counted) = (sum + ((next - counted) * x), next);
        }

        return sum;
    }

    // Straight lines through (k/m, heights[k]).
    private static BigFixed Lines(BigFixed r, double[] heights)
    {
        var place = r * (heights.Length - 1);
        var k = Math.Min(heights.Length - 2, (int)(double)place);
        return heights[k] + ((place - k) * ((BigFixed)heights[k + 1] - heights[k]));
    }
}
