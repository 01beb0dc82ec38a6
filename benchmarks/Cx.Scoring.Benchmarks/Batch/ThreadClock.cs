using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Cx.Scoring.Benchmarks.Batch;

/// <summary>The time that a thread spent on a processor: on a shared machine the clock on the wall counts other people's work too.</summary>
internal static partial class ThreadClock
{
    private const int ThreadCpuTime = 3;
    private const double Nano = 1e-9;

    /// <summary>Seconds of this thread; of the wall where the system has no such clock.</summary>
    public static double Now => OperatingSystem.IsLinux() && GetTime(ThreadCpuTime, out var time) == 0 ? time.Seconds + (Nano * time.Nanoseconds) : Wall;

    /// <summary>Seconds on the wall, for work on several threads.</summary>
    public static double Wall => Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out TimeOfThread time);

    [StructLayout(LayoutKind.Sequential)]
    private struct TimeOfThread
    {
        public long Seconds;
        public long Nanoseconds;
    }
}
