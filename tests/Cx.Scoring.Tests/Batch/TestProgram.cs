using System.Diagnostics;

namespace Cx.Scoring.Tests.Batch;

/// <summary>The program of the tests (<see cref="BitsOfEveryRoad.Main"/>), run in a process of its own.</summary>
internal static class TestProgram
{
    /// <summary>Runs it.</summary>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="environment">Variables of its environment.</param>
    /// <returns>What it printed.</returns>
    public static string Run(string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", ["exec", typeof(TestProgram).Assembly.Location, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        using var program = Process.Start(start)!;
        var errors = program.StandardError.ReadToEndAsync();
        var printed = program.StandardOutput.ReadToEnd();
        program.WaitForExit();
        Assert.True(program.ExitCode == 0, errors.Result);
        return printed.ReplaceLineEndings("\n");
    }
}
