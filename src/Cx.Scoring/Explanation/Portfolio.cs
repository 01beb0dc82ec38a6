namespace Cx.Scoring.Explanation;

/// <summary>What a set of journeys says of each touchpoint: where the points are lost, and what to concentrate on.</summary>
/// <remarks>
/// Journeys are added one at a time and not kept, so there may be any number of them. Parts that were filled apart, one a thread, merge
/// into the whole. Not safe for several threads at once. Importance-performance analysis: Martilla and James 1977.
/// </remarks>
public sealed class Portfolio
{
    // Means of the same numbers in another order are the same.
    private const double Rounding = 1e-9;
    private readonly JourneyExplainer explainer;
    private readonly Tally[] tallies;
    private readonly long[] journeys = new long[2];

    /// <summary>An empty portfolio.</summary>
    /// <param name="explainer">Explains each journey; points are lost against its baseline.</param>
    public Portfolio(JourneyExplainer explainer)
    {
        ArgumentNullException.ThrowIfNull(explainer);
        this.explainer = explainer;
        tallies = new Tally[explainer.Scorer.Touchpoints.Count];
    }

    /// <summary>How many journeys with a value were added.</summary>
    public long Scored => journeys[0];

    /// <summary>How many journeys without a value were added; they count nowhere else.</summary>
    public long WithoutValue => journeys[1];

    /// <summary>Each touchpoint, in model order.</summary>
    public IReadOnlyList<TouchpointStanding> Touchpoints
    {
        get
        {
            var ids = explainer.Scorer.Touchpoints;
            var measured = tallies.Where(static tally => tally.Measured > 0).ToList();
            var importance = measured.Count == 0 ? double.NaN : measured.Average(static tally => tally.Importance);
            var performance = measured.Count == 0 ? double.NaN : measured.Average(static tally => tally.Performance);
            return new ValueList<TouchpointStanding>([.. tallies.Select((tally, i) => new TouchpointStanding(
                ids[i],
                tally.Measured,
                tally.Measured == 0 ? null : tally.Importance,
                tally.Measured == 0 ? null : tally.Performance,
                tally.Weakest,
                tally.Lost,
                tally.Measured == 0 ? null : QuadrantOf(tally.Importance >= importance - Rounding, tally.Performance >= performance - Rounding)))]);
        }
    }

    /// <summary>Adds a journey.</summary>
    /// <param name="journey">The journey.</param>
    /// <exception cref="ArgumentException">The journey is faulty, or cannot be compared with the baseline; the portfolio is as it was.</exception>
    public void Add(Journey journey)
    {
        var scorer = explainer.Scorer;
        var score = scorer.Score(journey);
        if (score.Value is null)
        {
            journeys[1]++;
            return;
        }

        var contributions = explainer.Contributions(journey, score);
        var alone = new Alone(scorer, journey);
        var least = score.Weakest is { } weakest ? score[weakest].Score : null;
        for (var slot = 0; slot < tallies.Length; slot++)
        {
            ref var tally = ref tallies[slot];
            var own = score.Nodes[scorer.Compiled.NodeOfSlot[slot]];
            tally = tally with { Lost = tally.Lost - contributions.Touchpoints[slot].Value };
            if (!double.IsNaN(own))
            {
                tally = tally with
                {
                    Measured = tally.Measured + 1,
                    Scores = tally.Scores + own,
                    Swings = tally.Swings + (alone.AtBest(slot)!.Value - alone.AtWorst(slot)!.Value),
                    Weakest = tally.Weakest + (own == least && own < 1 && scorer.Compiled.Counts(scorer.Compiled.NodeOfSlot[slot]) ? 1 : 0),
                };
            }
        }

        journeys[0]++;
    }

    /// <summary>Adds all that another portfolio holds.</summary>
    /// <param name="other">A portfolio under the same model and baseline; it stays as it is.</param>
    /// <exception cref="ArgumentException">The other's model or baseline is another.</exception>
    public void Merge(Portfolio other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (!explainer.IsAlike(other.explainer))
        {
            throw new ArgumentException(
                $"A portfolio under {other.explainer.Scorer.Identity} against {other.explainer.Baseline} does not merge into one under {explainer.Scorer.Identity} against {explainer.Baseline}; models and baselines must be the same, to the last score.",
                nameof(other));
        }

        for (var slot = 0; slot < tallies.Length; slot++)
        {
            tallies[slot] = tallies[slot].Plus(other.tallies[slot]);
        }

        journeys[0] += other.journeys[0];
        journeys[1] += other.journeys[1];
    }

    private static Quadrant QuadrantOf(bool important, bool good) => (important, good) switch
    {
        (true, false) => Quadrant.ConcentrateHere,
        (true, true) => Quadrant.KeepUpTheGoodWork,
        (false, false) => Quadrant.LowPriority,
        (false, true) => Quadrant.PossibleOverkill,
    };

    /// <summary>Sums over the journeys.</summary>
    private readonly record struct Tally(long Measured, long Weakest, double Scores, double Swings, double Lost)
    {
        public double Performance => Scores / Measured;

        public double Importance => Swings / Measured;

        public Tally Plus(Tally other) => new(Measured + other.Measured, Weakest + other.Weakest, Scores + other.Scores, Swings + other.Swings, Lost + other.Lost);
    }
}
