using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Testing.Tests;

public sealed class StrategyLawsTests
{
    [Fact]
    public void Check_finds_a_declared_law_that_is_broken_and_shrinks_the_counterexample()
    {
        var report = StrategyLaws.Check(new UnweightedMedian());
        Assert.False(report.KeepsItsWord);
        var finding = Assert.Single(report.Findings, finding => finding.IsBroken);
        Assert.Equal("WeightSplitting", finding.Name);
        Assert.Equal(2, finding.Case!.Count);
        Assert.StartsWith("F(1, 0) = 1, but F(1, 0, 0; weights 1, ", finding.Counterexample, StringComparison.Ordinal);
        Assert.StartsWith("unweighted-median breaks a law that it declares (seed 1)", report.ToString(), StringComparison.Ordinal);
        Assert.Equal($"{report}", Assert.Throws<LawBrokenException>(report.ThrowIfBroken).Message);
    }

    [Fact]
    public void Check_reports_laws_that_are_kept_and_not_declared()
    {
        var symmetric = Finding(StrategyLaws.Check(new UnweightedMedian(), cases: 300), "Symmetric");
        Assert.Equal("Symmetric (not declared): holds in 300 cases", $"{symmetric}");
        Assert.False(symmetric.IsBroken);
    }

    [Fact]
    public void Check_with_the_same_seed_finds_the_same() =>
        Assert.Equal($"{StrategyLaws.Check(new UnweightedMedian(), seed: 7)}", $"{StrategyLaws.Check(new UnweightedMedian(), seed: 7)}");

    [Fact]
    public void Check_with_another_seed_tries_other_cases()
    {
        var recorded = new Recording();
        StrategyLaws.Check(recorded, cases: 20, seed: 1);
        var first = recorded.Seen;
        StrategyLaws.Check(recorded, cases: 20, seed: 2);
        Assert.NotEqual(first, recorded.Seen - first);
    }

    [Fact]
    public void Check_tries_a_conditional_law_where_its_condition_holds()
    {
        var monotone = Finding(StrategyLaws.Check(new MazziottaParetoLike(), cases: 1000), "Monotone");
        Assert.InRange(monotone.Cases, 1, 999);
        Assert.Equal($"Monotone (declared if n <= 2): holds in {monotone.Cases} cases", $"{monotone}");
        Assert.False(monotone.IsBroken);
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(1.25)]
    [InlineData(-0.001)]
    public void Check_holds_every_strategy_to_returning_a_score(double returned)
    {
        var finding = Finding(StrategyLaws.Check(new Returning(returned)), "Returns a score");
        Assert.True(finding.IsBroken);
        Assert.Equal(FormattableString.Invariant($"Returns a score (owed): fails, F(0) = {returned}, which is no score"), $"{finding}");
    }

    [Fact]
    public void Check_finds_a_strategy_that_is_no_function_of_its_arguments() =>
        Assert.Equal("F(0) is 0 and, asked again, 1", Finding(StrategyLaws.Check(new Flipping(), cases: 1), "Returns a score").Counterexample);

    [Fact]
    public void Check_finds_a_strategy_that_throws()
    {
        var report = StrategyLaws.Check(new Throwing());
        Assert.False(report.KeepsItsWord);
        Assert.Equal("F(0, 0, 0, 0) throws NotSupportedException: four", Finding(report, "Returns a score").Counterexample);
    }

    [Fact]
    public void Check_finds_a_lane_strategy_that_counts_what_is_absent()
    {
        var finding = Finding(StrategyLaws.Check(default(CountingAbsent)), "Ignores what is absent");
        Assert.True(finding.IsBroken);
        Assert.StartsWith("F(", finding.Counterexample, StringComparison.Ordinal);
        Assert.Contains("weights 0, 1", finding.Counterexample, StringComparison.Ordinal);
    }

    [Fact]
    public void Check_needs_a_strategy_and_a_case()
    {
        Assert.Throws<ArgumentNullException>("strategy", () => StrategyLaws.Check(null!));
        Assert.Throws<ArgumentOutOfRangeException>("cases", () => StrategyLaws.Check(new UnweightedMedian(), cases: 0));
    }

    public static TheoryData<Law> Laws => [.. Enum.GetValues<Law>()];

