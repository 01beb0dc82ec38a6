using System.Globalization;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>Whether a journey with gaps holds enough for a value under its model, and if not, why not.</summary>
internal static class Sufficiency
{
    /// <summary>Why the journey has no value; null when it has one.</summary>
    public static string? Reason(CompiledModel compiled, ReadOnlySpan<double> nodes)
    {
        var single = compiled.Single;
        var lanes = ScalarLane.Of(nodes);
        var lack = single.LackOf(lanes, single.Weights);
        if (lack.Any.Value == 0)
        {
            return null;
        }

        var model = compiled.Model;
        var reasons = new List<string>();
        if (lack.Required.Value > 0)
        {
            reasons.Add($"{Missing(compiled, nodes, static slot => slot.Required)} missing and Required; without Touchpoint.Required, ScoringModel.MissingScores would decide");
        }

        if (lack.Complete.Value > 0)
        {
            reasons.Add($"{Missing(compiled, nodes, static _ => true)} missing, and ScoringModel.MissingScores is Refuse; Skip, TreatAsWorst or TreatAsNeutral would give a value");
        }

        if (lack.Coverage.Value > 0)
        {
            reasons.Add(string.Create(CultureInfo.InvariantCulture, $"the coverage is {single.Coverage(lanes, single.Weights).Value:0.####}, and ScoringModel.MinimumCoverage is {model.MinimumCoverage}"));
        }

        if (lack.Anything.Value > 0)
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
