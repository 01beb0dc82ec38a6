namespace Cx.Scoring.Tests.Explanation;

/// <summary>A fact that needs Chromium: skipped where there is none, unless CX_CHROMIUM=required says that there must be one.</summary>
public sealed class ChromiumFactAttribute : FactAttribute
{
    // Skipped because the README's test command asks for nothing but the .NET SDK; .ci/run installs Chromium and sets the variable.
    public ChromiumFactAttribute() => Skip = Chromium.IsThere || Environment.GetEnvironmentVariable("CX_CHROMIUM") == "required"
        ? null
        : "There is no chromium on the PATH.";
}
