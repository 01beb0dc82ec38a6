using System.Globalization;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Evidence;

/// <summary>Journeys whose ratings are all the same: straight-lining, or non-differentiation (Krosnick 1991).</summary>
/// <remarks>Ratings can be the same only on one scale, so those on the scale that most touchpoints share are looked at. What lies between goalposts was measured, and is no rating.</remarks>
internal sealed class ConstantRaterSearch(AnswerTable table, IntegrityOptions options)
{
    public IEnumerable<IntegrityFinding> Findings()
    {
        var slots = table.Compiled.Slots;
        var shared = table.Siblings.Where(sibling => !slots[sibling].Scale.Clamps).GroupBy(sibling => (slots[sibling].Scale.Worst, slots[sibling].Scale.Best)).MaxBy(static group => group.Count());
        var raters = Enumerable.Range(0, table.Journeys.Count)
            .Select(journey => (Journey: journey, Ratings: shared is null ? [] : Ratings(journey, shared.ToHashSet())))
            .Where(rater => rater.Ratings.Count >= options.LeastRatings).ToList();
        var constant = raters.Where(static rater => rater.Ratings.TrueForAll(rating => rating == rater.Ratings[0])).ToList();
        var probability = raters.Count == 0 ? 1 : Chance.OfAsMany(constant.Count, raters.Count, options.GreatestConstantShare);
        if (probability > options.Significance)
        {
            return [];
        }

        var most = constant.CountBy(static rater => rater.Ratings[0]).MaxBy(static rating => rating.Value);
        var sentence = string.Create(
            CultureInfo.InvariantCulture,
            $"{Words.Count(constant.Count)} of {Words.Count(raters.Count, "journey")} with at least {options.LeastRatings} ratings ({Words.Percent(constant.Count, raters.Count)}) rate every touchpoint the same, most often {most.Key} ({Words.Count(most.Value)}).");
        return [
            new(IntegrityKind.ConstantRaters, null, sentence)
            {
                Count = constant.Count,
                Total = raters.Count,
                FirstIndex = constant[0].Journey,
                LastIndex = constant[^1].Journey,
                Probability = probability,
                Examples = [.. constant.Take(options.MostExamples).Select(rater => new IntegrityExample(rater.Journey, table.Journeys[rater.Journey].Id, rater.Ratings[0]))],
            },
        ];
    }

    private List<double> Ratings(int journey, HashSet<int> columns) =>
    [
        .. table.Journeys[journey].Experiences
            .Where(experience => table.Column(experience.Touchpoint) is var column && columns.Contains(column)
                && table.Accepts(column, experience.Value) && Weights.IsWeight(experience.Weight) && experience.Weight > 0)
            .Select(static experience => experience.Value),
    ];
}
