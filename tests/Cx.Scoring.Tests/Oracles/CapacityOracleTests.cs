using System.Globalization;
using Cx.Scoring.Aggregation;
using Xunit.Abstractions;

namespace Cx.Scoring.Tests.Oracles;

/// <summary>Integrals over capacities and their indices: published examples, and what kappalab 0.4-12 gives for them.</summary>
public sealed class CapacityOracleTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> Lines = OracleFile.Csv("choquet_sugeno_kappalab_expected.csv");

    private static readonly Dictionary<string, Func<Capacity, double[], double[]>> Counterparts = new()
    {
        ["choquet"] = (capacity, x) => [new ScaledScores(x).Of(AggregationStrategies.Choquet(capacity))],

        // Scores from -1 to 1, moved to 0 to 1 and back.
        ["choquet_asymmetric"] = (capacity, x) => [(2 * new ScaledScores([.. x.Select(score => (score + 1) / 2)]).Of(AggregationStrategies.Choquet(capacity))) - 1],
        ["sugeno"] = (capacity, x) => [AggregationStrategies.Sugeno(capacity).Aggregate(x, [.. x.Select(_ => 1.0 / x.Length)])],
        ["shapley"] = (capacity, _) => [.. capacity.Importance],
        ["interaction_12_13_23"] = (capacity, _) => [capacity.Interaction(0, 1), capacity.Interaction(0, 2), capacity.Interaction(1, 2)],
        ["veto"] = (capacity, _) => [.. capacity.Veto],
        ["favor"] = (capacity, _) => [.. capacity.Favor],
        ["orness"] = (capacity, _) => [1 - AndnessOf(AggregationStrategies.Choquet(capacity))],
        ["expect_choquet_uniform"] = (capacity, _) => [Expected(AndnessOf(AggregationStrategies.Choquet(capacity)), capacity.Touchpoints)],
    };

    private static readonly Dictionary<string, Func<TwoAdditiveCapacity, double[], double[]>> TwoAdditiveCounterparts = new()
    {
        ["choquet"] = (capacity, x) => [new ScaledScores(x).Of(AggregationStrategies.Choquet2Additive(capacity))],
        ["shapley"] = (capacity, _) => [.. capacity.Importance],
        ["veto"] = (capacity, _) => [.. capacity.Veto],
        ["orness"] = (capacity, _) => [1 - AndnessOf(AggregationStrategies.Choquet2Additive(capacity))],
    };

    private static readonly Dictionary<string, string> WithoutCounterpart = new()
    {
        ["sipos"] = "integrates gains and losses apart; scores here have no side below zero",
        ["mobius_1_2_3_12_13_23_123"] = "a capacity shows its measure and its indices, not this transform",
        ["sd_choquet_uniform"] = "andness needs the expected score alone",
    };

    [Fact]
    public void Every_kind_of_line_is_tested_or_says_why_not() => Assert.Equal(
        Lines.Select(line => line["what"]).Distinct().Order(StringComparer.Ordinal),
        Counterparts.Keys.Concat(WithoutCounterpart.Keys).Order(StringComparer.Ordinal));

    [Fact]
    public void Capacities_agree_on_every_line()
    {
        var agreement = Agreement.Relative(1e-12);
        foreach (var line in Lines.Where(line => Counterparts.ContainsKey(line["what"])))
        {
            var actual = Counterparts[line["what"]](CapacityOf(line["measure"]), OracleFile.Numbers(line["x"]));
            agreement.Add($"{line["id"]} {line["what"]} of {line["x"]}", OracleFile.Numbers(line["value"]), actual);
        }

        // 37 of the 40 lines: 26 give one number, 8 three, 3 four.
        agreement.Holds(26 + (8 * 3) + (3 * 4), output);
    }

    [Fact]
    public void Capacities_of_importances_and_interactions_agree_on_every_line()
    {
        var agreement = Agreement.Relative(1e-12);
        foreach (var line in Lines.Where(line => line["id"] == "two_additive"))
        {
            var actual = TwoAdditiveCounterparts[line["what"]](TwoAdditiveCapacityOf(line["measure"]), OracleFile.Numbers(line["x"]));
            agreement.Add($"{line["what"]} of {line["x"]}", OracleFile.Numbers(line["value"]), actual);
        }

        agreement.Holds(5 + 3 + 3 + 1, output);
    }

    private static double AndnessOf(IPositionalStrategy strategy) => AggregationStrategies.AndnessOf(strategy, strategy.Places).Value;

    private static double AndnessOf(IAggregationStrategy strategy) => AndnessOf((IPositionalStrategy)strategy);

    // The definition of andness, (n - (n + 1)E)/(n - 1), solved for E.
    private static double Expected(double andness, int touchpoints) => (touchpoints - ((touchpoints - 1) * andness)) / (touchpoints + 1);

    // "{}=0 1=.45 12=.5", "natural order 0,1,12 = 0/13..13/13,1,1", or "2-additive Mobius 1=.3 12=.1".
    private static Capacity CapacityOf(string measure)
    {
        if (measure.Contains("natural", StringComparison.Ordinal))
        {
            var sets = measure.Split("order ")[1].Split(" =")[0].Split(',');
            Assert.Equal("0/13..13/13,1,1", measure.Split("= ")[1]);
            return CapacityOf(sets.Select((set, i) => (Mask(set), Math.Min(1, i / 13.0))));
        }

        var parts = Parts(measure);
        return CapacityOf(!measure.Contains("Mobius", StringComparison.Ordinal)
            ? parts.Select(part => (part.Set, (double)part.Value))
            : Enumerable.Range(0, 8).Select(set => (set, (double)parts.Where(part => (part.Set & ~set) == 0).Sum(part => part.Value))));
    }

    private static Capacity CapacityOf(IEnumerable<(int Set, double Value)> measure)
    {
        double[] bySet = [.. measure.OrderBy(set => set.Set).Select(set => set.Value)];
        return new(int.Log2(bySet.Length), bySet);
    }

    // An importance is the touchpoint's own part and half of those it shares; a part that two share is their interaction.
    private static TwoAdditiveCapacity TwoAdditiveCapacityOf(string measure)
    {
        var parts = Parts(measure);
        var pairs = parts.Where(part => !int.IsPow2(part.Set)).Select(part => (int.TrailingZeroCount(part.Set), int.Log2(part.Set), (double)part.Value));
        var importance = parts.Where(part => int.IsPow2(part.Set)).Select(one => one.Value + parts.Where(part => part.Set != one.Set && (part.Set & one.Set) != 0).Sum(part => part.Value / 2));
        return new([.. importance.Select(value => (double)value)], [.. pairs]);
    }

    // In decimals, whose sums are exact: all touchpoints together must count 1 to the last bit.
    private static List<(int Set, decimal Value)> Parts(string measure) =>
        [.. measure.Split(' ').Where(part => part.Contains('=', StringComparison.Ordinal)).Select(part => part.Split('=')).Select(part => (Mask(part[0]), decimal.Parse(part[1], CultureInfo.InvariantCulture)))];

    // "124" are the touchpoints at places 0, 1 and 3.
    private static int Mask(string set) => set.Where(digit => digit is >= '1' and <= '9').Sum(digit => 1 << (digit - '1'));
}
