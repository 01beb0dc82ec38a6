using Cx.Scoring.Aggregation;
using Cx.Scoring.Evidence;
using Cx.Scoring.Explanation;
using Cx.Scoring.Testing;

namespace Cx.Scoring.Tests;

public sealed class RecoveryTests
{
    // Places on scales and the values there are rounded.
    private const double Rounding = 1e-12;
    private static readonly Recovery Half = new(0.5);

    [Fact]
    public void A_failure_is_made_good_by_a_share_of_the_way_to_the_level_before()
    {
        // x' = 0.2 + 0.5 (0.8 - 0.2), and the touchpoint is the worse of 0.8 and 0.5.
        var score = Score(Half, [new("a", 0.8), new("a", 0.2), new("b", 1) { Recovers = "a" }]);
        Assert.Equal(0.5, score["a"].Score!.Value, Rounding);
        Assert.Equal(1, score["b"].Score);
        Assert.Equal(0.75, score.Value!.Value, Rounding);
        Assert.Equal(0.6, score.WithoutRecovery!.Value, Rounding);
        Assert.Equal("0.75 of 1, 0.60 without recovery, held back by a; coverage 100 %", $"{score}");
    }

    [Fact]
    public void Above_the_level_before_only_when_asked() =>
        Assert.Equal(0.6, A(Half with { Cap = 1 }, new("a", 0.8), new("a", 0.2), new("b", 1) { Recovers = "a" }), Rounding);

    [Fact]
    public void Nothing_was_wrong_before_the_first() => Assert.Equal(0.6, A(Half, new("a", 0.2), new("b", 1) { Recovers = "a" }), Rounding);

    [Fact]
    public void The_level_before_is_that_of_the_last_one_with_a_weight() =>
        Assert.Equal(0.5, A(Half, new("a", 0.9), new("a", 0.8), new("a", 0) { Weight = 0 }, new("a", 0.2), new("b", 1), new("b", 1) { Recovers = "a" }), Rounding);

    [Fact]
    public void A_touchpoint_may_make_up_for_itself() => Assert.Equal(0.5, A(Half, new("a", 0.8), new("a", 0.2), new("a", 0.9) { Recovers = "a" }), Rounding);

    [Fact]
    public void With_weight_0_it_recovers_nothing() => Assert.Equal(0.2, A(Half, new("a", 0.2), new("b", 1) { Recovers = "a", Weight = 0 }));

    [Fact]
    public void Several_recoveries_apply_one_after_the_other()
    {
        // 0.2, 0.5, 0.65 on the way to 0.8.
        Assert.Equal(0.65, A(Half, new("a", 0.8), new("a", 0.2), new("b", 1) { Recovers = "a" }, new("b", 1) { Recovers = "a" }), Rounding);

        // 0.2 becomes 0.6, which is the level before the next failure: 0.1 becomes 0.35.
        Assert.Equal(0.35, A(Half, new("a", 0.2), new("b", 1) { Recovers = "a" }, new("a", 0.1), new("b", 1) { Recovers = "a" }), Rounding);
    }

    [Fact]
    public void Each_customer_recovers_their_own_failure()
    {
        var cohort = Lived(new("a", 0.2) { Customer = "Ana" }, new("a", 0.4) { Customer = "Ben" }, new("b", 1) { Recovers = "a", Customer = "Ana" });
        var score = new JourneyScorer(Model(Half, Scale.YesNo)).Score(cohort);
        Assert.Equal(0.4, score["a"].Score!.Value, Rounding); // Ana's 0.2 became 0.6, Ben's 0.4 stays
    }

    [Fact]
    public void A_cap_below_the_failure_lowers_nothing() => Assert.Equal(0.6, A(Half with { Cap = 0.3 }, new("a", 0.6), new("b", 1) { Recovers = "a" }));

    [Fact]
    public void A_share_of_0_changes_nothing_and_one_of_1_reaches_the_cap()
    {
        var lived = (MicroExperience[])[new("a", 0.7), new("a", 0.1), new("b", 1) { Recovers = "a" }];
        var nothing = Score(new(0), lived);
        Assert.Equal(nothing.WithoutRecovery, nothing.Value);
        Assert.Equal("0.55 of 1, held back by a; coverage 100 %", $"{nothing}");
        Assert.Equal(0.1, nothing["a"].Score);
        Assert.Equal(0.7, A(new(1), lived));
        Assert.Equal(0.45, A(new(1) { Cap = 0.45 }, lived));
    }

