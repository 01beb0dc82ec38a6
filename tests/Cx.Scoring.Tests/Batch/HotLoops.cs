using Cx.Scoring.Aggregation;
using Cx.Scoring.Batch;
using Cx.Scoring.Tests.Aggregation;
using Cx.Scoring.Validation;

namespace Cx.Scoring.Tests.Batch;

/// <summary>What is asked a million times a second, asked once: tables that are aggregated as they are read, under every strategy, their profiles, rows of one touchpoint, and values alone.</summary>
internal static class HotLoops
{
    /// <summary>The argument by which the program of the tests runs them.</summary>
    public const string Argument = "hot-loops";

    private const int Journeys = 64;

    // As many as are read side by side, more, more than are kept, and more than are added up plainly.
    private const int Touchpoints = 10;
    private const int Many = 20;
    private const int MoreThanKept = 128;
    private const int Beyond = 129;

    public static void Run()
    {
        foreach (var strategy in StrategyLawTests.Every())
        {
            foreach (var touchpoints in (int[])[Touchpoints, Many])
            {
                // A scale whose length is a power of two has a shorter rule.
                var model = BitsOfEveryRoad.LongestModelOf(strategy, touchpoints);
                Run(model, Scale.Stars);
                Run(model, Scale.Percent);

                // Ranks of scores that weigh the same go a way of their own.
                Run(model with { Steps = [.. model.Steps.Cast<Touchpoint>().Select(touchpoint => touchpoint with { Weight = 1 })] }, Scale.Stars);
            }

            RunRows(strategy, Scale.Stars);
            RunRows(strategy, Scale.Percent);
        }

        IAggregationStrategy[] ofMoments = [AggregationStrategies.WeightedMean, AggregationStrategies.WeakestLink, AggregationStrategies.Hurwicz(0.3), AggregationStrategies.ConsistencyVariance(0.5)];
        foreach (var strategy in ofMoments)
        {
            foreach (var touchpoints in (int[])[MoreThanKept, Beyond])
            {
                Run(BitsOfEveryRoad.LongestModelOf(strategy, touchpoints), Scale.Stars);
                Run(BitsOfEveryRoad.LongestModelOf(strategy, touchpoints), Scale.Percent);
            }
        }
    }

    // Journeys that meet one touchpoint again and again.
    private static void RunRows(IAggregationStrategy strategy, Scale scale)
    {
        var model = new ScoringModel("rows") { Strategy = AggregationStrategies.WeightedMean, Steps = [new Touchpoint("a", scale) { Strategy = strategy }] };
        if (new ScoringModelValidator().Validate(model).IsValid)
        {
            int[] offsets = [.. Enumerable.Range(0, Journeys + 1).Select(journey => journey * Touchpoints)];
            double[] values = [.. Enumerable.Range(0, offsets[^1]).Select(row => scale.Worst + (row * 7 % 5))];
            var batch = new BatchScorer(new JourneyScorer(model));
            batch.Score(new JourneyRows(offsets, new int[values.Length], values), new double[Journeys]);
            batch.Score(new JourneyRows(offsets, new int[values.Length], values, [.. values.Select(value => 1 + value)]), new double[Journeys]);
        }
    }

    private static void Run(ScoringModel model, Scale scale)
    {
        var scorer = new JourneyScorer(model with { Steps = [.. model.Steps.Cast<Touchpoint>().Select(touchpoint => touchpoint with { Scale = scale })] });
        var batch = new BatchScorer(scorer);
        double[] complete = [.. Enumerable.Range(0, Journeys * scorer.Touchpoints.Count).Select(cell => scale.Worst + (cell * 7 % 5))];
        double[] gapped = [.. complete.Select((value, cell) => cell % 11 == 0 ? double.NaN : value)];
        double[] weights = [.. complete.Select(value => 1 + value)];
        Score(new(complete, Journeys));
        Score(new(gapped, Journeys));
        Score(new(complete, Journeys, CellOrder.JourneyMajor));
        if (Shapes.TakesOwnWeights(scorer.Model.Strategy!))
        {
            Score(new(complete, Journeys) { Weights = weights });
        }

        scorer.ScoreValue(complete.AsSpan(0, scorer.Touchpoints.Count));

        void Score(JourneyTable table)
        {
            var (scores, deviations, minima) = (new double[Journeys], new double[Journeys], new double[Journeys]);
            batch.Score(table, scores);
            batch.Profile(table, new(scores, deviations, minima));
        }
    }
}
