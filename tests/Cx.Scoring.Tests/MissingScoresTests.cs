using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests;

public sealed class MissingScoresTests
{
    private static readonly Journey Half = new("half", ("a", 0.75), ("b", 0.25));

    [Fact]
    public void Refuse_is_the_default_and_gives_bounds_and_a_reason()
    {
        var score = Score(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 1, 1, 1));
        Assert.Null(score.Value);
        Assert.Equal(new ScoreBounds(0.25, 0.75), score.Bounds);
        Assert.Equal(0.5, score.Coverage);
        Assert.Equal("'c' and 'd' are missing, and ScoringModel.MissingScores is Refuse; Skip, TreatAsWorst or TreatAsNeutral would give a value", score.Reason);
        Assert.Null(score["c"].Score);
    }

    [Fact]
    public void Skip_weights_the_rest_anew()
    {
        var score = Score(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 3, 1, 1) with { MissingScores = MissingScores.Skip });
        Assert.Equal((0.25 * 0.75) + (0.75 * 0.25), score.Value);
        Assert.Equal([0.25, 0.75, 0, 0], score.Touchpoints.Select(touchpoint => touchpoint.Weight));
        Assert.Equal(4.0 / 6, score.Coverage, 1e-15);
        Assert.Null(score.Reason);
    }

    [Fact]
    public void Skip_treats_a_stage_without_any_touchpoint_as_missing()
    {
        var model = CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 1) with { MissingScores = MissingScores.Skip };
        var score = Score(model with
        {
            Steps = [.. model.Steps, new Stage("s", AggregationStrategies.WeakestLink) { Steps = [new Touchpoint("c", Scale.Stars), new Touchpoint("d", Scale.Stars)] }],
        });
        Assert.Equal(0.5, score.Value);
        Assert.Equal(new StepScore("s", null, 0, 0), score["s"]);
    }

    [Fact]
    public void Skip_needs_something_to_skip_to()
    {
        var model = CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 1) with { MissingScores = MissingScores.Skip };
        var score = new JourneyScorer(model).Score(new("empty", []));
        Assert.Null(score.Value);
        Assert.Null(score.Weakest);
        Assert.Equal(new ScoreBounds(0, 1), score.Bounds);
        Assert.Equal("nothing that counts was measured, so there is nothing that ScoringModel.MissingScores could Skip to; TreatAsWorst or TreatAsNeutral would give a value", score.Reason);
    }

    [Theory]
    [InlineData(MissingScores.TreatAsWorst, 0.25)]
    [InlineData(MissingScores.TreatAsNeutral, 0.5)]
    public void Missing_scores_can_count_as_worst_or_neutral(MissingScores missing, double expected)
    {
        var score = Score(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 1, 1, 1) with { MissingScores = missing });
        Assert.Equal(expected, score.Value);
        Assert.Equal(0.5, score.Coverage);
        Assert.Equal([0.25, 0.25, 0.25, 0.25], score.Touchpoints.Select(touchpoint => touchpoint.Weight));
        Assert.Equal([0.75, 0.25, null, null], score.Touchpoints.Select(touchpoint => touchpoint.Score));
    }

    [Fact]
    public void Worst_and_neutral_go_through_the_value_function()
    {
        var model = CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1) with
        {
            Steps = [new Touchpoint("a", Scale.YesNo) { ValueFunction = ValueFunctions.PiecewiseLinear((0, 0.1), (0.5, 0.3), (1, 0.9)) }],
            MissingScores = MissingScores.TreatAsNeutral,
        };
        var score = new JourneyScorer(model).Score(new("empty", []));
        Assert.Equal(0.3, score.Value);
        Assert.Equal(new ScoreBounds(0.1, 0.9), score.Bounds);
    }

    [Fact]
    public void A_required_touchpoint_is_required_whatever_the_rule()
    {
        var model = CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 1) with { MissingScores = MissingScores.TreatAsNeutral };
        var score = Score(model with { Steps = [.. model.Steps, new Touchpoint("c", Scale.YesNo) { Required = true }] });
        Assert.Null(score.Value);
        Assert.Equal("'c' is missing and Required; without Touchpoint.Required, ScoringModel.MissingScores would decide", score.Reason);
    }

    [Theory]
    [InlineData(0.5, true)]
    [InlineData(0.51, false)]
    public void MinimumCoverage_decides_at_its_boundary(double minimum, bool enough)
    {
        var score = Score(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 1, 1, 1) with { MissingScores = MissingScores.Skip, MinimumCoverage = minimum });
        Assert.Equal(enough, score.Value is not null);
        Assert.Equal(enough ? null : "the coverage is 0.5, and ScoringModel.MinimumCoverage is 0.51", score.Reason);
    }

    [Fact]
    public void Eight_of_ten_are_eighty_percent()
    {
        var model = CoffeeBar.Flat(AggregationStrategies.WeightedMean, [.. Enumerable.Repeat(1.0, 10)]) with { MissingScores = MissingScores.Skip, MinimumCoverage = 0.8 };
        var score = new JourneyScorer(model).Score(new("eight", "abcdefgh".Select(id => new MicroExperience($"{id}", 1))));
        Assert.Equal(0.8, score.Coverage);
        Assert.Equal(1, score.Value);
    }

    [Fact]
    public void Every_completion_of_a_journey_lies_within_its_bounds() => Property.Holds(GeneratedCases.Sound, generated =>
    {
        var scorer = new JourneyScorer(generated.Model);
        var bounds = scorer.Score(generated.Journey).Bounds;
        var completed = scorer.Score(generated.Completed);
        Assert.Equal(1, completed.Coverage);
        Assert.InRange(completed.Value!.Value, bounds.Low - 1e-12, bounds.High + 1e-12);
        Assert.Equal(completed.Value, completed.Bounds.Low);
        Assert.Equal(completed.Value, completed.Bounds.High);
    });

    [Fact]
    public void Bounds_are_reached_by_the_worst_and_the_best_completion() => Property.Holds(GeneratedCases.Sound, generated =>
    {
        var scorer = new JourneyScorer(generated.Model);
        var bounds = scorer.Score(generated.Journey).Bounds;
        Assert.Equal(scorer.Score(generated.CompletedWith(touchpoint => touchpoint.Scale.Worst)).Value, bounds.Low);
        Assert.Equal(scorer.Score(generated.CompletedWith(touchpoint => touchpoint.Scale.Best)).Value, bounds.High);
    });

    private static JourneyScore Score(ScoringModel model) => new JourneyScorer(model).Score(Half);
}