    // What lies at the places 0.8 and 0.2.
    public static TheoryData<Scale, double, double> Scales => new()
    {
        { Scale.Percent, 80, 20 },
        { Scale.Rating(worst: 6, best: 1), 2, 5 },
        { Scale.Goalposts(worst: 30, best: 10), 14, 26 },
        { Scale.Stars with { Neutral = 4 }, 4.6, 2.2 },
        { Scale.Goalposts(worst: 30, best: 0) with { Neutral = 10 }, 4, 22 },
    };

    [Theory]
    [MemberData(nameof(Scales))]
    public void Recovery_is_of_places_on_the_scale(Scale scale, double before, double failed)
    {
        Assert.Equal(0.5, On(Half, before, failed), Rounding);
        Assert.Equal(0.6, On(Half, failed), Rounding);
        Assert.Equal(0.35, On(new(0.25), before, failed), Rounding);
        Assert.Equal(1, On(new(1), failed));

        double On(Recovery recovery, params double[] values) => new JourneyScorer(Model(recovery, scale))
            .Score(Lived([.. values.Select(value => new MicroExperience("a", value)), new("b", 1) { Recovers = "a" }]))["a"].Score!.Value;
    }

    [Fact]
    public void A_value_beyond_a_goalpost_fails_from_the_post() => Assert.Equal(
        0.5, new JourneyScorer(Model(Half, Scale.Goalposts(worst: 30, best: 2))).Score(Lived(new("a", 1), new("a", 1e9), new("b", 1) { Recovers = "a" }))["a"].Score!.Value, Rounding);

    [Fact]
    public void Values_and_places_are_each_other_inverse() => Property.Holds(Generators.Score, place => Assert.All(
        (Scale[])[Scale.Stars, Scale.Sentiment with { Neutral = 0.3 }, Scale.Rating(worst: 6, best: 1), Scale.Goalposts(worst: 30, best: 2) with { Neutral = 7 }],
        scale =>
        {
            var value = scale.ValueAt(place);
            Assert.True(scale.Accepts(value), $"{scale}: {value}");
            Assert.Equal(place, scale.Normalise(value), Rounding);
        }));

    [Fact]
    public void The_value_function_sees_the_recovered_place()
    {
        var model = Model(Half, Scale.YesNo);
        model = model with { Steps = [new Touchpoint("a", Scale.YesNo) { ValueFunction = ValueFunctions.Power(2) }, model.Steps[1]] };
        Assert.Equal(0.36, new JourneyScorer(model).Score(Lived(new("a", 0.2), new("b", 1) { Recovers = "a" }))["a"].Score!.Value, Rounding);
    }

    [Fact]
    public void Every_road_gives_the_same_bits_and_scores_differ_in_what_was_without()
    {
        var scorer = new JourneyScorer(Model(Half, Scale.YesNo) with { Strategy = AggregationStrategies.PeakEnd() });
        var journey = Lived(new("b", 0.9), new("a", 0.2), new("b", 1) { Recovers = "a" });
        var score = scorer.Score(journey);
        Assert.Equal(score.Value, scorer.ScoreValue(journey));
        Assert.True(scorer.TryScore(journey, out var tried, out _));
        Assert.Equal(score, tried);

        var plain = scorer.Score(scorer.Recovered(journey));
        Assert.Equal(score.Value, plain.Value);
        Assert.Equal(plain.Value, plain.WithoutRecovery);
        Assert.NotEqual(score, plain);
        Assert.Equal(scorer.ScoreValue(Lived(new("b", 0.9), new("a", 0.2), new("b", 1))), score.WithoutRecovery);
    }

    [Fact]
    public void Where_there_is_no_value_there_is_none_without_recovery()
    {
        var model = Model(Half, Scale.YesNo) with { Steps = [.. Model(Half, Scale.YesNo).Steps, new Touchpoint("c", Scale.YesNo)] };
        var journey = Lived(new("a", 0.2), new("b", 1) { Recovers = "a" });
        Assert.Equal(((double?)null, (double?)null), (new JourneyScorer(model).Score(journey).Value, new JourneyScorer(model).Score(journey).WithoutRecovery));
        var skipping = new JourneyScorer(model with { MissingScores = MissingScores.Skip }).Score(journey);
        Assert.Equal(0.8, skipping.Value!.Value, Rounding);
        Assert.Equal(0.6, skipping.WithoutRecovery!.Value, Rounding);
        Assert.Equal("0.80 of 1 (0.53 to 0.87 with what is missing), 0.60 without recovery, held back by a; coverage 67 %", $"{skipping}");
    }

