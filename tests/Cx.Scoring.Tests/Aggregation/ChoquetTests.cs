using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Aggregation;

public sealed class ChoquetTests()
    : StrategyLawTests(
        AggregationStrategies.Choquet(new(3, 0, 0.45, 0.45, 0.5, 0.3, 0.9, 0.9, 1)),
        AggregationStrategies.Choquet(new(2, 0, 0.2, 0.4, 1)))
{
    [Theory]
    [InlineData(new[] { 18.0, 16, 10 }, 13.9)] // Grabisch's students, marks of 20
    [InlineData(new[] { 10.0, 12, 18 }, 13.6)]
    [InlineData(new[] { 14.0, 15, 15 }, 14.9)]
    public void Aggregate_ranks_the_students_as_Grabisch_does(double[] marks, double expected)
    {
        var students = AggregationStrategies.Choquet(new(3, 0, 0.45, 0.45, 0.5, 0.3, 0.9, 0.9, 1));
        Assert.Equal(expected / 20, students.Aggregate([.. marks.Select(mark => mark / 20)], [1.0 / 3, 1.0 / 3, 1.0 / 3]), 1e-15);
    }

    [Fact]
    public void A_model_needs_as_many_touchpoints_as_the_capacity()
    {
        var model = CoffeeBar.Flat(AggregationStrategies.Choquet(new(2, 0, 0.2, 0.4, 1)), 1, 1, 1);
        var fault = Assert.Single(new Scoring.Validation.ScoringModelValidator().Validate(model).Errors);
        Assert.Equal(("Strategy", "Model 'flat': strategy 'choquet(0, 0.2, 0.4, 1)' takes 2 steps, and 3 count here."), (fault.PropertyName, fault.ErrorMessage));
    }

    [Fact]
    public void A_journey_without_one_of_its_touchpoints_has_no_value()
    {
        var model = CoffeeBar.Flat(AggregationStrategies.Choquet(new(2, 0, 0.2, 0.4, 1)), 1, 0, 3) with { MissingScores = MissingScores.Skip };
        var score = new JourneyScorer(model).Score(new("j", ("a", 0.5)));
        Assert.Null(score.Value);
        Assert.Equal(double.NaN, new JourneyScorer(model).ScoreValue(new Journey("j", ("a", 0.5))));
        Assert.Equal(new ScoreBounds(0.1, 0.7), score.Bounds); // .5 mu({a}), and .5 + .5 mu({c})
        Assert.Equal(
            "'c' is missing, and the strategy of 'flat' needs every one of its steps, so ScoringModel.MissingScores cannot Skip; TreatAsWorst or TreatAsNeutral would give a value",
            score.Reason);
    }

    [Fact]
    public void A_stage_without_one_of_its_touchpoints_leaves_the_journey_without_a_value()
    {
        var model = CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1) with
        {
            MissingScores = MissingScores.Skip,
            Steps = [new Touchpoint("x", Scale.YesNo), new Stage("s", AggregationStrategies.Choquet(new(2, 0, 0.2, 0.4, 1))) { Steps = CoffeeBar.Flat(AggregationStrategies.WeakestLink, 1, 1).Steps }],
        };
        Assert.Null(new JourneyScorer(model).Score(new("j", ("x", 1), ("a", 0.5))).Value);
        // b is neutral at .5, the integral .3 + .2 mu({b}) = .38, and the journey the mean of 1 and that.
        Assert.Equal(0.69, new JourneyScorer(model with { MissingScores = MissingScores.TreatAsNeutral }).Score(new("j", ("x", 1), ("a", 0.3))).Value!.Value, 1e-15);
    }

    [Fact]
    public void A_stage_without_weight_may_lack_what_it_likes()
    {
        var model = CoffeeBar.Flat(AggregationStrategies.WeightedMean) with
        {
            MissingScores = MissingScores.Skip,
            Steps =
            [
                new Touchpoint("x", Scale.YesNo),
                new Stage("s", AggregationStrategies.Choquet(new(2, 0, 0.2, 0.4, 1))) { Weight = 0, Steps = CoffeeBar.Flat(AggregationStrategies.WeakestLink, 1, 1).Steps },
            ],
        };
        Assert.Equal(0.7, new JourneyScorer(model).Score(new("j", ("x", 0.7), ("a", 0.5))).Value);
    }

    [Fact]
    public void A_capacity_sees_model_order_whatever_the_order_of_the_journey()
    {
        var scorer = new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.Choquet(new(2, 0, 0.2, 0.4, 1)), 1, 1));
        Assert.Equal(0.2, scorer.Score(new("j", ("b", 0), ("a", 1))).Value);
        Assert.Equal(0.4, scorer.Score(new("j", ("b", 1), ("a", 0))).Value);
    }

    [Fact]
    public void A_touchpoint_cannot_have_a_capacity_over_its_repeats()
    {
        var strategy = AggregationStrategies.Choquet(new(2, 0, 0.2, 0.4, 1));
        var model = CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1) with { Steps = [new Touchpoint("a", Scale.YesNo) { Strategy = strategy }] };
        var fault = Assert.Single(new Scoring.Validation.ScoringModelValidator().Validate(model).Errors);
        Assert.Equal("Steps[0].Strategy", fault.PropertyName);
        Assert.Equal(
            "Touchpoint 'a': strategy 'choquet(0, 0.2, 0.4, 1)' depends on how many scores there are or on their weights, and a touchpoint may be met any number of times; choose another.",
            fault.ErrorMessage);
    }
}
