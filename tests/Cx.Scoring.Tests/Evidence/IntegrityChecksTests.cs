using Cx.Scoring.Aggregation;
using Cx.Scoring.Evidence;
using Cx.Scoring.Validation;
using FluentValidation;
using FsCheck;
using FsCheck.Fluent;

namespace Cx.Scoring.Tests.Evidence;

public sealed class IntegrityChecksTests
{
    private const int Sets = 1000;
    private static readonly IntegrityOptions WithOverall = new() { Overall = SoundSurvey.Overall };

    // Seed, journeys before the change and after it.
    private static readonly Arbitrary<(int Seed, int Before, int After)> Changes = Arb.From(
        from seed in Gen.Choose(0, 1_000_000)
        from before in Gen.Choose(150, 400)
        from after in Gen.Choose(30, 200)
        select (Seed: seed, Before: before, After: after),
        change => new[] { (change.Seed, 150, change.After), (change.Seed, change.Before, 30) }.Where(smaller => smaller != change));

    [Fact]
    public void Sound_journeys_have_no_finding_but_in_one_set_of_a_hundred_at_most()
    {
        var findings = Enumerable.Range(0, Sets).Select(seed => new SoundSurvey(seed)).Select(survey => IntegrityChecks.Of(survey.Model, survey.Journeys, WithOverall)).Where(found => found.Count > 0).ToList();

        // One in a thousand was measured: a touchpoint whose last 21 ratings happen to be all 4 or 5.
        Assert.InRange(findings.Count, 0, Sets / 100);
    }

    [Fact]
    public void No_journeys_have_no_finding() => Assert.Empty(IntegrityChecks.Of(Stars("a", "b"), [], WithOverall));

    [Fact]
    public void Findings_are_equal_by_content()
    {
        var journeys = Each(3, i => [("a", 7 + i), ("b", 3)]);
        var (once, again) = (IntegrityChecks.Of(Stars("a", "b"), journeys), IntegrityChecks.Of(Stars("a", "b"), journeys));
        Assert.Equal(once, again);
        Assert.Equal(once[0].GetHashCode(), again[0].GetHashCode());
        Assert.NotEqual(once, IntegrityChecks.Of(Stars("a", "b"), journeys, new() { MostExamples = 1 }));
    }

    [Fact]
    public void A_faulty_model_a_null_journey_and_a_stage_for_an_overall_are_refused()
    {
        var staged = new ScoringModel("staged") { Strategy = AggregationStrategies.WeightedMean, Steps = [new Stage("stage", AggregationStrategies.WeightedMean) { Steps = [new Touchpoint("a", Scale.Stars)] }] };
        Assert.Throws<ValidationException>(() => IntegrityChecks.Of(new("empty"), []));
        Assert.Equal("Journey 1 was null; leave out what there is not. (Parameter 'journeys')", Assert.Throws<ArgumentException>(() => IntegrityChecks.Of(staged, [new("x"), null!])).Message);
        Assert.Equal(
            "The overall 'stage' is a stage of model 'staged'; allowed is a touchpoint, or an id outside of the model. (Parameter 'overall')",
            Assert.Throws<ArgumentException>(() => IntegrityChecks.Of(staged, [], new() { Overall = "stage" })).Message);
    }

