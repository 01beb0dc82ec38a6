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

    private static Config Build(string? cases, string? replay)
    {
        var config = Config.QuickThrowOnFailure.WithQuietOnSuccess(true).WithMaxTest(int.Parse(cases ?? "200", CultureInfo.InvariantCulture));
        return replay?.Split(',').Select(part => ulong.Parse(part, CultureInfo.InvariantCulture)).ToArray() switch
        {
            [var seed, var gamma] => config.WithReplay(seed, gamma),
            [var seed, var gamma, var size] => config.WithReplay(seed, gamma, (int)size),
            _ => config,
        };
    }
}
