using System.Runtime.CompilerServices;

namespace Cx.Scoring.Tests.Conventions;

/// <summary>The files of the repository, found from where this one was compiled.</summary>
internal static class Repository
{
    /// <summary>The source files of the packages, without what the build writes beside them.</summary>
    public static IEnumerable<string> Sources => Directory.GetFiles(PathOf("src"), "*.cs", SearchOption.AllDirectories).Where(file => !file.Contains("/obj/", StringComparison.Ordinal));

    public static string Read(string path) => File.ReadAllText(PathOf(path));

    public static string PathOf(string path) => Path.Combine(Root(), path);

    private static string Root([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "..", "..", ".."));
}