    [Fact]
    public void A_fault_of_what_is_recovered_is_still_seen() => Assert.Throws<ArgumentException>(
        "journey", () => new JourneyScorer(Model(new(1), Scale.YesNo)).Score(Lived(new("a", double.NaN), new("b", 1) { Recovers = "a" })));

    [Fact]
    public void Explanations_and_evidence_are_of_the_journey_as_it_counts()
    {
        var scorer = new JourneyScorer(Model(Half, Scale.YesNo));
        var journey = Lived(new("a", 0.2), new("b", 0.5), new("b", 1) { Recovers = "a" });
        var recovered = scorer.Recovered(journey);
        var explainer = new JourneyExplainer(scorer);
        Assert.Equal(Lived(new("a", recovered.Experiences[0].Value), new("b", 0.5), new MicroExperience("b", 1)), recovered);
        Assert.Equal(0.6, recovered.Experiences[0].Value, Rounding);
        Assert.Equal(explainer.Contributions(recovered), explainer.Contributions(journey));
        Assert.Equal(explainer.WhatIf(recovered), explainer.WhatIf(journey));
        Assert.Equal(explainer.Required(recovered, 0.7), explainer.Required(journey, 0.7));
        var costs = new Dictionary<string, double> { ["a"] = 1, ["b"] = 1 };
        Assert.Equal(explainer.Cheapest(recovered, 0.7, costs), explainer.Cheapest(journey, 0.7, costs));
        Assert.Equal(0.6, explainer.Explain(journey).Score["a"].Score!.Value, Rounding);

        var bootstrap = new Bootstrap(scorer) { Resamples = 200 };
        Assert.Equal(bootstrap.Of(recovered).Interval, bootstrap.Of(journey).Interval);
        var good = Lived(new("a", 0.9), new("b", 0.7), new("b", 0.6));
        Assert.Equal(bootstrap.Compare(good, recovered).PValue, bootstrap.Compare(good, journey).PValue);

        // What one cohort lived is no level before a failure of the other: this one counts as 0.9, and would as 0.8 after the bad ones. One in five divisions is as great.
        var bad = new Journey("bad", Enumerable.Range(0, 4).SelectMany(_ => (MicroExperience[])[new("a", 0.1), new("b", 1)]));
        var failure = Lived(new("a", 0.8), new("b", 1) { Recovers = "a" });
        Assert.Equal(bootstrap.Compare(bad, scorer.Recovered(failure)).PValue, bootstrap.Compare(bad, failure).PValue);
        Assert.Equal(0.2, bootstrap.Compare(bad, failure).PValue, 0.15);
    }

    [Fact]
    public void A_tally_refuses_a_recovery() => Assert.Equal(
        "The answer b 1 (recovers a) makes up for an earlier one, and a tally does not keep which was lived before: give a journey to Bootstrap, or leave the recovery out. (Parameter 'answer')",
        Assert.Throws<ArgumentException>(() => new AnswerTally(new(Model(Half, Scale.YesNo))).Add(new("b", 1) { Recovers = "a" })).Message);

    [Fact]
    public void ToString_says_how_far()
    {
        Assert.Equal("0.5 of the way to the level before the failure", $"{Half}");
        Assert.Equal("0.25 of the way to 0.9", $"{new Recovery(0.25) { Cap = 0.9 }}");
    }

    // Of several micro-experiences at a the worst counts, so that the failure is seen.
    private static ScoringModel Model(Recovery recovery, Scale scale) => new("recovery")
    {
        Strategy = AggregationStrategies.WeightedMean,
        Recovery = recovery,
        Steps = [new Touchpoint("a", scale) { Strategy = AggregationStrategies.WeakestLink }, new Touchpoint("b", Scale.YesNo)],
    };

    private static Journey Lived(params MicroExperience[] lived) => new("j", lived);

    private static JourneyScore Score(Recovery recovery, MicroExperience[] lived) => new JourneyScorer(Model(recovery, Scale.YesNo)).Score(Lived(lived));

    private static double A(Recovery recovery, params MicroExperience[] lived) => Score(recovery, lived)["a"].Score!.Value;
}
