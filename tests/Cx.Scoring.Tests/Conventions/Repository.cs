using System.Runtime.CompilerServices;

namespace Cx.Scoring.Tests.Conventions;

/// <summary>The files of the repository, found from where this one was compiled.</summary>
internal static class Repository
{
    public static string Read(string path) => File.ReadAllText(PathOf(path));

    public static string PathOf(string path) => Path.Combine(Root(), path);

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
