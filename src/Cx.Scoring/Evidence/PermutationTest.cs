using Cx.Scoring.Batch;
using Cx.Scoring.Explanation;

namespace Cx.Scoring.Evidence;

/// <summary>Whether two cohorts could be one: how often units that change sides at random make as great a difference of scores.</summary>
/// <remarks>A customer of both is one unit, which keeps its answers or exchanges those of the one side for those of the other: a paired test (Fisher 1935, section 21).</remarks>
internal sealed class PermutationTest
{
    private const int Portion = 50;
    private const string First = "1 ";
    private const string Second = "2 ";

    // Differences that are the same but for rounding are as great.
    private const double Rounding = 1e-12;
    private readonly int nodes;
    private readonly Cohort both;
    private readonly double difference;
    private readonly int[] sizes;

    /// <param name="scorer">Scores both.</param>
    /// <param name="one">A journey of many.</param>
    /// <param name="other">Another.</param>
    public PermutationTest(JourneyScorer scorer, Journey one, Journey other)
    {
        nodes = scorer.Compiled.Steps.Length;
        difference = scorer.ScoreValue(one) - scorer.ScoreValue(other);

        // Recovered apart: what one cohort lived is no level before a failure of the other.
        // By name, those of the first side come before those of the second, in the same order.
        var returning = Cohort.OfBoth(one, other);
        var ofSides = returning.SelectMany(static customer => (string[])[First + customer, Second + customer]).ToHashSet(StringComparer.Ordinal);
        both = new(scorer, new("both", Of(scorer.Recovered(one), First).Concat(Of(scorer.Recovered(other), Second))), ofSides);
        var first = new Cohort(scorer, one, returning).Strata;
        sizes = [.. both.Strata.Select(stratum => first.FirstOrDefault(part => part.Slot == stratum.Slot)?.Count ?? 0)];
    }

    /// <summary>The p-value, the cohorts as they are counted as one permutation.</summary>
    public double PValue(int permutations, int threads, ulong seed)
    {
        var portions = (permutations + Portion - 1) / Portion;
        var asGreat = Work.Run(portions, threads, (Test: this, permutations, seed), static (portion, call) =>
        {
            var last = Math.Min((portion + 1) * Portion, call.permutations);
            return Enumerable.Range(portion * Portion, last - (portion * Portion)).LongCount(permutation => call.Test.IsAsGreat(SplitMix.Stream(call.seed, permutation)));
        });
        return (1.0 + asGreat) / (1.0 + permutations);
    }

    // A permutation in which one side has no score is taken as great: it cannot speak for a difference.
    private bool IsAsGreat(ulong state)
    {
        var counts = new int[both.Counts.Length];
        for (var i = 0; i < sizes.Length; i++)
        {
            if (both.Strata[i].Slot == Cohort.Returning)
            {
                DrawSides(ref state, both.Strata[i], sizes[i], counts);
            }
            else
            {
                both.Strata[i].DrawApart(ref state, sizes[i], counts);
            }
        }

        var scratch = new double[nodes];
        var first = both.Value(counts, scratch);
        for (var cell = 0; cell < counts.Length; cell++)
        {
            counts[cell] = both.Counts[cell] - counts[cell];
        }

        return !(Math.Abs(first - both.Value(counts, scratch)) < Math.Abs(difference) - Rounding);
    }

    private static void DrawSides(ref ulong state, Stratum stratum, int customers, int[] counts)
    {
        for (var customer = 0; customer < customers; customer++)
        {
            stratum.AddUnit(customer + (customers * SplitMix.Below(ref state, 2)), counts);
        }
    }

    private static IEnumerable<MicroExperience> Of(Journey journey, string side) =>
        journey.Experiences.Select(experience => experience.Customer is { } customer ? experience with { Customer = side + customer } : experience);
}
