namespace Cx.Scoring.Tests.Explanation;

/// <summary>A fact that needs Chromium: skipped where there is none, unless CX_CHROMIUM=required says that there must be one.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    public ChromiumFactAttribute() => Skip = Chromium.IsThere || Environment.GetEnvironmentVariable("CX_CHROMIUM") == "required" // The README's tests need the .NET SDK alone; in .ci/run it must be there.
        ? null
        : "There is no chromium on the PATH.";
}
