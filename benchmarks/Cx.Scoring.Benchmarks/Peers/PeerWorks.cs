using Cx.Scoring.Aggregation;
using Cx.Scoring.Batch;

namespace Cx.Scoring.Benchmarks.Peers;

/// <summary>The works, done by the batch scorer.</summary>
internal sealed class PeerWorks(PeerFiles files, int threads)
{
    private const double Penalty = 0.5;
    private const double Sharpness = 8;
    private static readonly string[] Inputs = ["dense", "ragged", "repeats", "sorted", "shuffled", "ids"];

    private static readonly (string Name, IAggregationStrategy Strategy)[] OfRows =
    [
        ("weighted-mean", AggregationStrategies.WeightedMean),
        ("consistency-variance", AggregationStrategies.ConsistencyVariance(Penalty)),
        ("weakest-link", AggregationStrategies.WeakestLink),
    ];

    private readonly double[] weights = files.Read<double>(PeerFiles.Weights);

    private delegate void ScoreRows(BatchScorer batch, double[] scores);

    private delegate void ProfileRows(BatchScorer batch, BatchProfiles profiles);

    /// <summary>All works.</summary>
    public IEnumerable<PeerWork> All() => Inputs.SelectMany(Of);

    /// <summary>The works on one input, the first word of their names; no other files are read.</summary>
    public IEnumerable<PeerWork> Of(string input) => input switch
    {
        "dense" => Dense(),
        "ragged" => Ragged(),
        "repeats" => Repeats(),
        "sorted" => Numbered(input, PeerFiles.Journeys, PeerFiles.Touchpoints, PeerFiles.Values),
        "shuffled" => Numbered(input, PeerFiles.ShuffledJourneys, PeerFiles.ShuffledTouchpoints, PeerFiles.ShuffledValues),
        "ids" => Keyed(),
        _ => throw new ArgumentOutOfRangeException(nameof(input), input, "No such input."),
    };

    // The table: ten touchpoints, one after the other.
    private IEnumerable<PeerWork> Dense()
    {
        var values = files.Read<double>(PeerFiles.Dense);
        var journeys = values.Length / PeerFiles.DenseTouchpoints;
        var own = weights[..PeerFiles.DenseTouchpoints];
        PeerWork Work(string name, IAggregationStrategy strategy, double[] weights)
        {
            var (batch, scores) = (Batch(strategy, weights), new double[journeys]);
            return new($"dense-{name}", () => batch.Score(new JourneyTable(values, journeys), scores), () => scores);
        }

        yield return Work("weighted-mean", AggregationStrategies.WeightedMean, own);
        yield return Work("soft-minimum", AggregationStrategies.SoftMinimum(Sharpness), own);
        yield return Work("owa", AggregationStrategies.Owa(Quantifier.Power(2)), Array.ConvertAll(own, _ => 1.0));

        var (profile, means, deviations, minima) = (Batch(AggregationStrategies.WeightedMean, own), new double[journeys], new double[journeys], new double[journeys]);
        yield return new(
            "dense-profile",
            () => profile.Profile(new JourneyTable(values, journeys), new BatchProfiles(means, deviations, minima)),
            () => [.. means, .. deviations, .. minima]);
    }

    // Rows under offsets.
    private IEnumerable<PeerWork> Ragged()
    {
        var (offsets, touchpoints, values) = (files.Read<int>(PeerFiles.Offsets), files.Read<int>(PeerFiles.Touchpoints), files.Read<double>(PeerFiles.Values));
        return Rows(
            "ragged",
            (batch, scores) => batch.Score(new JourneyRows(offsets, touchpoints, values), scores),
            (batch, profiles) => batch.Profile(new JourneyRows(offsets, touchpoints, values), profiles));
    }

