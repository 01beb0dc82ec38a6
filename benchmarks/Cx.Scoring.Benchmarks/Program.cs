using System.Globalization;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Environments;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains;
using BenchmarkDotNet.Toolchains.CsProj;
using BenchmarkDotNet.Toolchains.DotNetCli;
using Cx.Scoring.Benchmarks;
using Cx.Scoring.Benchmarks.Batch;

if (args is ["batch", ..])
{
    BatchFigures.Print(Console.Out, rounds: args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : 25);
    return;
}

var config = ManualConfig.Create(DefaultConfig.Instance);
if (Environment.GetEnvironmentVariable("CX_DISASM") is not null)
{
    // BenchmarkDotNet 0.14 knows no .NET 10: claim .NET 9 and build for net10.0, past its check of the SDK.
    var net10 = CsProjCoreToolchain.From(new NetCoreAppSettings("net10.0", null, ".NET 10.0"));
    config.AddJob(Job.ShortRun.WithRuntime(CoreRuntime.Core90).WithToolchain(new Toolchain(net10.Name, net10.Generator, net10.Builder, net10.Executor)))
        .AddDiagnoser(new DisassemblyDiagnoser(new DisassemblyDiagnoserConfig(maxDepth: 2)));
}

BenchmarkSwitcher.FromAssembly(typeof(ScoreBenchmarks).Assembly).Run(args, config);
