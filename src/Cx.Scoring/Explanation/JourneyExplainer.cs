using System.Globalization;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Explanation;

/// <summary>Says why a journey scores what it does under a model, and what would change it. For any strategy, also the caller's own.</summary>
/// <remarks>
/// Build it once and keep it. Immutable; any number of threads may ask at once. The same journey gives the same bits everywhere. A journey is
/// explained as it counts: what a recovery made good stays so, whatever is changed.
/// </remarks>
public sealed class JourneyExplainer
{
    private const int FewestPermutations = 64;
    private const int Together = Coalitions.OrdersTogether;
    private const double GreatestCost = 1e100;
    private readonly CompiledModel compiled;
    private readonly Coalitions coalitions;
    private readonly BaselineScores baseline;

    /// <summary>An explainer of the scores of a scorer.</summary>
    /// <param name="scorer">The scorer.</param>
    /// <param name="baseline">What journeys are compared with; every touchpoint at its best unless given.</param>
    /// <exception cref="ArgumentException">The baseline is faulty or has no value under the model; the message says why.</exception>
    public JourneyExplainer(JourneyScorer scorer, Baseline? baseline = null)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        (Scorer, Baseline, compiled) = (scorer, baseline ?? Baseline.Best, scorer.Compiled);
        coalitions = Coalitions.Of(compiled);
        this.baseline = Baseline.Resolve(scorer);
    }

    /// <summary>The scorer.</summary>
    public JourneyScorer Scorer { get; }

    /// <summary>What journeys are compared with.</summary>
    public Baseline Baseline { get; }

    /// <summary>In how many random orders touchpoints are changed where more than 20 of them cannot be explained exactly: at least 64, rounded up to a multiple of 8; 4,096 unless set.</summary>
    public int Permutations
    {
        get;
        init => field = value is >= FewestPermutations and <= int.MaxValue - Together
            ? (value + Together - 1) / Together * Together
            : throw new ArgumentOutOfRangeException(nameof(value), value, string.Create(CultureInfo.InvariantCulture, $"Permutations was {value}; allowed is 64 to 2,147,483,639."));
    } = 4096;

    /// <summary>The seed of the random orders; 1 unless set.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>What each touchpoint and stage adds to the score, or takes from it, against the baseline.</summary>
    /// <remarks>
    /// Exact in closed form for means, extrema, ordered and variance strategies, and by all coalitions of up to 20 touchpoints that differ
    /// from the baseline and cannot be explained apart; beyond, sampled under the <see cref="Seed"/> with a standard error.
    /// </remarks>
    /// <param name="journey">The journey.</param>
    /// <returns>The contributions; empty, with the reason, when the journey has no value.</returns>
    /// <exception cref="ArgumentException">The journey is faulty, or shares no measured touchpoint with the baseline that a mixture of the two could be scored by.</exception>
    public Contributions Contributions(Journey journey) => Contributions(journey, Scorer.Score(journey));

    /// <summary>What would become of a journey if one touchpoint alone were otherwise: a row for each touchpoint, in model order.</summary>
    /// <param name="journey">The journey.</param>
    /// <exception cref="ArgumentException">The journey is faulty.</exception>
    public IReadOnlyList<WhatIf> WhatIf(Journey journey)
    {
        var value = Scorer.Score(journey).Value;
        journey = Scorer.Recovered(journey);
        var alone = new Alone(Scorer, journey);
        return new ValueList<WhatIf>([.. compiled.Slots.Select((slot, i) => new WhatIf(
            slot.Id,
            value,
            alone.AtBest(i),
            alone.AtWorst(i),
            journey.Has(slot.Id) ? Scorer.ValueOrNull(journey.Improved(slot.Id, slot.Scale, 1)) : null))]);
    }

    /// <summary>The least value that each touchpoint alone must reach for a journey to reach a target: a row for each, in model order.</summary>
    /// <remarks>
    /// The value stands in place of all the journey has at the touchpoint, as in <see cref="Journey.With"/>. Found by bisection to the last
    /// bit. Where a strategy of the model is not declared monotone, the scale is first searched in 256 steps, and a shorter stretch may be missed.
    /// </remarks>
    /// <param name="journey">The journey.</param>
    /// <param name="target">The score to reach, 0 to 1.</param>
    /// <exception cref="ArgumentException">The journey is faulty, or the target is no score.</exception>
    public IReadOnlyList<Requirement> Required(Journey journey, double target)
    {
        RequireTarget(target);
        _ = Scorer.Score(journey);
        var search = new RequirementSearch(Scorer, Scorer.Recovered(journey), target);
        return new ValueList<Requirement>([.. compiled.Slots.Select(search.Of)]);
    }

    /// <summary>The cheapest improvements, in whole steps of the scales, that bring a journey to a target.</summary>
    /// <remarks>
    /// An improved touchpoint has each of its values better by as many <see cref="Scale.Step"/>s, at most at the best end. A touchpoint that
    /// was not measured cannot be improved. Branch and bound; exact unless a million scores do not suffice, and then with the bound that
    /// was proven. Where a strategy is not declared monotone all combinations are tried, as far as those suffice.
    /// </remarks>
    /// <param name="journey">The journey.</param>
    /// <param name="target">The score to reach, 0 to 1.</param>
    /// <param name="costs">For each touchpoint that can be improved what one step costs: above 0, at most 1E+100.</param>
    /// <exception cref="ArgumentException">The journey is faulty or a million steps from the best, the target is no score, or a cost is bad or of an unknown touchpoint.</exception>
    public Improvements Cheapest(Journey journey, double target, IReadOnlyDictionary<string, double> costs)
    {
        ArgumentNullException.ThrowIfNull(costs);
        RequireTarget(target);
        foreach (var (id, cost) in costs)
        {
            if (!compiled.SlotOfId.ContainsKey(id))
            {
                throw new ArgumentException($"A cost is given for '{id}', which is no touchpoint of model '{compiled.Model.Name}'.", nameof(costs));
            }

            if (!(cost is > 0 and <= GreatestCost))
            {
                throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"The cost of a step at '{id}' was {cost}; allowed is above 0 to {GreatestCost}."), nameof(costs));
            }
        }

        return new ImprovementSearch(Scorer, journey, target, costs).Run();
    }

    /// <summary>Everything there is to say of a journey: its score, the contributions, what if, a summary and pictures.</summary>
    /// <param name="journey">The journey.</param>
    /// <exception cref="ArgumentException">The journey is faulty, or cannot be compared with the baseline.</exception>
    public JourneyExplanation Explain(Journey journey)
    {
        var score = Scorer.Score(journey);
        return new(journey, score, Contributions(journey, score), WhatIf(journey), isAgainstBest: Baseline == Baseline.Best);
    }

    /// <summary>Whether another explainer says the same of every journey, but for what is sampled.</summary>
    internal bool IsAlike(JourneyExplainer other) =>
        Scorer.Identity == other.Scorer.Identity
        && Baseline.Name == other.Baseline.Name
        && baseline.FollowsGaps == other.baseline.FollowsGaps
        && baseline.OwnValue.Equals(other.baseline.OwnValue)
        && baseline.OfSlots.AsSpan().SequenceEqual(other.baseline.OfSlots);

    private static void RequireTarget(double target)
    {
        if (!(target is >= 0 and <= 1))
        {
            throw new ArgumentOutOfRangeException(nameof(target), target, string.Create(CultureInfo.InvariantCulture, $"The target was {target}; allowed is a score from 0 to 1."));
        }
    }

    internal Contributions Contributions(Journey journey, JourneyScore score)
    {
        if (score.Value is not { } value)
        {
            return new(journey.Id, Baseline.Name) { Reason = score.Reason };
        }

        var count = compiled.Steps.Length;
        using var rented = new Scratch<double>(4 * count, onStack: 256);
        using var rentedPositions = new Scratch<int>(compiled.OrderMatters ? count : 0, onStack: 64);
        var scratch = rented.Over(stackalloc double[256]);
        var scores = scratch[..count];
        var from = scratch.Slice(count, count);
        var values = scratch.Slice(2 * count, count);
        var variances = scratch.Slice(3 * count, count);
        var positions = Positions(journey, values, rentedPositions.Over(stackalloc int[64]));
        score.Nodes.CopyTo(scores);
        score.Nodes.CopyTo(from);
        var hasGaps = Complete(scores, from);
        if (hasGaps && !AreComparable(scores, from, positions, values))
        {
            throw new ArgumentException(
                $"Journey '{journey.Id}' cannot be compared with {Baseline.Name} touchpoint by touchpoint: with some scores from one and the rest from the other nothing is left that model '{compiled.Model.Name}' could score. Compare journeys that measured the same, or let ScoringModel.MissingScores treat what is missing as worst or neutral.",
                nameof(journey));
        }

        var baselineValue = Score(from, positions, hasGaps);
        values.Clear();
        variances.Clear();
        var exact = new Attribution(compiled, coalitions, new(Permutations, Seed), scores, from, score.Shares, positions, hasGaps, values, variances).Run();
        return new(journey.Id, Baseline.Name)
        {
            IsExact = exact,
            Value = value,
            BaselineValue = baseline.OwnValue ?? baselineValue,
            Touchpoints = Of(compiled.NodeOfSlot, values, variances),
            Stages = Of(compiled.StageNodes, values, variances),
            OfOrder = baseline.OwnValue is { } own ? baselineValue - own : 0,
        };
    }

    private ReadOnlySpan<int> Positions(Journey journey, Span<double> nodes, Span<int> positions) =>
        compiled.OrderMatters ? Reading.Of(compiled, journey, nodes, positions).Positions(positions) : [];

    // What the model fills in is a score as any other. Returns whether something is missing all the same, and skipped.
    private bool Complete(Span<double> scores, Span<double> from)
    {
        var fillings = compiled.Fillings;
        var hasGaps = false;
        for (var slot = 0; slot < baseline.OfSlots.Length; slot++)
        {
            var node = compiled.NodeOfSlot[slot];
            var filling = fillings is null ? double.NaN : fillings[slot];
            scores[node] = double.IsNaN(scores[node]) ? filling : scores[node];
            from[node] = double.IsNaN(baseline.OfSlots[slot]) ? filling : baseline.OfSlots[slot];
            if (baseline.FollowsGaps && double.IsNaN(scores[node]))
            {
                from[node] = double.NaN;
            }

            Settle(scores, from, node);
            hasGaps |= double.IsNaN(scores[node]) || double.IsNaN(from[node]);
        }

        foreach (var stage in compiled.StageNodes)
        {
            Settle(scores, from, stage);
        }

        return hasGaps;
    }

    // What does not count has some score, so that nothing is missing where all that counts is there.
    private void Settle(Span<double> scores, Span<double> from, int node)
    {
        if (!compiled.Counts(node) && (double.IsNaN(scores[node]) || double.IsNaN(from[node])))
        {
            (scores[node], from[node]) = (0, 0);
        }
    }

    // The mixture that has least: what either lacks. If that has a score, every mixture has one.
    private bool AreComparable(ReadOnlySpan<double> scores, ReadOnlySpan<double> from, ReadOnlySpan<int> positions, Span<double> least)
    {
        for (var node = 0; node < least.Length; node++)
        {
            least[node] = double.IsNaN(from[node]) ? double.NaN : scores[node];
        }

        return !double.IsNaN(Score(least, positions, hasGaps: true));
    }

    private double Score(Span<double> nodes, ReadOnlySpan<int> positions, bool hasGaps)
    {
        var lanes = ScalarLane.Of(nodes);
        return (hasGaps ? compiled.Single.Skipping(lanes, positions) : compiled.Single.Complete(lanes, positions)).Value;
    }

    private ValueList<Contribution> Of(int[] nodes, ReadOnlySpan<double> values, ReadOnlySpan<double> variances)
    {
        var contributions = new Contribution[nodes.Length];
        for (var i = 0; i < nodes.Length; i++)
        {
            contributions[i] = new(compiled.Steps[nodes[i]]!.Id, values[nodes[i]], Math.Sqrt(variances[nodes[i]]));
        }

        return new(contributions);
    }
}
