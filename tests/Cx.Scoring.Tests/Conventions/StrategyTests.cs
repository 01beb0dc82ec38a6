using Cx.Scoring.Aggregation;
using Cx.Scoring.Tests.Aggregation;

namespace Cx.Scoring.Tests.Conventions;

public sealed class StrategyTests
{
    public static TheoryData<string> Strategies =>
        [.. typeof(AggregationStrategies).Assembly.GetTypes().Where(type => type is { IsInterface: false, IsAbstract: false } && type.IsAssignableTo(typeof(IAggregationStrategy))).Select(type => type.Name)];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Every_strategy_has_a_file_and_a_test_class_that_inherits_the_laws(string strategy)
    {
        Assert.True(File.Exists(Repository.PathOf($"src/Cx.Scoring/Aggregation/{strategy}.cs")), $"{strategy} has no file of its own.");
        Assert.Contains(typeof(StrategyLawTests).Assembly.GetTypes(), type => type.BaseType == typeof(StrategyLawTests) && type.Name == $"{strategy}Tests");
    }
}
