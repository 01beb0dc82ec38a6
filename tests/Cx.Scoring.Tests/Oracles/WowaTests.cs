using Cx.Scoring.Aggregation;
using Xunit.Abstractions;

namespace Cx.Scoring.Tests.Oracles;

/// <summary>One vector with importances and order weights, under each definition that puts the two together.</summary>
public sealed class WowaTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> Lines = OracleFile.Csv("wowa_expected.csv");

    private static readonly Dictionary<string, Func<double[], double[], string, double>> Counterparts = new()
    {
        ["OWA"] = (x, _, order) => new ScaledScores(x).Of(AggregationStrategies.WeightedOwa(OracleFile.Numbers(order))),
        ["WAM"] = (x, importance, _) => AggregationStrategies.WeightedMean.Aggregate(x, importance),

        // The importances are the weights of the touchpoints.
        ["WOWA Torra 1997 linear interpolation"] = (x, importance, order) => AggregationStrategies.WeightedOwa(OracleFile.Numbers(order)).Aggregate(x, importance),
    };

    private static readonly Dictionary<string, string> WithoutCounterpart = new()
    {
        ["WOWA monotone spline quantifier"] = "another quantifier; the one here runs straight between the order weights",
        ["WOWA n-ary tree L=12"] = "another operator, a tree of ordered weighted averages that depends on its depth L",
        ["implicit WOWA"] = "another operator: it is defined by an equation and is no quantifier over cumulated weight",
    };

    [Fact]
    public void Every_method_is_tested_or_says_why_not() => Assert.Equal(
        Lines.Select(line => line["method"]).Order(StringComparer.Ordinal), Counterparts.Keys.Concat(WithoutCounterpart.Keys).Order(StringComparer.Ordinal));

    [Fact]
    public void Ordered_and_weighted_averages_agree()
    {
        var agreement = Agreement.Relative(1e-12);
        foreach (var line in Lines.Where(line => Counterparts.ContainsKey(line["method"])))
        {
            var actual = Counterparts[line["method"]](OracleFile.Numbers(line["x"]), OracleFile.Numbers(line["p_importance"]), line["w_owa_desc"]);
            agreement.Add(line["method"], OracleFile.Number(line["value"]), actual);
        }

        agreement.Holds(3, output);
    }
}
