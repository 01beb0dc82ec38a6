namespace Cx.Scoring.Tests.Conventions;

/// <summary>Tests that redirect the console run alone.</summary>
[CollectionDefinition(nameof(Console), DisableParallelization = true)]
public sealed class ConsoleAlone;