    [Fact]
    public void Faults_are_counted_and_the_first_are_named()
    {
        var journeys = new[]
        {
            new Journey("x", ("b", 3), ("a", 7), ("nobody", 1)),
            new Journey("y", ("a", double.NaN), ("nobody", 2), ("b", 6)),
            new Journey("z", new MicroExperience[] { new("a", 1), new("a", 0), new("b", 2) { Weight = -1 }, new(null!, 4) }),
            new Journey("z", ("nobody", 3), ("overall", double.PositiveInfinity)),
        };
        var findings = IntegrityChecks.Of(Stars("a", "b"), journeys, WithOverall with { MostExamples = 2 });
        Assert.Equal(
            [
                "'nobody' is no touchpoint of model 'stars'; it has 'a', 'b'. It was given 3 values: 1 in journey 'x' (index 0), 2 in journey 'y' (index 1) and 1 more.",
                "'' is no touchpoint of model 'stars'; it has 'a', 'b'. It was given 1 value: 4 in journey 'z' (index 2).",
                "'a': 3 of 4 values are off its scale (1 (worst) to 5 (best)): 7 in journey 'x' (index 0), NaN in journey 'y' (index 1) and 1 more.",
                "'b': 1 of 3 values is off its scale (1 (worst) to 5 (best)): 6 in journey 'y' (index 1).",
                "'overall': 1 of 1 value is no value (any finite number): Infinity in journey 'z' (index 3).",
                "'b': 1 of 3 weights is refused (0, or 1E-100 to 1000000): -1 in journey 'z' (index 2).",
            ],
            findings.Select(finding => finding.ToString()));
        Assert.Equal(
            [("nobody", 3, 3, 0, 3), ("", 1, 1, 2, 2), ("a", 3, 4, 0, 2), ("b", 1, 3, 1, 1), ("overall", 1, 1, 3, 3), ("b", 1, 3, 2, 2)],
            findings.Select(finding => (finding.Touchpoint!, finding.Count, finding.Total, finding.FirstIndex, finding.LastIndex)));
        Assert.Equal((0.75, null), (findings[2].Share, findings[2].Probability));
        Assert.Equal([new(0, "x", 7), new(1, "y", double.NaN)], findings[2].Examples);
        Assert.Equal("'a': 3 of 4 values are off its scale (1 (worst) to 5 (best)): 3.", IntegrityChecks.Of(Stars("a", "b"), journeys, WithOverall with { MostExamples = 0 })[2].ToString());
    }

    [Fact]
    public void Values_beyond_goalposts_are_no_fault() => Assert.Empty(IntegrityChecks.Of(
        Stars("a") with { Steps = [new Touchpoint("wait", Scale.Goalposts(worst: 30, best: 2))] }, [new("x", ("wait", 45)), new("y", ("wait", 0))]));

    [Fact]
    public void Faults_are_those_of_the_journey_validator()
    {
        var (sound, faulty) = (0, 0);
        Property.Holds(GeneratedCases.AnyJourney, generated =>
        {
            // A recovery may be refused for two reasons, and is one.
            var faults = new JourneyValidator(generated.Model).Validate(generated.Journey).Errors.DistinctBy(fault => fault.PropertyName).Count();
            var findings = IntegrityChecks.Of(generated.Model, [generated.Journey]);
            Assert.Equal(faults, findings.Sum(finding => finding.Count));
            Assert.All(findings, finding => Assert.True(finding.Kind <= IntegrityKind.RecoveryRefused));
            _ = faults == 0 ? sound++ : faulty++;
        });
        Assert.InRange(sound, (sound + faulty) / 5, 4 * (sound + faulty) / 5);
    }

    // 1 and 2 in turn, then 3 twice. Three levels above and below, at both ends: 8 chances of 1/C(n,2). 8/8001 is beyond 0.001, 8/7875 is not.
    [Theory]
    [InlineData(127, true)]
    [InlineData(126, false)]
    public void A_change_of_scale_is_found_where_chance_is_below_the_significance(int count, bool found)
    {
        var findings = IntegrityChecks.Of(Stars("a"), Each(count, i => [("a", i >= count - 2 ? 3 : 1 + (i % 2))]));
        Assert.Equal(found ? ["'a' changed its scale at journey 'j125' (index 125): 125 values of 1 to 2 before, 2 of 3 to 3 from there on, 2 of them (100.0 %) beyond the old range."] : [], findings.Select(finding => finding.ToString()));
        if (found)
        {
            Assert.Equal(8.0 / 8001, findings[0].Probability!.Value, 1e-15);
            Assert.Equal([new(125, "j125", 3), new(126, "j126", 3)], findings[0].Examples);
        }
    }