    // Rows under offsets that have weights of their own: a single touchpoint, met again and again.
    private IEnumerable<PeerWork> Repeats()
    {
        var (offsets, values, own) = (files.Read<int>(PeerFiles.Offsets), files.Read<double>(PeerFiles.Values), files.Read<double>(PeerFiles.OwnWeights));
        var touchpoints = new int[values.Length];
        var works = Alone("repeats", BatchOfRepeats, (batch, scores) => batch.Score(new JourneyRows(offsets, touchpoints, values, own), scores), scores => scores).ToArray();

        // A profile is one of touchpoints, so here the three are three calls; the variance is what the mean was lowered by.
        return works.Append(new(
            "repeats-three",
            () => Array.ForEach(works, work => work.Query()),
            () => [.. works[0].Outputs(), .. works[0].Outputs().Zip(works[1].Outputs(), (mean, lowered) => (mean - lowered) / Penalty), .. works[2].Outputs()]));
    }

    // Rows that hold the number of their journey.
    private IEnumerable<PeerWork> Numbered(string order, string journeysFile, string touchpointsFile, string valuesFile)
    {
        var (numbers, touchpoints, values) = (files.Read<int>(journeysFile), files.Read<int>(touchpointsFile), files.Read<double>(valuesFile));
        return Rows(
            order,
            (batch, scores) => batch.Score(new LongRows<int>(numbers, touchpoints, values), scores),
            (batch, profiles) => batch.Profile(new LongRows<int>(numbers, touchpoints, values), profiles));
    }

    // Rows that hold an arbitrary key of their journey.
    private IEnumerable<PeerWork> Keyed()
    {
        var (keys, touchpoints, values) = (files.Read<long>(PeerFiles.ShuffledIds), files.Read<int>(PeerFiles.ShuffledTouchpoints), files.Read<double>(PeerFiles.ShuffledValues));
        var journeys = new long[Journeys];
        double[] ByKey(double[] scores)
        {
            var (sorted, ordered) = ((long[])journeys.Clone(), (double[])scores.Clone());
            Array.Sort(sorted, ordered);
            return ordered;
        }

        return Rows(
            "ids",
            (batch, scores) => batch.Score(new LongRows<long>(keys, touchpoints, values), journeys, scores),
            (batch, profiles) => batch.Profile(new LongRows<long>(keys, touchpoints, values), journeys, profiles),
            ByKey);
    }

    private int Journeys => files.Read<int>(PeerFiles.Offsets).Length - 1;

    // Each strategy alone, and in one pass the mean, the variance (the deviation's square) and the minimum.
    private IEnumerable<PeerWork> Rows(string input, ScoreRows score, ProfileRows profile, Func<double[], double[]>? byKey = null)
    {
        byKey ??= scores => scores;
        var (batch, means, deviations, minima) = (Batch(AggregationStrategies.WeightedMean, weights), new double[Journeys], new double[Journeys], new double[Journeys]);
        return Alone(input, strategy => Batch(strategy, weights), score, byKey).Append(new(
            $"{input}-three",
            () => profile(batch, new(means, deviations, minima)),
            () => [.. byKey(means), .. byKey(deviations).Select(deviation => deviation * deviation), .. byKey(minima)]));
    }

    private IEnumerable<PeerWork> Alone(string input, Func<IAggregationStrategy, BatchScorer> batchOf, ScoreRows score, Func<double[], double[]> byKey)
    {
        var journeys = Journeys;
        return OfRows.Select(work =>
        {
            var (batch, scores) = (batchOf(work.Strategy), new double[journeys]);
            return new PeerWork($"{input}-{work.Name}", () => score(batch, scores), () => byKey(scores));
        });
    }

    private BatchScorer Batch(IAggregationStrategy strategy, double[] weights) => Batch(new ScoringModel("peers")
    {
        Strategy = strategy,
        Steps = [.. weights.Select((weight, i) => new Touchpoint($"touchpoint-{i}", Scale.Stars) { Weight = weight })],
        MissingScores = MissingScores.Skip,
    });

    private BatchScorer BatchOfRepeats(IAggregationStrategy strategy) => Batch(new ScoringModel("peers")
    {
        Strategy = AggregationStrategies.WeightedMean,
        Steps = [new Touchpoint("touchpoint", Scale.Stars) { Strategy = strategy }],
    });

    private BatchScorer Batch(ScoringModel model) => new(new JourneyScorer(model)) { Threads = threads };
}
