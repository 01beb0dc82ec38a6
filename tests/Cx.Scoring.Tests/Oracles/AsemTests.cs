using Cx.Scoring.Aggregation;
using Xunit.Abstractions;

namespace Cx.Scoring.Tests.Oracles;

/// <summary>A composite indicator of 51 countries, from its raw data: what COINr 1.1.14 makes of them, a model of nested stages makes too.</summary>
/// <remarks>
/// Asia-Europe sustainable connectivity: 49 indicators in 8 groups, the groups in 2 sub-indexes, these in the index. An indicator is a
/// touchpoint, a group or sub-index a stage, a country a journey; 63 cells are missing, and the rest is weighted anew.
/// </remarks>
public sealed class AsemTests(ITestOutputHelper output)
{
    private static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> Meta = OracleFile.Csv("coinr_asem_meta.csv");
    private static readonly IReadOnlyList<IReadOnlyDictionary<string, string>> Countries = OracleFile.Csv("coinr_asem_raw.csv");
    private static readonly string[] Indicators = CodesAt("1");
    private static readonly string[] Aggregates = [.. CodesAt("2"), .. CodesAt("3"), .. CodesAt("4")];

    // COINr stretches to 1..100 instead of 0..100, so that no geometric mean is 0.
    private static readonly IValueFunction FromOne = ValueFunctions.PiecewiseLinear((0, 0.01), (1, 1));

    [Fact]
    public void The_data_are_51_countries_and_four_levels_with_63_cells_missing()
    {
        Assert.Equal([49, 8, 2, 1], Meta.GroupBy(step => step["Level"]).OrderBy(level => level.Key, StringComparer.Ordinal).Select(level => level.Count()));
        Assert.Distinct(Meta.Select(step => step["iCode"]));
        Assert.Equal(51, Countries.Count);
        Assert.Equal(63, Countries.Sum(country => Indicators.Length - Lived(country).Experiences.Count));
    }

    [Fact]
    public void Indicators_are_stretched_between_the_worst_and_the_best_country()
    {
        var scorer = new JourneyScorer(Model(AggregationStrategies.WeightedMean, FromOne));
        var agreement = Agreement.Relative(1e-12);
        foreach (var (country, expected) in Countries.Zip(OracleFile.Csv("coinr_asem_normalised_minmax_1_100.csv")))
        {
            Assert.Equal(expected["uCode"], country["uCode"]);
            var score = scorer.Score(Lived(country));
            foreach (var indicator in Indicators)
            {
                Assert.Equal(expected[indicator] == "NA", score[indicator].Score is null);
                if (score[indicator].Score is { } value)
                {
                    agreement.Add($"{country["uCode"]} {indicator}", OracleFile.Number(expected[indicator]), 100 * value);
                }
            }
        }

        agreement.Holds((51 * 49) - 63, output);
    }

    [Fact]
    public void One_mean_on_all_levels_gives_the_scores_of_COINr()
    {
        Agree("amean", Model(AggregationStrategies.WeightedMean, FromOne));
        Agree("gmean", Model(AggregationStrategies.GeometricMean, FromOne));
        Agree("hmean", Model(AggregationStrategies.HarmonicMean, FromOne));
    }

    [Fact]
    public void A_mean_for_each_level_gives_the_scores_of_COINr() => Agree("amean_gmean_amean", Model(
        groups: AggregationStrategies.WeightedMean, subIndexes: AggregationStrategies.GeometricMean, index: AggregationStrategies.WeightedMean, FromOne));

    [Fact]
    public void The_index_of_the_paper_about_COINr_is_reproduced()
    {
        var scorer = new JourneyScorer(Model(AggregationStrategies.WeightedMean));
        var scores = Countries.ToDictionary(country => country["uCode"], country => scorer.Score(Lived(country)));
        var (full, rounded) = (Agreement.Relative(1e-12), Agreement.Absolute(0.005));
        foreach (var expected in OracleFile.Csv("coinr_asem_index_minmax_0_100.csv"))
        {
            var score = scores[expected["uCode"]];
            full.Add($"{score.JourneyId} Conn", OracleFile.Number(expected["Conn"]), 100 * score["Conn"].Score!.Value);
            full.Add($"{score.JourneyId} Sust", OracleFile.Number(expected["Sust"]), 100 * score["Sust"].Score!.Value);
            rounded.Add($"{score.JourneyId} Index", OracleFile.Number(expected["Index"]), 100 * score.Value!.Value);
            Assert.Equal(OracleFile.Number(expected["Rank"]), 1 + scores.Values.Count(other => other.Value > score.Value));
        }

        full.Holds(51 * 2, output);
        rounded.Holds(51, output);

        var published = Agreement.Absolute(0.005);
        foreach (var (country, index) in OracleFile.Json("worked_examples.json")["coinr_joss_table"]!["index_rounded"]!.AsObject())
        {
            published.Add(country, index!.GetValue<double>(), 100 * scores[country].Value!.Value);
        }

        published.Holds(6, output);
    }

    private static ScoringModel Model(IAggregationStrategy onAllLevels, IValueFunction? valueFunction = null) =>
        Model(onAllLevels, onAllLevels, onAllLevels, valueFunction ?? ValueFunctions.Linear);

    private static ScoringModel Model(IAggregationStrategy groups, IAggregationStrategy subIndexes, IAggregationStrategy index, IValueFunction valueFunction) => new("asem")
    {
        Strategy = index,
        MissingScores = MissingScores.Skip,
        Steps =
        [
            .. Below("Index", subIndex => new Stage(subIndex, subIndexes)
            {
                Steps =
                [
                    .. Below(subIndex, group => new Stage(group, groups)
                    {
                        Steps = [.. Below(group, indicator => new Touchpoint(indicator, Goalposts(indicator)) { ValueFunction = valueFunction })],
                    }),
                ],
            }),
        ],
    };

    private static IEnumerable<TStep> Below<TStep>(string parent, Func<string, TStep> build)
        where TStep : Step =>
        Meta.Where(step => step["Parent"] == parent).Select(step => build(step["iCode"]) with { Weight = OracleFile.Number(step["Weight"]) });

    private static Scale Goalposts(string indicator)
    {
        double[] values = [.. Countries.Where(country => country[indicator] != "NA").Select(country => OracleFile.Number(country[indicator]))];
        return Meta.Single(step => step["iCode"] == indicator)["Direction"] == "1"
            ? Scale.Goalposts(worst: values.Min(), best: values.Max())
            : Scale.Goalposts(worst: values.Max(), best: values.Min());
    }

    private static Journey Lived(IReadOnlyDictionary<string, string> country) => new(
        country["uCode"],
        Indicators.Where(indicator => country[indicator] != "NA").Select(indicator => new MicroExperience(indicator, OracleFile.Number(country[indicator]))));

    private static string[] CodesAt(string level) => [.. Meta.Where(step => step["Level"] == level).Select(step => step["iCode"])];

    private void Agree(string method, ScoringModel model)
    {
        var scorer = new JourneyScorer(model);
        var agreement = Agreement.Relative(1e-12);
        foreach (var (country, expected) in Countries.Zip(OracleFile.Csv("coinr_asem_aggregated_expected.csv")))
        {
            Assert.Equal(expected["uCode"], country["uCode"]);
            var score = scorer.Score(Lived(country));
            foreach (var step in Aggregates)
            {
                var actual = step == "Index" ? score.Value : score[step].Score;
                agreement.Add($"{score.JourneyId} {step} {method}", OracleFile.Number(expected[$"{step}_{method}"]), 100 * actual!.Value);
            }
        }

        agreement.Holds(51 * 11, output);
    }
}
