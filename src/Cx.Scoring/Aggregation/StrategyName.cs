using System.Globalization;

namespace Cx.Scoring.Aggregation;

/// <summary>Reads the canonical names of the built-in strategies.</summary>
internal static class StrategyName
{
    public static IAggregationStrategy Parse(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        var (kind, arguments) = Call(name);
        return (kind, arguments.Count) switch
        {
            ("weighted-mean", 0) => AggregationStrategies.WeightedMean,
            ("weakest-link", 0) => AggregationStrategies.WeakestLink,
            ("gini-mean", 0) => AggregationStrategies.GiniMean,
            ("series-reliability", 0) => AggregationStrategies.SeriesReliability,
            ("mazziotta-pareto", 0) => AggregationStrategies.MazziottaPareto,
            ("consistency-variance", 1) => AggregationStrategies.ConsistencyVariance(Number(0)),
            ("unguarded-consistency-variance", 1) => AggregationStrategies.UnguardedConsistencyVariance(Number(0)),
            ("consistency-deviation", 1) => AggregationStrategies.ConsistencyDeviation(Number(0)),
            ("unguarded-consistency-deviation", 1) => AggregationStrategies.UnguardedConsistencyDeviation(Number(0)),
            ("power-mean", 1) => AggregationStrategies.PowerMean(Number(0)),
            ("mean-min", 2) => AggregationStrategies.MeanMin(Number(0), Number(1)),
            ("lower-tail-mean", 1) => AggregationStrategies.LowerTailMean(Number(0)),
            ("soft-minimum", 1) => AggregationStrategies.SoftMinimum(Number(0)),
            ("owa", 1) => AggregationStrategies.Owa(QuantifierOf(arguments[0])),
            ("weighted-owa", > 0) => AggregationStrategies.WeightedOwa([.. arguments.Select(ToNumber)]),
            ("choquet", > 1) => AggregationStrategies.Choquet(CapacityOf(arguments)),
            ("choquet-2-additive", 1) => AggregationStrategies.Choquet2Additive(TwoAdditiveCapacityOf(arguments[0])),
            ("sugeno", > 1) => AggregationStrategies.Sugeno(CapacityOf(arguments)),
            ("peak-end", 2) when arguments[1] is "worst" => AggregationStrategies.PeakEnd(Number(0), Peak.Worst),
            ("peak-end", 2) when arguments[1] is "best" => AggregationStrategies.PeakEnd(Number(0), Peak.Best),
            ("peak-end", 3) when arguments[1] is "farthest" => AggregationStrategies.PeakEnd(Number(0), Peak.Farthest, Number(2)),
            ("recency", 1) => AggregationStrategies.Recency(Number(0)),
            ("hurwicz", 1) => AggregationStrategies.Hurwicz(Number(0)),
            ("loss-averse", 2) => AggregationStrategies.LossAverse(Number(0), Number(1)),
            ("gate", 3) => AggregationStrategies.Gate(Parse(arguments[0]), Number(1), Number(2)),
            ("blend", > 0) => AggregationStrategies.Blend([.. arguments.Select(Part)]),
            _ => throw new FormatException($"'{name}' is no canonical name of a built-in strategy, such as 'weakest-link' or 'power-mean(-1)'."),
        };

        double Number(int index) => ToNumber(arguments[index]);
    }

    // name(argument, argument): commas within inner parentheses belong to the argument.
    private static (string Name, List<string> Arguments) Call(string text)
    {
        var open = text.IndexOf('(', StringComparison.Ordinal);
        if (open < 0)
        {
            return (text, []);
        }

        var (depth, start, arguments) = (0, open + 1, new List<string>());
        for (var i = open; i < text.Length; i++)
        {
            depth += text[i] switch { '(' => 1, ')' => -1, _ => 0 };
            if ((text[i] == ',' && depth == 1) || depth == 0)
            {
                arguments.Add(text[start..i].Trim());
                start = i + 1;
                if (depth == 0 && i < text.Length - 1)
                {
                    throw new FormatException($"'{text}' goes on after its last parenthesis.");
                }
            }
        }

        return depth == 0 ? (text[..open], arguments) : throw new FormatException($"'{text}' lacks a closing parenthesis.");
    }

    private static double ToNumber(string text) => double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FormatException($"'{text}' is no number.");

    private static (double Share, IAggregationStrategy Strategy) Part(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        return space > 0
            ? (ToNumber(text[..space]), Parse(text[(space + 1)..]))
            : throw new FormatException($"'{text}' is no part of a blend; a part is a share and a strategy.");
    }

    private static Quantifier QuantifierOf(string text) => Call(text) switch
    {
        ("power", [var exponent]) => Quantifier.Power(ToNumber(exponent)),
        ("piecewise-linear", [var points]) => Quantifier.PiecewiseLinear([.. points.Split("; ").Select(Pair)]),
        _ => throw new FormatException($"'{text}' is no quantifier; quantifiers are power(..) and piecewise-linear(..)."),
    };

    private static (double First, double Second) Pair(string text) => text.Split(' ') is [var first, var second]
        ? (ToNumber(first), ToNumber(second))
        : throw new FormatException($"'{text}' is no pair of numbers.");

    private static Capacity CapacityOf(List<string> measure) =>
        new(int.Log2(measure.Count), [.. measure.Select(ToNumber)]);

    private static TwoAdditiveCapacity TwoAdditiveCapacityOf(string text)
    {
        var parts = text.Split("; ");
        return new([.. parts[0].Split(' ').Select(ToNumber)], [.. parts.Skip(1).Select(Interaction)]);
    }

    private static (int One, int Other, double Interaction) Interaction(string text) =>
        text.Split(' ') is [var pair, var interaction] && pair.Split('-') is [var one, var other]
            ? ((int)ToNumber(one), (int)ToNumber(other), ToNumber(interaction))
            : throw new FormatException($"'{text}' is no interaction, such as '0-1 0.2'.");
}
