using System.Globalization;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>Whether a journey with gaps holds enough for a value under its model, and if not, why not.</summary>
internal static class Sufficiency
{
    // Shares are rounded: eight touchpoints of ten must count as 80 %.
    private const double Rounding = 1e-12;

    [Flags]
    private enum Lack
    {
        None = 0,
        Required = 1,
        Complete = 2,
        Coverage = 4,
        Anything = 8,
    }

    /// <summary>The share of the model's weight that was measured.</summary>
    public static double Coverage(CompiledModel compiled, ReadOnlySpan<double> nodes)
    {
        var measured = LaneSum<ScalarLane>.Zero;
        var all = LaneSum<ScalarLane>.Zero;
        for (var slot = 0; slot < compiled.NodeOfSlot.Length; slot++)
        {
            var weight = compiled.EffectiveWeights[slot];
            measured.Add(new(IsMissing(compiled, nodes, slot) ? 0 : weight));
            all.Add(new(weight));
        }

        return measured.Value.Value / all.Value.Value;
    }

    /// <summary>Whether the journey has a value.</summary>
    public static bool IsEnough(CompiledModel compiled, ReadOnlySpan<double> nodes) => LackOf(compiled, nodes) == Lack.None;

    /// <summary>Why the journey has no value; null when it has one.</summary>
    public static string? Reason(CompiledModel compiled, ReadOnlySpan<double> nodes)
    {
        var lack = LackOf(compiled, nodes);
        if (lack == Lack.None)
        {
            return null;
        }

        var model = compiled.Model;
        var reasons = new List<string>();
        if (lack.HasFlag(Lack.Required))
        {
            reasons.Add($"{Missing(compiled, nodes, static slot => slot.Required)} missing and Required; without Touchpoint.Required, ScoringModel.MissingScores would decide");
        }

        if (lack.HasFlag(Lack.Complete))
        {
            reasons.Add($"{Missing(compiled, nodes, static _ => true)} missing, and ScoringModel.MissingScores is Refuse; Skip, TreatAsWorst or TreatAsNeutral would give a value");
        }

        if (lack.HasFlag(Lack.Coverage))
        {
            reasons.Add(string.Create(CultureInfo.InvariantCulture, $"the coverage is {Coverage(compiled, nodes):0.####}, and ScoringModel.MinimumCoverage is {model.MinimumCoverage}"));
        }

        if (lack.HasFlag(Lack.Anything))
        {
            reasons.Add("nothing that counts was measured, so there is nothing that ScoringModel.MissingScores could Skip to; TreatAsWorst or TreatAsNeutral would give a value");
        }

        return string.Join("; ", reasons);
    }

    /// <summary>Why a journey has no value although its model would skip what is missing: a strategy cannot do without it.</summary>
    public static string PlacesReason(CompiledModel compiled, ReadOnlySpan<double> nodes)
    {
        var reasons = new List<string>();
        foreach (var group in compiled.Groups.Where(group => group.NeedsAll && compiled.Counts(group.Node)))
        {
            var missing = new List<string>();
            for (var child = group.First; child < group.First + group.Count; child++)
            {
                if (double.IsNaN(nodes[child]) && compiled.Shares[child] > 0)
                {
                    missing.Add($"'{compiled.Steps[child]!.Id}'");
                }
            }

            if (missing.Count > 0)
            {
                reasons.Add($"{AreMissing(missing)} missing, and the strategy of '{group.Name}' needs every one of its steps, so ScoringModel.MissingScores cannot Skip; TreatAsWorst or TreatAsNeutral would give a value");
            }
        }

        return string.Join("; ", reasons);
    }

    private static Lack LackOf(CompiledModel compiled, ReadOnlySpan<double> nodes)
    {
        var lack = Lack.None;
        var measured = false;
        for (var slot = 0; slot < compiled.Slots.Length; slot++)
        {
            var (counts, missing) = (compiled.Counts(compiled.Slots[slot].Node), IsMissing(compiled, nodes, slot));
            measured |= counts && !missing;
            lack |= missing && compiled.Slots[slot].Required ? Lack.Required : Lack.None;
            lack |= missing && counts && compiled.Model.MissingScores is MissingScores.Refuse ? Lack.Complete : Lack.None;
        }

        lack |= Coverage(compiled, nodes) < compiled.Model.MinimumCoverage - Rounding ? Lack.Coverage : Lack.None;
        return lack | (!measured && compiled.Model.MissingScores is MissingScores.Skip ? Lack.Anything : Lack.None);
    }

    private static bool IsMissing(CompiledModel compiled, ReadOnlySpan<double> nodes, int slot) => double.IsNaN(nodes[compiled.NodeOfSlot[slot]]);

    private static string Missing(CompiledModel compiled, ReadOnlySpan<double> nodes, Func<Slot, bool> named)
    {
        var ids = new List<string>();
        for (var slot = 0; slot < compiled.Slots.Length; slot++)
        {
            if (IsMissing(compiled, nodes, slot) && named(compiled.Slots[slot]) && (compiled.Slots[slot].Required || compiled.Counts(compiled.Slots[slot].Node)))
            {
                ids.Add($"'{compiled.Slots[slot].Id}'");
            }
        }

        return AreMissing(ids);
    }

    private static string AreMissing(List<string> ids) => ids is [var only] ? $"{only} is" : $"{string.Join(", ", ids[..^1])} and {ids[^1]} are";
}
