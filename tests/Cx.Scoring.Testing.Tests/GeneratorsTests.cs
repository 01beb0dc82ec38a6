using FsCheck.Fluent;

namespace Cx.Scoring.Testing.Tests;

public sealed class GeneratorsTests
{
    private const int Many = 4000;

    public static TheoryData<string, double> Mix => new()
    {
        { "single item", 0.05 },
        { "up to three items", 0.2 },
        { "hundreds of items", 0.05 },
        { "holds a zero", 0.3 },
        { "holds a one", 0.3 },
        { "all scores equal", 0.15 },
        { "some scores equal", 0.4 },
        { "scores within 1e-8", 0.1 },
        { "equal weights", 0.3 },
        { "a weight of zero", 0.1 },
        { "weights span a million", 0.1 },
    };

    [Theory]
    [MemberData(nameof(Mix))]
    public void WeightedScores_is_a_mix(string kind, double least)
    {
        var samples = Generators.WeightedScores.Generator.Sample(Many, 50).ToList();
        Assert.InRange(samples.Count(sample => Is(kind, sample)) / (double)Many, least, 1);
    }

    [Fact]
    public void WeightedScores_are_scores_with_weights_of_which_one_counts() => Assert.All(
        Generators.WeightedScores.Generator.Sample(Many, 50),
        sample =>
        {
            Assert.All(sample.Items, item => Assert.InRange(item.Score, 0, 1));
            Assert.All(sample.Items, item => Assert.InRange(item.Weight, 0, 1e6));
            Assert.Contains(sample.Items, item => item.Weight > 0);
        });

    [Fact]
    public void WeightedScores_shrink_to_one_zero_of_weight_one()
    {
        var current = new WeightedScores([(0.123456, 1000), (1, 0), (0.75, 3), (0.5, 2)]);
        for (var steps = 0; Generators.WeightedScores.Shrinker(current).FirstOrDefault() is { } simpler; steps++)
        {
            Assert.InRange(steps, 0, 100);
            current = simpler;
        }

        Assert.Equal(new WeightedScores([(0, 1)]), current);
    }

    [Fact]
    public void WeightedScores_print_and_compare_by_content()
    {
        Assert.Equal("(0.5, 1)", $"{new WeightedScores([(0.5, 2), (1, 2)])}");
        Assert.Equal("(0.5, 1; weights 2, 3)", $"{new WeightedScores([(0.5, 2), (1, 3)])}");
        Assert.Equal(new WeightedScores([(0.5, 2)]), new WeightedScores([(0.5, 2)]));
        Assert.Equal([0.4, 0.6], new WeightedScores([(0.5, 2), (1, 3)]).ToWeights());
        Assert.Equal(new WeightedScores([(1, 3)]), new WeightedScores([(0.5, 0), (1, 3)]).Present);
    }

    private static bool Is(string kind, WeightedScores sample)
    {
        var (scores, weights) = (sample.ToScores(), sample.Items.Select(item => item.Weight).ToList());
        return kind switch
        {
            "single item" => scores.Length == 1,
            "up to three items" => scores.Length <= 3,
            "hundreds of items" => scores.Length >= 100,
            "holds a zero" => scores.Contains(0),
            "holds a one" => scores.Contains(1),
            "all scores equal" => scores.Distinct().Count() == 1,
            "some scores equal" => scores.Distinct().Count() < scores.Length,
            "scores within 1e-8" => scores.Length > 1 && scores.Max() - scores.Min() < 1e-8,
            "equal weights" => weights.Distinct().Count() == 1,
            "a weight of zero" => weights.Contains(0),
            "weights span a million" => weights.Min() > 0 && weights.Max() / weights.Min() >= 1e6,
            _ => throw new ArgumentOutOfRangeException(nameof(kind)),
        };
    }
}
