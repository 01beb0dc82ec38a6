namespace Cx.Scoring.Tests.Conventions;

public sealed class UnsafeCodeTests
{
    private const string TheFile = "Cx.Scoring/Aggregation/Lanes/Raw.cs";

    // What may reach beyond the memory that it was given. Unsafe.SizeOf and Unsafe.BitCast cannot.
    private const string IsUnsafe =
        @"\bunsafe (static|readonly|ref|class|struct|partial|delegate|\{)|\bfixed \(|\bUnsafe\.(?!SizeOf|BitCast)\w+|MemoryMarshal\.(GetReference|GetArrayDataReference|Create\w*Span)";

    // A lane reads and writes memory where it is told to, by one instruction.
    private const string IsOfLanes = @"\b(Load|Store)(Aligned|Unsafe)\w*";

    [Fact]
    public void All_that_is_unsafe_is_in_one_file()
    {
        Assert.Matches(IsUnsafe, Code(TheFile));
        Assert.All(OtherFiles(), file =>
        {
            Assert.DoesNotMatch(IsUnsafe, Code(file));
            if (!file.EndsWith("Lane.cs", StringComparison.Ordinal))
            {
                Assert.DoesNotMatch(IsOfLanes, Code(file));
            }
        });
    }

    private static string Code(string file) => Repository.Read(Path.Combine("src", file));

    private static IEnumerable<string> OtherFiles() =>
        from path in Directory.GetFiles(Repository.PathOf("src"), "*.cs", SearchOption.AllDirectories)
        let file = Path.GetRelativePath(Repository.PathOf("src"), path).Replace('\\', '/')
        where file != TheFile && !file.Contains("/obj/", StringComparison.Ordinal)
        select file;
}
