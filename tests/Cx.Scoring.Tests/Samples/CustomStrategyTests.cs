using Cx.Scoring.Tests.Conventions;

namespace Cx.Scoring.Tests.Samples;

/// <summary>The sample of a strategy of one's own, run as it stands.</summary>
[Collection(nameof(Console))]
public sealed class CustomStrategyTests
{
    private const string Sample = "samples/CustomStrategy.cs";

    // Counted and correlated apart from the library, from the decimals of the file.
    [Fact]
    public void It_keeps_its_laws_and_compares_itself_on_the_airport_survey()
    {
        var printed = Script.Run(Repository.Read(Sample), Repository.PathOf(Sample));

        Assert.Contains("nearness-to-perfect keeps its word", printed, StringComparison.Ordinal);
        Assert.Contains("16,964 passengers", printed, StringComparison.Ordinal);
        Assert.Matches(@"│ weighted-mean +│ +0\.763 │ +0\.744 │", printed);
        Assert.Matches(@"│ nearness-to-perfect \(this sample's\) +│ +0\.703 │ +0\.726 │", printed);
        Assert.Matches(@"│ weakest-link +│ +0\.461 │ +0\.518 │", printed);
    }
}
