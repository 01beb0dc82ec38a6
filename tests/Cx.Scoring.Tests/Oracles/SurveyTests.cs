using Cx.Scoring.Aggregation;
using Xunit.Abstractions;

namespace Cx.Scoring.Tests.Oracles;

/// <summary>20 passengers of San Francisco International Airport, who left out what they had not met: strategies with the scorer before them.</summary>
public sealed class SurveyTests(ITestOutputHelper output)
{
    private static readonly string[] TouchpointIds =
    [
        "getting_there", "roads", "parking", "airtrain", "find_way", "security", "signs", "walkways",
        "screens", "info_departures", "art", "shops", "food", "wifi", "clean_restroom", "clean_boarding",
    ];

    private static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> Passengers = OracleFile.Csv("golden_operator_values_sfo.csv");

    // The strategy may depend on how many touchpoints were rated.
    private static readonly Dictionary<string, Func<int, IAggregationStrategy>> OnScores = new()
    {
        ["mean"] = _ => AggregationStrategies.WeightedMean,
        ["min"] = _ => AggregationStrategies.WeakestLink,
        ["max"] = _ => AggregationStrategies.PowerMean(double.PositiveInfinity),
        ["mean_minus_0.5sd"] = _ => AggregationStrategies.UnguardedConsistencyDeviation(0.5),
        ["hurwicz_0.4"] = _ => AggregationStrategies.Hurwicz(0.4),
        ["worst2"] = rated => AggregationStrategies.LowerTailMean(2.0 / rated),
        ["owa_1.5"] = _ => AggregationStrategies.Owa(Quantifier.Power(1.5)),
        ["owa_0.5"] = _ => AggregationStrategies.Owa(Quantifier.Power(0.5)),
        ["softmin_2"] = _ => AggregationStrategies.SoftMinimum(2),
        ["recency_0.8"] = _ => AggregationStrategies.Recency(0.8),
        ["last"] = _ => AggregationStrategies.PeakEnd(share: 0),
        ["peak_extreme_ref0.5"] = _ => AggregationStrategies.PeakEnd(share: 1, Peak.Farthest),
    };

    // On 0.1 + 0.9x, so that no score is 0, and mapped back.
    private static readonly Dictionary<string, double> Exponents = new() { ["pow_0.25"] = 0.25, ["pow_0_geo"] = 0, ["pow_-1_harm"] = -1, ["pow_2"] = 2 };

    private static readonly string[] Other = ["row_id", "ratings", "sd_pop", "median"];

    [Fact]
    public void Every_column_is_tested_but_the_median_which_is_no_strategy() => Assert.Equal(
        Passengers[0].Keys.Order(StringComparer.Ordinal), OnScores.Keys.Concat(Exponents.Keys).Concat(Other).Order(StringComparer.Ordinal));

    [Fact]
    public void Strategies_agree_for_every_passenger() => ForEveryPassenger(valuesEach: 12, (passenger, journey, agreement) =>
    {
        foreach (var (column, strategy) in OnScores)
        {
            var score = Score(journey, strategy(journey.Experiences.Count));
            agreement.Add($"{journey.Id} {column}", OracleFile.Number(passenger[column]), score.Value!.Value);
            Assert.Equal(journey.Experiences.Count / 16.0, score.Coverage);
        }
    });

    [Fact]
    public void Power_means_agree_for_every_passenger() => ForEveryPassenger(valuesEach: 4, (passenger, journey, agreement) =>
    {
        foreach (var (column, exponent) in Exponents)
        {
            var score = Score(journey, AggregationStrategies.PowerMean(exponent), ValueFunctions.PiecewiseLinear((0, 0.1), (1, 1)));
            agreement.Add($"{journey.Id} {column}", OracleFile.Number(passenger[column]), (score.Value!.Value - 0.1) / 0.9);
        }
    });

    [Fact]
    public void Deviation_agrees_for_every_passenger() => ForEveryPassenger(valuesEach: 1, (passenger, journey, agreement) => agreement.Add(
        $"{journey.Id} sd_pop",
        OracleFile.Number(passenger["sd_pop"]),
        Score(journey, AggregationStrategies.WeightedMean).Value!.Value - Score(journey, AggregationStrategies.UnguardedConsistencyDeviation(1)).Value!.Value));

    private static JourneyScore Score(Journey journey, IAggregationStrategy strategy, IValueFunction? valueFunction = null) => new JourneyScorer(new("airport")
    {
        Strategy = strategy,
        MissingScores = MissingScores.Skip,
        Steps = [.. TouchpointIds.Select(id => new Touchpoint(id, Scale.Stars) { ValueFunction = valueFunction ?? ValueFunctions.Linear })],
    }).Score(journey);

    private void ForEveryPassenger(int valuesEach, Action<IReadOnlyDictionary<string, string>, Journey, Agreement> compare)
    {
        var agreement = Agreement.Relative(1e-12);
        foreach (var passenger in Passengers)
        {
            var ratings = TouchpointIds.Zip(passenger["ratings"].Split('|')).Where(rating => rating.Second.Length > 0);
            compare(passenger, new(passenger["row_id"], ratings.Select(rating => new MicroExperience(rating.First, OracleFile.Number(rating.Second)))), agreement);
        }

        agreement.Holds(20 * valuesEach, output);
    }
}
