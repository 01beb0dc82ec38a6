using Cx.Scoring.Tests.Conventions;

namespace Cx.Scoring.Tests.Batch;

/// <summary>An auditor who scores the same journeys on another machine gets the same bits.</summary>
public sealed class BitsOfEveryRoadTests
{
    /// <summary>What a processor may lack: eight lanes, four lanes and the fused multiplication, and vectors altogether.</summary>
    [Theory]
    [InlineData("DOTNET_EnableAVX512", "1")]
#if !DEBUG // Code that is not optimised takes minutes for each: there the machine is tried as it is.
    [InlineData("DOTNET_EnableAVX512", "0")]
    [InlineData("DOTNET_EnableAVX2", "0")]
    [InlineData("DOTNET_EnableHWIntrinsic", "0")]
#endif
    public void The_bits_are_those_approved(string part, string isThere) => Approved.Holds("tests/Cx.Scoring.Tests/Batch/bits.approved.txt", TestProgram.Run([], (part, isThere)));
}
