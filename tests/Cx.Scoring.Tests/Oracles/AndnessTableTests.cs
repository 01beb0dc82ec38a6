using Cx.Scoring.Aggregation;
using Xunit.Abstractions;

namespace Cx.Scoring.Tests.Oracles;

/// <summary>Dujmović's table of 17 levels, from the maximum (D) over the mean (A) to the minimum (C): andness and exponent of the power mean of two.</summary>
public sealed class AndnessTableTests(ITestOutputHelper output)
{
    // The published exponents have four digits, and were checked to keep their levels this well.
    private const double Published = 1e-4;

    private static readonly (string Symbol, double Exponent, double Level, double Quadrature)[] Levels =
    [
        .. OracleFile.Csv("lsp_gcd_two_inputs.csv").Select(line => (
            line["symbol"],
            line["exponent_r"] switch { "inf" => double.PositiveInfinity, "-inf" => double.NegativeInfinity, var exponent => OracleFile.Number(exponent) },
            OracleFile.Number(line["andness_level_16ths"]),
            OracleFile.Number(line["andness_numeric"]))),
    ];

    // Found once for both tests: each takes a search.
    private static readonly Lazy<IAggregationStrategy[]> OfLevels = new(() => Array.ConvertAll(Levels, level => AggregationStrategies.PowerMeanOfAndness(level.Level)));

    [Fact]
    public void Andness_of_a_published_exponent_is_its_level()
    {
        var agreement = Agreement.Absolute(Published);
        foreach (var level in Levels)
        {
            agreement.Add(level.Symbol, level.Level, AndnessOf(AggregationStrategies.PowerMean(level.Exponent)));
        }

        agreement.Holds(17, output);
    }

    [Fact]
    public void Andness_of_a_published_exponent_is_that_of_another_quadrature()
    {
        // Six digits were kept.
        var agreement = Agreement.Absolute(0.5e-6);
        foreach (var level in Levels)
        {
            agreement.Add(level.Symbol, level.Quadrature, AndnessOf(AggregationStrategies.PowerMean(level.Exponent)));
        }

        agreement.Holds(17, output);
    }

    [Fact]
    public void PowerMeanOfAndness_has_the_andness()
    {
        var agreement = Agreement.Absolute(Published);
        foreach (var (level, strategy) in Levels.Zip(OfLevels.Value))
        {
            agreement.Add(level.Symbol, level.Level, AndnessOf(strategy));
        }

        agreement.Holds(17, output);
    }

    [Fact]
    public void PowerMeanOfAndness_has_the_published_exponent()
    {
        var agreement = Agreement.Absolute(Published);
        foreach (var (level, strategy) in Levels.Zip(OfLevels.Value))
        {
            var exponent = ExponentOf(strategy);
            if (double.IsInfinity(level.Exponent))
            {
                Assert.Equal(level.Exponent, exponent);
            }
            else
            {
                // What the exponents are apart, as andness: they may be apart what 0.0001 of andness makes of an exponent there.
                const double Step = 0.01;
                var slope = (AndnessOf(AggregationStrategies.PowerMean(level.Exponent + Step)) - AndnessOf(AggregationStrategies.PowerMean(level.Exponent - Step))) / (2 * Step);
                agreement.Add(level.Symbol, 0, (exponent - level.Exponent) * slope);
            }
        }

        agreement.Holds(15, output);
    }

    private static double AndnessOf(IAggregationStrategy strategy) => AggregationStrategies.AndnessOf(strategy, 2).Value;

    private static double ExponentOf(IAggregationStrategy strategy)
    {
        Assert.StartsWith("power-mean(", strategy.Name, StringComparison.Ordinal);
        return OracleFile.Number(strategy.Name["power-mean(".Length..^1]);
    }
}
