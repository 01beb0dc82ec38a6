using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Cx.Scoring.Batch;

namespace Cx.Scoring.Benchmarks.Peers;

/// <summary>Our part of benchmarks/peers/run.sh.</summary>
internal static class PeerProgram
{
    // Calls on small files until the runtime has compiled for good. It counts to 30, compiles in the background after a pause to code that watches
    // itself, counts again, and compiles what it has learned.
    private const int WarmRounds = 3;
    private const int WarmCalls = 35;
    private static readonly TimeSpan WarmPause = TimeSpan.FromMilliseconds(300);
    private static readonly int Threads = int.Parse(Environment.GetEnvironmentVariable("THREADS") ?? "1", CultureInfo.InvariantCulture);

    /// <summary>Does what the arguments after <c>peers</c> say.</summary>
    public static void Run(ReadOnlySpan<string> arguments)
    {
        switch (arguments)
        {
            case ["files", var folder, var journeys]:
                new PeerFiles(folder).Generate(int.Parse(journeys, NumberStyles.Float, CultureInfo.InvariantCulture));
                break;
            case ["run", var folder, var rounds]:
                AllInRounds(folder, int.Parse(rounds, CultureInfo.InvariantCulture));
                break;
            case ["first", var folder, var work]:
                FirstCall(folder, work);
                break;
            default:
                throw new ArgumentException("Allowed are: files FOLDER JOURNEYS, run FOLDER ROUNDS, first FOLDER WORK.", nameof(arguments));
        }
    }

    private static void AllInRounds(string folder, int rounds)
    {
        Warm(WarmWorks(folder).All());
        var files = new PeerFiles(folder);
        var works = new PeerWorks(files, Threads).All().Select(work => (Work: work, Seconds: new List<double>())).ToList();
        foreach (var (work, _) in works)
        {
            work.Query();
            files.Write<double>($"ours-{work.Name}.f64", work.Outputs());
        }

        for (var round = 0; round < rounds; round++)
        {
            foreach (var (work, seconds) in works)
            {
                seconds.Add(Time(work));
            }
        }

        Report(folder, works.Select(work => (work.Work.Name, work.Seconds.ToArray())));
    }

    // Compiled code, but neither scratch nor outputs in memory yet: each fresh page costs a fault.
    private static void FirstCall(string folder, string name)
    {
        PeerWork Work(PeerWorks works) => works.Of(name.Split('-')[0]).First(work => work.Name == name);
        Warm([Work(WarmWorks(folder))]);
        var work = Work(new PeerWorks(new PeerFiles(folder), Threads));

        // What making the model set off to be compiled is no part of the call.
        Thread.Sleep(WarmPause);
        Report(folder, [($"{name}-first", [Time(work)])]);
    }

    private static PeerWorks WarmWorks(string folder) => new(new PeerFiles(Path.Combine(folder, "warm")), Threads);

    private static void Warm(IEnumerable<PeerWork> works)
    {
        foreach (var work in works)
        {
            for (var round = 0; round < WarmRounds; round++)
            {
                for (var call = 0; call < WarmCalls; call++)
                {
                    work.Query();
                }

                Thread.Sleep(WarmPause);
            }
        }
    }

    // The CPU time of the process, which other work on the machine does not touch, unless there are several threads.
    private static double Time(PeerWork work)
    {
        var (wall, processor) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
        work.Query();
        return Threads == 1 ? (Environment.CpuUsage.TotalTime - processor).TotalSeconds : Stopwatch.GetElapsedTime(wall).TotalSeconds;
    }

    private static void Report(string folder, IEnumerable<(string Name, double[] Seconds)> works)
    {
        var version = typeof(BatchScorer).Assembly.GetName().Version!.ToString(3);
        File.AppendAllLines(Path.Combine(folder, "ours.tsv"),
        [
            $"version\tCx.Scoring {version} on {RuntimeInformation.FrameworkDescription}",
            .. works.Select(work => string.Join('\t', [work.Name, "0", .. work.Seconds.Select(second => second.ToString("R", CultureInfo.InvariantCulture))])),
        ]);
    }
}
