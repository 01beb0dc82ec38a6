using System.Globalization;

namespace Cx.Scoring.Testing;

/// <summary>What the law kit found about a strategy, law by law.</summary>
public sealed class LawReport
{
    internal LawReport(string strategy, IReadOnlyList<LawFinding> findings, ulong seed) => (Strategy, Findings, Seed) = (strategy, findings, seed);

    /// <summary>The name of the strategy.</summary>
    public string Strategy { get; }

    /// <summary>One finding a law: first what every strategy owes, then each <see cref="Aggregation.Law"/>.</summary>
    public IReadOnlyList<LawFinding> Findings { get; }

    /// <summary>The seed: <see cref="StrategyLaws.Check"/> with it finds the same again.</summary>
    public ulong Seed { get; }

    /// <summary>Whether the strategy keeps every law that it declares or owes, in every case tried.</summary>
    public bool KeepsItsWord => !Findings.Any(finding => finding.IsBroken);

    /// <summary>Throws when the strategy breaks its word.</summary>
    /// <exception cref="LawBrokenException">A declared law fails; the message holds the whole report.</exception>
    public void ThrowIfBroken()
    {
        if (!KeepsItsWord)
        {
            throw new LawBrokenException(ToString());
        }
    }

    /// <summary>The report, one line a law.</summary>
    public override string ToString()
    {
        var verdict = KeepsItsWord ? "keeps its word" : "breaks a law that it declares";
        return string.Create(CultureInfo.InvariantCulture, $"{Strategy} {verdict} (seed {Seed})") + string.Concat(Findings.Select(finding => $"{Environment.NewLine}  {finding}"));
    }
}
