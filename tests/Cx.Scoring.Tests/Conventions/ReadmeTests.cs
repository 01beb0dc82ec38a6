using System.Text.RegularExpressions;

namespace Cx.Scoring.Tests.Conventions;

/// <summary>Every C# block of the documents compiles, and prints the text block that follows it.</summary>
[Collection(nameof(Console))]
public sealed partial class ReadmeTests
{
    public static TheoryData<string, int> Blocks
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var file in Directory.GetFiles(Repository.PathOf("docs"), "*.md").Prepend(Repository.PathOf("README.md")))
            {
                var document = Path.GetRelativePath(Repository.PathOf("."), file);
                for (var i = 0; i < CodeBlock().Count(Repository.Read(document)); i++)
                {
                    data.Add(document, i);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Blocks))]
    public void A_block_compiles_and_prints_what_it_says(string document, int index)
    {
        var block = CodeBlock().Matches(Repository.Read(document))[index];
        var printed = Script.Run(block.Groups["code"].Value);
        Assert.Equal(block.Groups["output"].Value.TrimEnd(), printed.TrimEnd());
    }

    [Fact]
    public void The_readme_has_the_coffee_bar() => Assert.Contains("new ScoringModel(\"coffee-bar\")", Repository.Read("README.md"), StringComparison.Ordinal);

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```(?:\s*```text\n(?<output>.*?)```)?", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