    [Fact]
    public void A_scale_that_reaches_less_far_is_found_where_it_begins()
    {
        var findings = IntegrityChecks.Of(Stars("a"), Each(100, i => [("a", i < 60 ? 1 + (i % 5) : 1 + (i % 3))]));
        Assert.Equal(
            ["'a' changed its scale at journey 'j60' (index 60): 60 values of 1 to 5 before, 24 of them (40.0 %) beyond the new range, and 40 of 1 to 3 from there on."],
            findings.Select(finding => finding.ToString()));
        Assert.Equal((24, 60, 60, 99), (findings[0].Count, findings[0].Total, findings[0].FirstIndex, findings[0].LastIndex));
        Assert.Equal(new(3, "j3", 4), findings[0].Examples[0]);
    }

    [Fact]
    public void A_scale_that_reaches_farther_down_is_found() => Assert.Equal(
        "'a' changed its scale at journey 'j60' (index 60): 60 values of 3 to 5 before, 40 of 1 to 5 from there on, 16 of them (40.0 %) beyond the old range.",
        Assert.Single(IntegrityChecks.Of(Stars("a"), Each(100, i => [("a", i < 60 ? 3 + (i % 3) : 1 + (i % 5))]))).ToString());

    // The second and the third part are searched again.
    [Fact]
    public void A_scale_that_is_changed_and_changed_back_is_found_twice()
    {
        var findings = IntegrityChecks.Of(Stars("a") with { Steps = [new Touchpoint("a", Scale.Recommendation)] }, Each(300, i => [("a", i is >= 100 and < 200 ? 1 + (i % 10) : 1 + (i % 5))]));
        Assert.Equal([105, 200], findings.Select(finding => finding.FirstIndex));
        Assert.Equal([(new ObservedRange(1, 5), new ObservedRange(1, 10)), (new(1, 10), new(1, 5))], findings.Select(finding => (finding.Before!.Value, finding.After!.Value)));
    }

    // Every fifth of the 30 values at the change lies beyond, or one less.
    [Theory]
    [InlineData(29, true)]
    [InlineData(24, false)]
    public void A_change_of_scale_shows_at_once(int last, bool found)
    {
        var findings = IntegrityChecks.Of(Stars("a"), Each(400, i => [("a", i >= 200 && (i - 200 <= last || i >= 300) && i % 5 == 0 ? 5 : 1 + (i % 3))]));
        Assert.Equal(found ? [200] : [], findings.Select(finding => finding.FirstIndex));
    }

    // A test of distributions would call each of these a change: a star and a half better from the first journey to the last.
    [Fact]
    public void An_experience_that_improves_is_seldom_a_change_of_scale()
    {
        Assert.Equal((8, 79), (Alarms(new()), Alarms(new() { LeastShareAtChange = 0.001 })));

        static int Alarms(IntegrityOptions options)
        {
            var random = new Random(5);
            return Enumerable.Range(0, 200).Count(_ => IntegrityChecks.Of(
                Stars("a"), Each(1000, i => [("a", Math.Clamp(Math.Round(2.75 + (1.5 * i / 1000) + SoundSurvey.Normal(random)), 1, 5))]), options).Count > 0);
        }
    }

    // Every order of eight values: the rate of false alarms is at most what was asked for, and not nothing.
    [Fact]
    public void A_change_of_scale_is_a_false_alarm_no_more_often_than_asked_for()
    {
        var orders = Orders([1, 1, 1, 1, 2, 2, 3, 3]).ToList();
        var alarms = orders.Count(order => IntegrityChecks.Of(Stars("a"), Each(8, i => [("a", order[i])]), new() { Significance = 0.3 }).Count > 0);
        Assert.Equal(420, orders.Count);
        Assert.InRange(alarms, 1, (int)(0.3 * 420));
    }