    [Theory]
    [MemberData(nameof(Laws))]
    public void Every_law_can_be_broken(Law law)
    {
        // The halved chain of squares keeps nothing but monotonicity; the complement of the last score breaks that.
        IAggregationStrategy lawless = law is Law.Monotone ? new Falling() : new Lawless(isMergeable: true);
        Assert.NotNull(Finding(StrategyLaws.Check(lawless), $"{law}").Counterexample);
    }

    [Fact]
    public void Check_holds_a_mergeable_strategy_to_having_a_state()
    {
        var finding = Finding(StrategyLaws.Check(new Lawless(isMergeable: false)), "Mergeable");
        Assert.True(finding.IsBroken);
        Assert.Equal("it has no state (IMergeableStrategy)", finding.Counterexample);
        Assert.Equal("Mergeable (not declared): does not apply", $"{Finding(StrategyLaws.Check(new UnweightedMedian()), "Mergeable")}");
    }

    private static LawFinding Finding(LawReport report, string name) => Assert.Single(report.Findings, finding => finding.Name == name);

    private sealed class UnweightedMedian : IDeclaresLaws
    {
        public string Name => "unweighted-median";

        public IReadOnlyList<DeclaredLaw> Laws => [Law.Idempotent, Law.Monotone, Law.WeightSplitting];

        public double Aggregate(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
        {
            var sorted = scores.ToArray();
            Array.Sort(sorted);
            return sorted[sorted.Length / 2];
        }
    }

    private sealed class MazziottaParetoLike : IDeclaresLaws
    {
        public string Name => "mazziotta-pareto-like";

        public IReadOnlyList<DeclaredLaw> Laws => [DeclaredLaw.When(Law.Monotone, "n <= 2", weights => weights.Length <= 2 && weights.ToArray().Min() >= 0.499)];

        public double Aggregate(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
        {
            var (mean, square) = (0.0, 0.0);
            for (var i = 0; i < scores.Length; i++)
            {
                mean += weights[i] * scores[i];
                square += weights[i] * scores[i] * scores[i];
            }

            return mean == 0 ? 0 : Math.Clamp(mean - ((square - (mean * mean)) / mean), 0, 1);
        }
    }

    private sealed class Returning(double score) : IAggregationStrategy
    {
        public string Name => "returning";

        public double Aggregate(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights) => score;
    }

    private sealed class Throwing : IAggregationStrategy
    {
        public string Name => "throwing";

        public double Aggregate(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights) =>
            scores.Length > 3 ? throw new NotSupportedException("four") : scores[0];
    }

    private sealed class Flipping : IAggregationStrategy
    {
        private bool flipped = true;

        public string Name => "flipping";

        public double Aggregate(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights) => (flipped = !flipped) ? 1 : 0;
    }

    private sealed class Recording : IAggregationStrategy
    {
        public double Seen { get; private set; }

        public string Name => "recording";

        public double Aggregate(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
        {
            Seen += scores[0];
            return scores[0];
        }
    }

    // Its state is the last score: not enough.
    private sealed class Lawless(bool isMergeable) : IMergeableStrategy, IMergeableState, IDeclaresLaws
    {
        public string Name => "lawless";

        public IReadOnlyList<DeclaredLaw> Laws => [Law.Mergeable];

        public IMergeableState? State => isMergeable ? this : null;

        public int Size => 1;

        public void Start(Span<double> state, double score, double weight) => state[0] = score;

        public void Merge(Span<double> state, ReadOnlySpan<double> later) => state[0] = later[0];

        public double Finish(ReadOnlySpan<double> state) => state[0];

        public double Aggregate(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
        {
            var score = 0.25;
            foreach (var next in scores)
            {
                score = (score + (next * next)) / 2;
            }

            return score;
        }
    }

    private sealed class Falling : IAggregationStrategy
    {
        public string Name => "falling";

        public double Aggregate(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights) => 1 - scores[^1];
    }

    private readonly record struct CountingAbsent : ILaneStrategy<CountingAbsent>
    {
        public string Name => "counting-absent";

        public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
            where TLane : unmanaged, ILane<TLane>
        {
            var sum = LaneSum<TLane>.Zero;
            foreach (var score in scores)
            {
                sum.Add(score);
            }

            return sum.Value / TLane.Broadcast(scores.Length);
        }
    }
}
