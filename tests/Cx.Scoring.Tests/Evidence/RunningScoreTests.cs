using Cx.Scoring.Aggregation;
using Cx.Scoring.Evidence;
using Cx.Scoring.Tests.Aggregation;

namespace Cx.Scoring.Tests.Evidence;

public sealed class RunningScoreTests() : PartTests<RunningScore>(() => new(Fed), part => part.ToBytes(), bytes => RunningScore.Read(Fed, bytes))
{
    private static readonly IAggregationStrategy Fed = AggregationStrategies.ConsistencyVariance();

    [Fact]
    public void Every_mergeable_strategy_can_be_fed_one_at_a_time()
    {
        var random = new Random(1);
        (double Score, double Weight)[] answers = [.. Enumerable.Range(0, 50).Select(_ => (random.NextDouble(), (double)random.Next(1, 4)))];
        var total = answers.Sum(answer => answer.Weight);
        var strategies = StrategyLawTests.Every().Where(strategy => strategy is IMergeableStrategy { State: not null }).ToList();
        Assert.InRange(strategies.Count, 30, 200);
        Assert.All(strategies, strategy =>
        {
            var running = new RunningScore(strategy);
            foreach (var (score, weight) in answers)
            {
                running.Add(score, weight);
            }

            Assert.Equal(strategy.Aggregate([.. answers.Select(answer => answer.Score)], [.. answers.Select(answer => answer.Weight / total)]), running.Value!.Value, 1e-12);
            Assert.Equal(running.Value, RunningScore.Read(strategy, running.ToBytes()).Value);

            // Nothing is no score of 0.
            var value = running.Value;
            running.Merge(new(strategy));
            Assert.Equal(value, running.Value);
        });
    }

    [Fact]
    public void Score_of_nothing_is_none()
    {
        Assert.Null(new RunningScore(Fed).Value);
        Assert.Equal("consistency-variance(0.5): no score, n = 0", new RunningScore(Fed).ToString());
        var running = new RunningScore(Fed);
        running.Add(0.5);
        Assert.Equal("consistency-variance(0.5): 0.50 of 1, n = 1", running.ToString());
    }

    [Fact]
    public void Strategies_without_a_state_and_of_another_name_are_refused()
    {
        Assert.StartsWith("Strategy 'gini-mean' keeps no state of a fixed size, so its score cannot be fed one at a time; give it all scores at once.", Assert.Throws<ArgumentException>(() => new RunningScore(AggregationStrategies.GiniMean)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "One is a score of 'consistency-variance(0.5)' and the other of 'weakest-link'; both must be of the same strategy.",
            Assert.Throws<ArgumentException>(() => new RunningScore(Fed).Merge(new(AggregationStrategies.WeakestLink))).Message,
            StringComparison.Ordinal);
        Assert.Equal(
            "The bytes are of a part 'running-score' of 'consistency-variance(0.5)', and a part 'running-score' of 'weakest-link' was wanted.",
            Assert.Throws<FormatException>(() => RunningScore.Read(AggregationStrategies.WeakestLink, new RunningScore(Fed).ToBytes())).Message);
    }

    [Theory]
    [InlineData(-0.1, 1, "The score was -0.1; allowed is 0 to 1.")]
    [InlineData(1.1, 1, "The score was 1.1; allowed is 0 to 1.")]
    [InlineData(double.NaN, 1, "The score was NaN; allowed is 0 to 1.")]
    [InlineData(1, 0, "The weight was 0; allowed is above 0 to 1000000.")]
    public void Scores_that_are_none_are_refused(double score, double weight, string message) =>
        Assert.StartsWith(message, Assert.Throws<ArgumentOutOfRangeException>(() => new RunningScore(Fed).Add(score, weight)).Message, StringComparison.Ordinal);

    protected override void Feed(RunningScore part, Random random) => part.Add(random.NextDouble(), random.Next(1, 4));

    protected override double[] Say(RunningScore part) => [part.Count, part.Value ?? -1];

    /// <summary>A strategy that only these tests know.</summary>
    internal sealed class Strange : IMergeableStrategy
    {
        public string Name => "strange";

        public IMergeableState? State => ((IMergeableStrategy)AggregationStrategies.WeakestLink).State;

        public double Aggregate(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights) => scores[0];
    }
}
