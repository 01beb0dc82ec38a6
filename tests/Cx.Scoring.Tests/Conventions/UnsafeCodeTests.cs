namespace Cx.Scoring.Tests.Conventions;

public sealed class UnsafeCodeTests
{
    private const string TheFile = "Cx.Scoring/Aggregation/Lanes/Raw.cs";

    private const string ALane = "Cx.Scoring/Aggregation/Lanes/Vector256Lane.cs";

    // What may reach beyond the memory that it was given, but for words in comments. Unsafe.SizeOf and Unsafe.BitCast cannot.
    private const string IsUnsafe =
        @"(?m)^(?!\s*//).*(\bunsafe\b|\bUnsafe\.(?!SizeOf|BitCast)|MemoryMarshal\.(GetReference|GetArrayDataReference|Create\w*Span|AsMemory)|NativeMemory|CollectionsMarshal|UnsafeAccessor)";

    // A lane reads and writes memory where it is told to, by one instruction.
    private const string IsOfLanes = @"\b(Load|Store)(Aligned|Unsafe)\w*";

    [Fact]
    public void All_that_is_unsafe_is_in_one_file()
    {
        Assert.Matches(IsUnsafe, Code(TheFile));
        Assert.Matches(IsOfLanes, Code(ALane));
        Assert.All(OtherFiles(), file =>
        {
            Assert.DoesNotMatch(IsUnsafe, Code(file));
            if (!file.EndsWith("Lane.cs", StringComparison.Ordinal) || Path.GetDirectoryName(file) != Path.GetDirectoryName(ALane))
            {
                Assert.DoesNotMatch(IsOfLanes, Code(file));
            }
        });
    }

    private static string Code(string file) => Repository.Read(Path.Combine("src", file));

    private static IEnumerable<string> OtherFiles() =>
        Repository.Sources.Select(path => Path.GetRelativePath(Repository.PathOf("src"), path).Replace('\\', '/')).Where(file => file != TheFile);
}
