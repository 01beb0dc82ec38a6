using System.Globalization;
using Cx.Scoring.Compilation;
using Cx.Scoring.Validation;

namespace Cx.Scoring.Evidence;

/// <summary>What keeps journeys from being scored: unknown touchpoints, values off their scale, weights and recoveries that are none.</summary>
internal sealed class FaultSearch(AnswerTable table, IntegrityOptions options)
{
    private readonly JourneyValidator validator = new(table.Compiled);

    public IEnumerable<IntegrityFinding> Findings()
    {
        var unknown = new Tallies(options.MostExamples);
        var offScale = new Tallies(options.MostExamples);
        var refused = new Tallies(options.MostExamples);
        var recoveries = new Tallies(options.MostExamples);
        for (var journey = 0; journey < table.Journeys.Count; journey++)
        {
            foreach (var experience in table.Journeys[journey].Experiences)
            {
                var (id, column) = (experience.Touchpoint ?? "", table.Column(experience.Touchpoint));
                var example = new IntegrityExample(journey, table.Journeys[journey].Id, experience.Value);
                unknown.Look(id, column < 0, example);
                offScale.Look(id, column >= 0 && !table.Accepts(column, experience.Value), example);
                refused.Look(id, !Weights.IsWeight(experience.Weight), example with { Value = experience.Weight });
            }

            LookAtRecoveries(journey, recoveries);
        }

        return [
            .. unknown.All.Select(tally => Finding(IntegrityKind.UnknownTouchpoint, tally, UnknownTouchpoint(tally))),
            .. offScale.All.OrderBy(tally => table.Column(tally.Id)).Select(tally => Finding(IntegrityKind.ValueOffScale, tally, OffScale(tally))),
            .. refused.All.Select(tally => Finding(IntegrityKind.WeightRefused, tally, Refused(tally))),
            .. recoveries.All.Select(tally => Finding(IntegrityKind.RecoveryRefused, tally, RecoveryRefused(tally))),
        ];
    }

    // What a recovery may refer to is the journey validator's to say.
    private void LookAtRecoveries(int journey, Tallies recoveries)
    {
        var lived = table.Journeys[journey];
        if (!lived.HasRecoveries)
        {
            return;
        }

        var refused = validator.Validate(lived).Errors.Select(static fault => fault.PropertyName).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < lived.Experiences.Count; i++)
        {
            var experience = lived.Experiences[i];
            if (experience.Recovers is not null)
            {
                recoveries.Look(
                    experience.Touchpoint ?? "",
                    refused.Contains(string.Create(CultureInfo.InvariantCulture, $"{nameof(Journey.Experiences)}[{i}].{nameof(MicroExperience.Recovers)}")),
                    new(journey, lived.Id, experience.Value));
            }
        }
    }

    private static IntegrityFinding Finding(IntegrityKind kind, Tally tally, string sentence) => new(kind, tally.Id, sentence)
    {
        Count = tally.Count,
        Total = tally.Total,
        FirstIndex = tally.First,
        LastIndex = tally.Last,
        Examples = tally.Examples,
    };

    private string UnknownTouchpoint(Tally tally) =>
        $"'{tally.Id}' is {JourneyValidator.Unknown(table.Compiled, tally.Id)} It was given {Words.Count(tally.Count, "value")}: {Words.List(tally.Examples, tally.Count)}.";

    private string OffScale(Tally tally)
    {
        var column = table.Column(tally.Id);
        var (one, scale) = column < table.Compiled.Slots.Length
            ? ("off its scale", $"{table.Compiled.Slots[column].Scale}")
            : ("no value", "any finite number");
        return $"'{tally.Id}': {Words.Count(tally.Count)} of {Words.Count(tally.Total, "value")} {(tally.Count == 1 ? "is" : "are")} {one} ({scale}): {Words.List(tally.Examples, tally.Count)}.";
    }

    private static string Refused(Tally tally) => string.Create(
        CultureInfo.InvariantCulture,
        $"'{tally.Id}': {Words.Count(tally.Count)} of {Words.Count(tally.Total, "weight")} {(tally.Count == 1 ? "is" : "are")} refused (0, or {Weights.Least} to {Weights.Greatest}): {Words.List(tally.Examples, tally.Count)}.");

    private static string RecoveryRefused(Tally tally) => string.Create(
        CultureInfo.InvariantCulture,
        $"'{tally.Id}': {Words.Count(tally.Count)} of {Words.Count(tally.Total)} {(tally.Total == 1 ? "recovery" : "recoveries")} {(tally.Count == 1 ? "is" : "are")} refused, for nothing was lived before that it could recover, or the model has no recovery: {Words.List(tally.Examples, tally.Count)}.");

    /// <summary>A tally for each id that has a fault, in the order of the first experience under it.</summary>
    private sealed class Tallies(int mostExamples)
    {
        private readonly Dictionary<string, int> places = new(StringComparer.Ordinal);
        private readonly List<Tally> tallies = [];

        public IEnumerable<Tally> All => tallies.Where(static tally => tally.Count > 0);

        public void Look(string id, bool isFault, IntegrityExample example)
        {
            if (!places.TryGetValue(id, out var place))
            {
                place = places[id] = tallies.Count;
                tallies.Add(new(id, 0, 0, 0, 0, []));
            }

            var tally = tallies[place];
            if (isFault && tally.Count < mostExamples)
            {
                tally.Examples.Add(example);
            }

            tallies[place] = isFault
                ? tally with { Total = tally.Total + 1, Count = tally.Count + 1, First = tally.Count == 0 ? example.Index : tally.First, Last = example.Index }
                : tally with { Total = tally.Total + 1 };
        }
    }

    private readonly record struct Tally(string Id, int Count, int Total, int First, int Last, List<IntegrityExample> Examples);
}
