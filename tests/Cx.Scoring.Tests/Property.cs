using System.Globalization;
using FsCheck;
using FsCheck.Fluent;

namespace Cx.Scoring.Tests;

/// <summary>FsCheck properties inside a [Fact]: <c>Property.Holds(Generators.Score, x => ...)</c>.</summary>
internal static class Property
{
    // CX_CASES=1000: more cases (CI). CX_REPLAY=seed,gamma[,size]: repeat what a failure printed (with --filter).
    private static readonly Config Config = Build(Environment.GetEnvironmentVariable("CX_CASES"), Environment.GetEnvironmentVariable("CX_REPLAY"));

    /// <summary>The number of cases a property is tried on.</summary>
    public static int Cases => Config.MaxTest;

    public static void Holds<T>(Arbitrary<T> any, Func<T, bool> property) => Prop.ForAll(any, property).Check(Config);

    public static void Holds<T>(Arbitrary<T> any, Action<T> property) => Prop.ForAll(any, property).Check(Config);

    /// <summary>For a property whose every case is slow.</summary>
    public static void Holds<T>(Arbitrary<T> any, Action<T> property, int cases) => Prop.ForAll(any, property).Check(Config.WithMaxTest(cases));

    /// <summary>What the two variables say; one that is not set, or set to nothing, says nothing.</summary>
    internal static Config Build(string? cases, string? replay)
    {
        var config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(string.IsNullOrWhiteSpace(cases) ? 200 : Whole(cases, "CX_CASES"));
        return (string.IsNullOrWhiteSpace(replay) ? null : replay.Split(',').Select(part => Part(part, "CX_REPLAY")).ToArray()) switch
        {
            [var seed, var gamma] => config.WithReplay(seed, gamma),
            [var seed, var gamma, var size] => config.WithReplay(seed, gamma, (int)size),
            _ => config,
        };
    }

    private static int Whole(string text, string variable) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0
        ? number
        : throw new FormatException($"{variable} was '{text}'; allowed is a whole number above 0, or nothing.");

    private static ulong Part(string text, string variable) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        ? number
        : throw new FormatException($"A part of {variable} was '{text}'; allowed are whole numbers: seed,gamma or seed,gamma,size.");
}
