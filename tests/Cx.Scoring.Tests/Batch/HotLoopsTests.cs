#if !DEBUG // Code that is not optimised inlines nothing.
using System.Runtime.Intrinsics.X86;
using System.Text.RegularExpressions;

namespace Cx.Scoring.Tests.Batch;

/// <summary>The loops are as fast as they are because the compiler inlines all that they call, and it stops where a method has taken in too much.</summary>
public sealed partial class HotLoopsTests
{
    // Handed on as a method, asked once a batch, and too large to be inlined.
    private static readonly string[] Apart = ["Broadcast", "Twice", "Pow"];

    [FourLanesTheory]
    [InlineData("1")]
    [InlineData("0")]
    public void No_operation_of_a_lane_and_no_step_of_a_walk_is_compiled_by_itself(string eightLanes)
    {
        var file = Path.GetTempFileName();
        TestProgram.Run(
            [HotLoops.Argument],
            ("DOTNET_EnableAVX512", eightLanes),
            ("DOTNET_TieredCompilation", "0"),
            ("DOTNET_JitStdOutFile", file),
            ("DOTNET_JitDisasmSummary", "1"));
        var compiled = File.ReadAllText(file);
        File.Delete(file);
        Assert.All(["TakeFrom", "TakeMoments", "TileByTile", "ColumnMoments", "AddAgain", "AsksAboutMany", "RunSource"], loop => Assert.Contains(loop, compiled, StringComparison.Ordinal));
        Assert.Contains("Twice", Names(compiled));
        Assert.Empty(Names(compiled).Except(Apart));
    }

    private static IEnumerable<string> Names(string compiled) => OfLanes().Matches(compiled).Select(method => method.Groups["name"].Value);

    [GeneratedRegex(@"JIT compiled (Cx\.Scoring\.Aggregation\.Lanes\.(\w*Lane|Walk|ReadOnlyWalk|Raw|RunningMoments)(`1\[[^:]*\])?|Cx\.Scoring\.Aggregation\.Lanes\.LaneSum`1\[[^:]*\](?=:(Lost|Whole|get_Start)\b)|Cx\.Scoring\.Ruler`1\[[^:]*\](?!:(\.ctor|Each|NormaliseAll)\b)|Cx\.Scoring\.Compilation\.(On(Any|Exact)Scale|Divisor)`1\[[^:]*\]|Cx\.Scoring\.Batch\.\w+`\d\[[^:]*\](?=:(ReadTwo|AddUnderOwn)\b)|System\.Runtime\.InteropServices\.MemoryMarshal(?=:Cast\[Cx)|System\.(ReadOnly)?Span`1\[Cx\.Scoring[^:]*\]):[^(\[]*?(?<name>\w+)[(\[]")]
    private static partial Regex OfLanes();

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class FourLanesTheoryAttribute : TheoryAttribute
    {
        public FourLanesTheoryAttribute()
        {
            if (!(Avx2.IsSupported && Fma.IsSupported))
            {
                Skip = "The processor has no vectors of four doubles with a fused multiplication."; // Emulated, it leaves the compiler no room: there the loops are known to call.
            }
        }
    }
}
#endif
