using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Batch;
using Cx.Scoring.Testing;
using Cx.Scoring.Tests.Batch;

namespace Cx.Scoring.Tests.Aggregation;

/// <summary>Strategies of a user that ask for moments, beside twins that form the moments themselves out of scores.</summary>
public sealed class MomentStrategyTests
{
    // Two lanes of eight.
    private const int SideBySide = 16;

    private static readonly (IAggregationStrategy OfMoments, IAggregationStrategy Twin)[] Pairs =
    [
        (default(Least), default(Twin<Least>)),
        (default(Middle), default(Twin<Middle>)),
        (default(Steady), default(Twin<Steady>)),
        (default(Calm), default(Twin<Calm>)),
    ];

    // Alone and by four, beside each other and by blocks, plain sums and compensated ones.
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(10)]
    [InlineData(13)]
    [InlineData(128)]
    [InlineData(129)]
    [InlineData(300)]
    public void Moments_are_those_of_the_scores_on_every_road(int touchpoints)
    {
        const int Journeys = 150;
        foreach (var (ofMoments, twin) in Pairs)
        {
            foreach (var missing in (double[])[0, 0.1])
            {
                var table = new GeneratedTable(ModelOf(twin, touchpoints), Journeys, missing, seed: touchpoints);
                var expected = table.Journeys.Select(values => new JourneyScorer(ModelOf(twin, touchpoints)).ScoreValue(values)).ToArray();
                var scorer = new JourneyScorer(ModelOf(ofMoments, touchpoints));
                Assert.Equal(expected, table.Journeys.Select(values => scorer.ScoreValue(values)));
                Assert.Equal(expected, Enumerable.Range(0, Journeys).Select(journey => scorer.Score(table.Journey(journey)).Value ?? double.NaN));
                foreach (var order in Enum.GetValues<CellOrder>())
                {
                    var scores = new double[Journeys];
                    new BatchScorer(scorer).Score(new JourneyTable(table.Cells(order), Journeys, order), scores);
                    Assert.Equal(expected, scores);
                }
            }
        }
    }

    [Theory]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(10)]
    [InlineData(20)]
    public void What_was_not_asked_for_is_0_on_every_road(int touchpoints) => Assert.All(
        (IAggregationStrategy[])[default(Unasked), default(UnaskedByExtremes), default(UnaskedByMean)],
        strategy =>
        {
            const int Journeys = 100;
            Assert.Equal(0, strategy.Aggregate([0.25, 1, 0.5], [0.25, 0.25, 0.5]));
            var scorer = new JourneyScorer(ModelOf(strategy, touchpoints));
            double[] values = [.. Enumerable.Range(1, touchpoints).Select(value => (double)value)];
            Assert.Equal(0, scorer.ScoreValue(values));
            var scores = new double[Journeys];
            new BatchScorer(scorer).Score(new JourneyTable([.. values.SelectMany(value => Enumerable.Repeat(value, Journeys))], Journeys), scores);
            Assert.All(scores, score => Assert.Equal(0, score));
        });

    [Fact]
    public void One_that_asks_for_no_moment_is_refused_by_name() => Assert.Equal(
        "Strategy 'asks-for-nothing' asks for 7, which is none of ScoreMoments: Least, Extremes, Mean, Variance.",
        Assert.Throws<InvalidOperationException>(() => new JourneyScorer(ModelOf(default(AsksForNothing), 2))).Message);

    [Fact]
    public void A_score_without_weight_is_no_moment()
    {
        IAggregationStrategy strategy = default(Calm);
        Assert.Equal(strategy.Aggregate([0.5, 0.75], [0.5, 0.5]), strategy.Aggregate([0.5, 0, 0.75, 1], [0.5, 0, 0.5, 0]));
    }

    [Fact]
    public void The_law_kit_takes_them() => Assert.True(StrategyLaws.Check(default(Calm), cases: 200).KeepsItsWord);

    // Read side by side, and in blocks.
    [Theory]
    [InlineData(2)]
    [InlineData(4)]
    [InlineData(20)]
    public void One_that_returns_no_score_is_named_wherever_it_does(int touchpoints)
    {
        const int Journeys = 40_000;
        const string Message = "Strategy 'doubling' made 1.5 of 'm'; a strategy returns a score from 0 to 1.";
        var scorer = new JourneyScorer(ModelOf(default(Doubling), touchpoints));
        Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => scorer.ScoreValue([.. Enumerable.Repeat(75.0, touchpoints)])).Message);
        var batch = new BatchScorer(scorer);
        for (var place = 30_000; place < 30_000 + SideBySide; place++)
        {
            var cells = Enumerable.Range(0, touchpoints).SelectMany(_ => Enumerable.Range(0, Journeys).Select(journey => journey == place ? 75.0 : 50)).ToArray();
            Assert.Equal(Message, Assert.Throws<InvalidOperationException>(() => batch.Score(new JourneyTable(cells, Journeys), new double[Journeys])).Message);
        }
    }

    // Else they would have the same bits, and only take longer. Where scores may be missing another road takes two lanes too.
    [Theory]
    [InlineData(2)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(20)]
    [InlineData(100)]
    public void Complete_journeys_are_read_two_lanes_at_a_time(int touchpoints)
    {
        const int Journeys = 1_024;
        var batch = new BatchScorer(new JourneyScorer(ModelOf(default(OneOfLane), touchpoints, MissingScores.Refuse)));
        var cells = Enumerable.Repeat(50.0, Journeys * touchpoints).ToArray();
        double[] alone = [0];
        batch.Score(new JourneyTable(cells.AsSpan(0, touchpoints), 1), alone);
        foreach (var order in Enum.GetValues<CellOrder>())
        {
            foreach (var weights in (double[][])[[], cells])
            {
                var scores = new double[Journeys];
                batch.Score(new JourneyTable(cells, Journeys, order) { Weights = weights }, scores);
                Assert.All(scores, score => Assert.Equal(alone[0] / 2, score));
            }
        }
    }

    private static ScoringModel ModelOf(IAggregationStrategy strategy, int touchpoints, MissingScores missing = MissingScores.Skip) => new("m")
    {
        Strategy = strategy,
        MissingScores = missing,
        Steps = [.. Enumerable.Range(0, touchpoints).Select(i => new Touchpoint($"t{i}", Scale.Percent) { Weight = 1 + (i % 3) })],
    };

    private readonly record struct Least : IMomentStrategy<Least>
    {
        public static ScoreMoments Asks => ScoreMoments.Least;

        public string Name => "least";

        public TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
            where TLane : unmanaged, ILane<TLane> => least;
    }

    // Not allowed to anybody: what a journey comes to depends on how many are beside it.
    private readonly record struct OneOfLane : IMomentStrategy<OneOfLane>
    {
        public static ScoreMoments Asks => ScoreMoments.Mean;

        public string Name => "one-of-lane";

        public TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
            where TLane : unmanaged, ILane<TLane> => TLane.Broadcast(1.0 / TLane.Count);
    }

    private readonly record struct Middle : IMomentStrategy<Middle>
    {
        public static ScoreMoments Asks => ScoreMoments.Extremes;

        public string Name => "middle";

        public TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
            where TLane : unmanaged, ILane<TLane> => (least * TLane.Broadcast(0.5)) + (greatest * TLane.Broadcast(0.5));
    }

    private readonly record struct Steady : IMomentStrategy<Steady>
    {
        public static ScoreMoments Asks => ScoreMoments.Mean;

        public string Name => "steady";

        public TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
            where TLane : unmanaged, ILane<TLane> => TLane.Max(TLane.Broadcast(0), mean - (TLane.Broadcast(0.5) * (greatest - least)));
    }

    private readonly record struct Calm : IMomentStrategy<Calm>
    {
        public static ScoreMoments Asks => ScoreMoments.Variance;

        public string Name => "calm";

        public TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
            where TLane : unmanaged, ILane<TLane> => TLane.Max(least, mean - (variance * (greatest - least)));
    }

    private readonly record struct Unasked : IMomentStrategy<Unasked>
    {
        public static ScoreMoments Asks => ScoreMoments.Least;

        public string Name => "unasked";

        public TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
            where TLane : unmanaged, ILane<TLane> => mean + variance + greatest;
    }

    private readonly record struct UnaskedByExtremes : IMomentStrategy<UnaskedByExtremes>
    {
        public static ScoreMoments Asks => ScoreMoments.Extremes;

        public string Name => "unasked-by-extremes";

        public TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
            where TLane : unmanaged, ILane<TLane> => mean + variance;
    }

    private readonly record struct UnaskedByMean : IMomentStrategy<UnaskedByMean>
    {
        public static ScoreMoments Asks => ScoreMoments.Mean;

        public string Name => "unasked-by-mean";

        public TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
            where TLane : unmanaged, ILane<TLane> => variance;
    }

    private readonly record struct AsksForNothing : IMomentStrategy<AsksForNothing>
    {
        public static ScoreMoments Asks => (ScoreMoments)7;

        public string Name => "asks-for-nothing";

        public TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
            where TLane : unmanaged, ILane<TLane> => mean;
    }

    private readonly record struct Doubling : IMomentStrategy<Doubling>
    {
        public static ScoreMoments Asks => ScoreMoments.Mean;

        public string Name => "doubling";

        public TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
            where TLane : unmanaged, ILane<TLane> => mean + mean;
    }

    private readonly record struct Twin<TStrategy> : ILaneStrategy<Twin<TStrategy>>
        where TStrategy : struct, IMomentStrategy<TStrategy>
    {
        public string Name => $"twin of {default(TStrategy).Name}";

        public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
            where TLane : unmanaged, ILane<TLane>
        {
            var mean = LaneMath.Mean(scores, weights);
            return default(TStrategy).Aggregate(mean, LaneMath.Variance(scores, weights, mean), LaneMath.Minimum(scores), LaneMath.Maximum(scores));
        }
    }
}
