using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Cx.Scoring.Tests.Conventions;

/// <summary>Every C# block of the documents compiles, and prints the text block that follows it.</summary>
[Collection(nameof(Console))]
public sealed partial class ReadmeTests
{
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;";

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
        var printed = Run(block.Groups["code"].Value);
        Assert.Equal(block.Groups["output"].Value.TrimEnd(), printed.TrimEnd());
    }

    [Fact]
    public void The_readme_has_the_coffee_bar() => Assert.Contains("new ScoringModel(\"coffee-bar\")", Repository.Read("README.md"), StringComparison.Ordinal);

    private static string Run(string code)
    {
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            "readme",
            [CSharpSyntaxTree.ParseText(Usings), CSharpSyntaxTree.ParseText(code)],
            platform.Select(path => MetadataReference.CreateFromFile(path)),
            new(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));
        using var assembly = new MemoryStream();
        var emitted = compilation.Emit(assembly);
        Assert.True(emitted.Success, string.Join(Environment.NewLine, emitted.Diagnostics.Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)));

        var console = Console.Out;
        using var output = new StringWriter();
        try
        {
            Console.SetOut(output);
            var main = Assembly.Load(assembly.ToArray()).EntryPoint!;
            main.Invoke(null, [.. main.GetParameters().Select(_ => Array.Empty<string>())]);
        }
        finally
        {
            Console.SetOut(console);
        }

        return output.ToString().ReplaceLineEndings("\n");
    }

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```(?:\s*```text\n(?<output>.*?)```)?", RegexOptions.Singleline)]
    private static partial Regex CodeBlock();
}