    [Fact]
    public void Recoveries_of_nothing_are_found()
    {
        var model = Stars("a", "b") with { Recovery = new(0.5) };
        var finding = Assert.Single(IntegrityChecks.Of(model, [new("j", (MicroExperience[])[new("a", 2), new("b", 4) { Recovers = "a" }]), new("k", (MicroExperience[])[new("b", 5) { Recovers = "a" }])]));
        Assert.Equal((IntegrityKind.RecoveryRefused, "b", 1, 2), (finding.Kind, finding.Touchpoint, finding.Count, finding.Total));
        Assert.StartsWith("'b': 1 of 2 recoveries is refused, for", finding.ToString(), StringComparison.Ordinal);
        Assert.EndsWith("refused, for nothing was lived before that it could recover, or the model has no recovery: 5 in journey 'k' (index 1).", finding.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_planted_change_of_scale_is_found_within_the_window_that_is_looked_at() => Property.Holds(Changes, change =>
    {
        var survey = new SoundSurvey(change.Seed, change.Before + change.After, touchpoints: 4);
        var length = ((Touchpoint)survey.Model.Steps[0]).Scale is var scale ? scale.Best - scale.Worst : 0;
        var journeys = survey.Journeys.Select((journey, i) => i < change.Before ? journey : Mapped(journey, "t1", value => value + (length / 2))).ToList();
        var beyond = journeys.FindIndex(journey => journey.Experiences.Any(experience => experience.Touchpoint == "t1" && experience.Value > scale.Best));
        var found = IntegrityChecks.Of(survey.Model, journeys, WithOverall).Where(finding => finding.Kind == IntegrityKind.ScaleChanged && finding.Touchpoint == "t1");
        // The first value beyond the old scale, or where chance has values beyond a lower level begin a little earlier.
        Assert.Contains(found, finding => Math.Abs(finding.FirstIndex - change.Before) <= 30);
        Assert.InRange(beyond, change.Before, change.Before + 30);
    });

    // 8 formulas, each with the chance 0.9^n: 8 × 0.9^86 is below 0.001, 8 × 0.9^85 is not.
    [Theory]
    [InlineData(86, true)]
    [InlineData(85, false)]
    public void A_computed_overall_is_found_where_chance_is_below_the_significance(int count, bool found)
    {
        var findings = IntegrityChecks.Of(Stars("a", "b"), Each(count, i => [("a", 1 + (i % 3)), ("b", 3 + (i % 3)), ("overall", 2 + (i % 3))]), WithOverall);
        Assert.Equal(found ? ["'overall' equals the mean of its 2 siblings in 86 of 86 journeys whose siblings differ (100.0 %): it was computed, not answered."] : [], findings.Select(finding => finding.ToString()));
    }

    // Two scales are two tries: 16 × 0.9^92 is below 0.001, 16 × 0.9^91 is not.
    [Theory]
    [InlineData(92, true)]
    [InlineData(91, false)]
    public void Each_scale_of_an_overall_is_a_try(int before, bool found)
    {
        var findings = IntegrityChecks.Of(
            Stars("a", "b"), Each(before + 60, i => [("a", 1 + (i % 3)), ("b", 3 + (i % 3)), ("overall", (2 + (i % 3)) * (i < before ? 1 : 2))]), WithOverall);
        Assert.Equal(before, Assert.Single(findings, finding => finding.Kind == IntegrityKind.ScaleChanged && finding.Touchpoint == "overall").FirstIndex);
        Assert.Equal(found ? [(92, 92, 91)] : [], findings.Where(finding => finding.Kind == IntegrityKind.OverallComputed).Select(finding => (finding.Count, finding.Total, finding.LastIndex)));
    }

    [Fact]
    public void Several_answers_of_a_journey_are_taken_together_by_weight()
    {
        // x three times and x + 4 once are x + 1.
        var model = Stars() with { Steps = [new Touchpoint("a", Scale.Recommendation), new Touchpoint("b", Scale.Recommendation)] };
        var journeys = Enumerable.Range(0, 100).Select(i => new Journey($"j{i}", (MicroExperience[])[new("a", i % 3) { Weight = 3 }, new("a", (i % 3) + 4), new("b", 5 + (i % 3)), new("overall", 3 + (i % 3))]));
        Assert.Equal(("the mean", 100), Assert.Single(IntegrityChecks.Of(model, journeys, WithOverall).Select(finding => (finding.Formula, finding.Count))));
    }

    public static TheoryData<string, Func<double, double, double>> Formulas => new()
    {
        { "the rounded mean", (a, b) => Math.Floor(((a + b) / 2) + 0.5) },
        { "the rounded mean", (a, b) => Math.Ceiling(((a + b) / 2) - 0.5) },
        { "the rounded mean", (a, b) => Math.Round((a + b) / 2) },
        { "the mean", (a, b) => (a + b) / 2 },
        { "the least", Math.Min },
        { "the greatest", Math.Max },
    };

    [Theory]
    [MemberData(nameof(Formulas), DisableDiscoveryEnumeration = true)]
    public void Every_formula_is_told_from_the_others(string name, Func<double, double, double> formula)
    {
        // Pairs of ratings up to ten, so that halves occur, and lie above even and odd numbers.
        var model = Stars("a", "b") with { Steps = [new Touchpoint("a", Scale.Recommendation), new Touchpoint("b", Scale.Recommendation)] };
        var journeys = Each(1100, i => [("a", i % 11), ("b", i * 7 / 11 % 11), ("overall", formula(i % 11, i * 7 / 11 % 11))]);
        var finding = Assert.Single(IntegrityChecks.Of(model, journeys, WithOverall), finding => finding.Kind == IntegrityKind.OverallComputed);
        Assert.Equal((name, finding.Total), (finding.Formula, finding.Count));
        Assert.Equal(journeys.Count(journey => journey.Experiences[0].Value != journey.Experiences[1].Value), finding.Total);
    }

    // Thirds do not round half: the mean of three is cut off or rounded up.
    [Theory]
    [InlineData("the mean, rounded down", 0)]
    [InlineData("the mean, rounded up", 2)]
    [InlineData("the rounded mean", 1)]
    public void A_mean_may_be_rounded_either_way(string name, int thirds)
    {
        var journeys = Each(500, i => [("a", 1 + (i % 5)), ("b", 1 + (i / 5 % 5)), ("c", 1 + (i / 25 % 5)), ("overall", (3 + (i % 5) + (i / 5 % 5) + (i / 25 % 5) + thirds) / 3)]);
        var finding = Assert.Single(IntegrityChecks.Of(Stars("a", "b", "c"), journeys, WithOverall), finding => finding.Kind == IntegrityKind.OverallComputed);
        Assert.Equal((name, finding.Total), (finding.Formula, finding.Count));
    }

    // The overall counts tenths where its siblings are stars and percent.
    [Fact]
    public void Siblings_are_taken_to_the_scale_of_an_overall_in_the_model()
    {
        var model = Stars("a") with { Steps = [new Touchpoint("a", Scale.Stars), new Touchpoint("b", Scale.Percent), new Touchpoint("overall", Scale.Recommendation)] };
        var journeys = Each(200, i => [("a", 1 + (i % 5)), ("b", i * 37 % 100), ("overall", Math.Floor((5 * (((i % 5) / 4.0) + (i * 37 % 100 / 100.0))) + 0.5))]);
        Assert.Equal("the rounded mean", Assert.Single(IntegrityChecks.Of(model, journeys, WithOverall), finding => finding.Kind == IntegrityKind.OverallComputed).Formula);

        // Outside of the model it has no scale that two others could be taken to.
        Assert.DoesNotContain(IntegrityChecks.Of(model with { Steps = [.. model.Steps.Take(2)] }, journeys, WithOverall), finding => finding.Kind == IntegrityKind.OverallComputed);
    }

    // Where siblings are the same, every honest overall agrees with them.
    [Fact]
    public void Constant_raters_do_not_make_an_overall_computed() =>
        Assert.DoesNotContain(IntegrityChecks.Of(Stars("a", "b"), Each(1000, i => [("a", 1 + (i % 5)), ("b", 1 + (i % 5)), ("overall", 1 + (i % 5))]), WithOverall), finding => finding.Kind == IntegrityKind.OverallComputed);

    // 'a' is every combination with b and c, which are the same: r is 0 exactly. 3 × exp(-z²/2)/2 is below 0.001 from 156 journeys on.
    [Theory]
    [InlineData(156, true)]
    [InlineData(152, false)]
    public void An_uncorrelated_touchpoint_is_found_where_chance_is_below_the_significance(int count, bool found)
    {
        var findings = IntegrityChecks.Of(Stars("a", "b", "c"), Each(count, i => [("a", 2 + (i % 2)), ("b", 2 + (i / 2 % 2)), ("c", 2 + (i / 2 % 2))]));
        Assert.Equal(found ? ["'a' has little to do with its siblings: its correlation with their mean is 0.00 in 156 journeys, where 0.3 is the least."] : [], findings.Select(finding => finding.ToString()));
        if (found)
        {
            Assert.Equal((156, 156, 0, 155), (findings[0].Count, findings[0].Total, findings[0].FirstIndex, findings[0].LastIndex));
            Assert.Equal(0, findings[0].Correlation!.Value, 1e-12);
            Assert.Empty(findings[0].Examples);
        }
    }

    [Fact]
    public void A_touchpoint_that_runs_against_its_siblings_is_asked_for_its_ends()
    {
        var findings = IntegrityChecks.Of(Stars("a", "b", "c", "d"), Each(100, i => [("a", 5 - (i % 5)), ("b", 1 + (i % 5)), ("c", 1 + (i % 5)), ("d", 1 + (i % 5))]), new() { LeastCorrelation = 0.1 });
        Assert.Equal(["'a' runs against its siblings: its correlation with their mean is -1.00 in 100 journeys, where 0.1 is the least; are the ends of its scale the right way round?"], findings.Select(finding => finding.ToString()));
        Assert.Equal(-1, findings[0].Correlation);
        Assert.InRange(findings[0].Probability!.Value, 0, 1e-300);
    }

    // A touchpoint that never fails says nothing about its siblings, and one sibling is no scale.
    [Fact]
    public void A_touchpoint_without_variance_or_with_one_sibling_is_not_judged()
    {
        Assert.Empty(IntegrityChecks.Of(Stars("a", "b", "c"), Each(400, i => [("a", 5), ("b", 2 + (i % 2)), ("c", 2 + (i % 2))])));
        Assert.Empty(IntegrityChecks.Of(Stars("a", "b"), Each(400, i => [("a", 2 + (i % 2)), ("b", 2 + (i / 2 % 2))])));
    }

    [Fact]
    public void A_planted_touchpoint_of_chance_is_found() => Property.Holds(Changes, change =>
    {
        var random = new Random(change.Seed);
        var survey = new SoundSurvey(change.Seed, journeys: 1200, touchpoints: 6);
        var scale = ((Touchpoint)survey.Model.Steps[0]).Scale;
        var journeys = survey.Journeys.Select(journey => Mapped(journey, "t1", _ => random.Next((int)scale.Worst, (int)scale.Best + 1)));
        Assert.Equal(["t1"], IntegrityChecks.Of(survey.Model, journeys, WithOverall).Where(finding => finding.Kind == IntegrityKind.TouchpointUncorrelated).Select(finding => finding.Touchpoint));
    },
    cases: 60);

    // exp(-100 D(c/100 ‖ 0.1)) is 0.0008 for 23 and 0.002 for 22.
    [Theory]
    [InlineData(23, true)]
    [InlineData(22, false)]
    public void Constant_raters_are_found_where_chance_is_below_the_significance(int count, bool found)
    {
        var findings = IntegrityChecks.Of(Stars("a", "b", "c", "d", "e"), ConstantAmong(count));
        Assert.Equal(found ? ["23 of 100 journeys with at least 5 ratings (23.0 %) rate every touchpoint the same, most often 5 (17)."] : [], findings.Select(finding => finding.ToString()));
        if (found)
        {
            Assert.Equal((null, 23, 100, 3, 98), (findings[0].Touchpoint, findings[0].Count, findings[0].Total, findings[0].FirstIndex, findings[0].LastIndex));
            Assert.Equal(new(3, "j3", 5), findings[0].Examples[0]);
        }
    }

    [Fact]
    public void Journeys_with_too_few_ratings_are_no_constant_raters()
    {
        var four = ConstantAmong(90).Select(journey => journey.Without("c")).ToList();
        var model = Stars("a", "b", "c", "d", "e");
        Assert.DoesNotContain(IntegrityChecks.Of(model, four), finding => finding.Kind == IntegrityKind.ConstantRaters);
        Assert.Equal(100, Assert.Single(IntegrityChecks.Of(model, four, new() { LeastRatings = 4 }), finding => finding.Kind == IntegrityKind.ConstantRaters).Total);
    }

    // Yes is not five stars: ratings are the same on one scale only. The overall is none of them.
    [Fact]
    public void Ratings_on_another_scale_do_not_break_a_constant_rater()
    {
        var model = Stars("a", "b", "c", "d", "e");
        var mixed = model with { Steps = [.. model.Steps, new Touchpoint("right", Scale.YesNo)] };
        var journeys = ConstantAmong(90).Select((journey, i) => journey.With("right", i % 2).With("overall", 1 + (i % 5)));
        Assert.Equal(90, Assert.Single(IntegrityChecks.Of(mixed, journeys, WithOverall), finding => finding.Kind == IntegrityKind.ConstantRaters).Count);
    }

    // Five waits of nine minutes each are no ratings.
    [Fact]
    public void Measurements_between_goalposts_are_no_ratings()
    {
        var waits = Stars("a") with { Steps = [.. "abcde".Select(id => new Touchpoint($"{id}", Scale.Goalposts(worst: 10, best: 0))), new Touchpoint("stars", Scale.Stars)] };
        Assert.DoesNotContain(IntegrityChecks.Of(waits, ConstantAmong(90)), finding => finding.Kind == IntegrityKind.ConstantRaters);
    }

    [Fact]
    public void What_has_no_weight_does_not_count()
    {
        var journeys = Each(200, i => [("a", i < 100 ? 1 : 5)]).Select(journey => new Journey(journey.Id, journey.Experiences.Select(experience => experience with { Weight = 0 })));
        Assert.Empty(IntegrityChecks.Of(Stars("a"), journeys));
    }

    private static ScoringModel Stars(params string[] ids) => new("stars")
    {
        Strategy = AggregationStrategies.WeightedMean,
        Steps = [.. ids.Select(id => new Touchpoint(id, Scale.Stars))],
    };

    private static List<Journey> Each(int count, Func<int, (string, double)[]> experiences) =>
        [.. Enumerable.Range(0, count).Select(i => new Journey($"j{i}", experiences(i)))];

    // A hundred journeys; some, spread over all, rate everything 5 or, after a break, 4. The others differ at one touchpoint, each in turn.
    private static List<Journey> ConstantAmong(int count) => Each(100, i =>
    {
        var isConstant = i * 37 % 100 is var place && (place + 89) % 100 < count;
        var rating = isConstant && place % 10 < 7 ? 5.0 : 4;
        return [.. "abcde".Select((id, k) => ($"{id}", !isConstant && k == i % 5 ? 2 : rating))];
    });

    private static Journey Mapped(Journey journey, string touchpoint, Func<double, double> map) => new(
        journey.Id, journey.Experiences.Select(experience => experience.Touchpoint == touchpoint ? experience with { Value = map(experience.Value) } : experience));

    private static IEnumerable<double[]> Orders(double[] values) => values.Length == 0
        ? [[]]
        : values.Distinct().SelectMany(first => Orders([.. values[..Array.IndexOf(values, first)], .. values[(Array.IndexOf(values, first) + 1)..]]).Select(rest => (double[])[first, .. rest]));
}
