using Cx.Scoring.Aggregation;
using Cx.Scoring.Evidence;
using FsCheck;
using FsCheck.Fluent;

namespace Cx.Scoring.Tests.Evidence;

public sealed class ConsistencyTests
{
    // A few roundings of a sum of squares.
    private const double Rounding = 1e-14;

    private static readonly JourneyScorer Bar = new(CoffeeBar.Model);
    private static readonly JourneyScore Visit = Bar.Score(CoffeeBar.Visit);

    // Hundredths, so that scores that differ do so by more than rounding.
    private static readonly Arbitrary<double[]> Scores = Gen.Choose(0, 100).NonEmptyListOf().Select(parts => parts.Select(part => part / 100.0).ToArray()).ToArbitrary();

    /// <summary>The scores 1, ¾, 13/14, 1, 1, 1 and ¾ with weights 2, 4, 2, 1, 1, 2 and 2 of 14; mean and variance in fractions, apart from the library.</summary>
    [Fact]
    public void WithinJourney_is_across_touchpoints_by_effective_weight()
    {
        var consistency = Consistency.WithinJourney(Visit);

        Assert.Equal(7, consistency.Count);
        Assert.Equal(173.0 / 196, consistency.Mean, Rounding);
        Assert.Equal(33.0 / 2401, consistency.Variance, Rounding);
        Assert.Equal(Math.Sqrt(33) / 49, consistency.Deviation, Rounding);
        Assert.Equal(1 - (2 * Math.Sqrt(33) / 49), consistency.Index, Rounding);
        Assert.Equal("consistency within a journey: 0.77 of 1 (mean 0.88, deviation 0.12, n = 7)", consistency.ToString());
    }

    [Fact]
    public void WithinJourney_leaves_out_what_was_not_measured_or_does_not_count()
    {
        var model = CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 3, 0, 1);
        var journey = new JourneyScorer(model with { MissingScores = MissingScores.Skip }).Score(new("j", ("a", 1), ("b", 0), ("c", 0.5)));

        var consistency = Consistency.WithinJourney(journey);

        Assert.Equal((2, 0.25, 3.0 / 16), (consistency.Count, consistency.Mean, consistency.Variance));
    }

    [Fact]
    public void WithinJourney_needs_no_value()
    {
        var journey = Bar.Score(CoffeeBar.Visit.Without("right-order"));

        Assert.Null(journey.Value);
        Assert.Equal(6, Consistency.WithinJourney(journey).Count);
    }

    [Fact]
    public void WithinJourney_refuses_a_journey_without_touchpoints()
    {
        var error = Assert.Throws<ArgumentException>(() => Consistency.WithinJourney(Bar.Score(new("nothing", []))));

        Assert.Equal("Journey 'nothing' has no touchpoint that was measured and counts; consistency within a journey takes at least one. (Parameter 'journey')", error.Message);
    }

    [Fact]
    public void WithinTouchpoint_is_across_the_visits_that_measured_it()
    {
        JourneyScore[] visits = [Visit, Bar.Score(CoffeeBar.Visit.With("greeting", 1)), Bar.Score(CoffeeBar.Visit.Without("greeting"))];

        var consistency = Consistency.WithinTouchpoint("greeting", visits);

        Assert.Equal(Consistency.WithinTouchpoint(0.75, 0), consistency);
        Assert.Equal((2, 0.375, 9.0 / 64, 0.25), (consistency.Count, consistency.Mean, consistency.Variance, consistency.Index));
        Assert.Equal("consistency within a touchpoint: 0.25 of 1 (mean 0.38, deviation 0.38, n = 2)", consistency.ToString());
    }

    [Fact]
    public void WithinTouchpoint_takes_a_stage() => Assert.Equal(
        Consistency.WithinTouchpoint(1, 0.5), Consistency.WithinTouchpoint("order", [Visit, Bar.Score(CoffeeBar.Visit.With("cake", 1))]));

    [Fact]
    public void WithinTouchpoint_refuses_what_nobody_measured()
    {
        var error = Assert.Throws<ArgumentException>(() => Consistency.WithinTouchpoint("cake", [Bar.Score(CoffeeBar.Visit.Without("cake"))]));

        Assert.Equal("No journey measured 'cake'; consistency within a touchpoint takes at least one that did. (Parameter 'journeys')", error.Message);
        Assert.Throws<ArgumentException>(() => Consistency.WithinTouchpoint("cake", []));
        Assert.Throws<KeyNotFoundException>(() => Consistency.WithinTouchpoint("tea", [Visit]));
    }

    [Fact]
    public void OverTime_is_across_the_values_of_journeys()
    {
        JourneyScore[] visits = [Visit, Bar.Score(CoffeeBar.Visit.With("wait", 30)), Visit];

        var consistency = Consistency.OverTime(visits);

        Assert.Equal(Consistency.OverTime(0.75, 0, 0.75), consistency);
        Assert.Equal((3, 0.5), (consistency.Count, consistency.Mean));
        Assert.Equal(0.125, consistency.Variance, Rounding);
        Assert.Equal("consistency over time: 0.29 of 1 (mean 0.50, deviation 0.35, n = 3)", consistency.ToString());
    }

    [Fact]
    public void A_score_that_is_null_is_refused()
    {
        const string Expected = "Score 1 was null; leave out what there is not. (Parameter 'journeys')";
        Assert.Equal(Expected, Assert.Throws<ArgumentException>(() => Consistency.OverTime([Visit, null!])).Message);
        Assert.Equal(Expected, Assert.Throws<ArgumentException>(() => Consistency.WithinTouchpoint("cake", [Visit, null!])).Message);
    }

    [Fact]
    public void OverTime_refuses_a_journey_without_value()
    {
        var error = Assert.Throws<ArgumentException>(() => Consistency.OverTime([Visit, Bar.Score(CoffeeBar.Visit.Without("cake"))]));

        Assert.Equal(
            "Journey 'visit-1' has no value: 'cake' is missing, and ScoringModel.MissingScores is Refuse; Skip, TreatAsWorst or TreatAsNeutral would give a value. Leave it out to compare the others. (Parameter 'journeys')",
            error.Message);
    }

    [Fact]
    public void Journeys_under_two_models_are_refused()
    {
        var other = new JourneyScorer(CoffeeBar.Model with { Version = "2", Strategy = AggregationStrategies.WeightedMean }).Score(CoffeeBar.Visit with { Id = "visit-2" });
        var expected = $"Journey 'visit-1' was scored under 'coffee-bar' {Visit.Model.Version} ({Visit.Model.Fingerprint}), and 'visit-2' under 'coffee-bar' 2 ({other.Model.Fingerprint}); score all under one model. (Parameter 'journeys')";

        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => Consistency.OverTime([Visit, other])).Message);
        Assert.Equal(expected, Assert.Throws<ArgumentException>(() => Consistency.WithinTouchpoint("cake", [Visit, other])).Message);
    }

    [Theory]
    [InlineData(1.0000001, "Score 1 is 1.0000001; a score lies in 0 to 1.")]
    [InlineData(-1e-9, "Score 1 is -1E-09; a score lies in 0 to 1.")]
    [InlineData(double.NaN, "Score 1 is NaN; a score lies in 0 to 1. Leave out what was not measured.")]
    public void A_score_off_0_to_1_is_refused(double score, string expected)
    {
        Assert.Equal($"{expected} (Parameter 'scores')", Assert.Throws<ArgumentException>(() => Consistency.OverTime(0.5, score)).Message);
        Assert.Equal($"{expected} (Parameter 'scores')", Assert.Throws<ArgumentException>(() => Consistency.WithinTouchpoint(0.5, score)).Message);
    }

    [Fact]
    public void No_scores_are_refused()
    {
        Assert.Equal("There are no scores; consistency over time takes at least one. (Parameter 'scores')", Assert.Throws<ArgumentException>(() => Consistency.OverTime()).Message);
        Assert.Equal("There are no scores; consistency over time takes at least one. (Parameter 'scores')", Assert.Throws<ArgumentException>(() => Consistency.OverTime(Array.Empty<JourneyScore>())).Message);
        Assert.Equal("There are no scores; consistency within a touchpoint takes at least one. (Parameter 'scores')", Assert.Throws<ArgumentException>(() => Consistency.WithinTouchpoint()).Message);
    }

    [Fact]
    public void Index_is_0_where_half_is_worst_and_half_is_best() => Assert.Equal((0.25, 0.5, 0.0), Spread(0, 1, 1, 0));

    [Fact]
    public void Index_is_1_of_a_single_score() => Assert.Equal((0.0, 0.0, 1.0), Spread(0.3));

    [Fact]
    public void Index_is_1_of_equal_scores_whose_mean_would_be_rounded() => Assert.Equal((0.0, 0.0, 1.0), Spread(0.1, 0.1, 0.1));

    [Fact]
    public void Variance_loses_no_digits_of_scores_that_nearly_agree()
    {
        var (variance, _, _) = Spread(1 - 1e-8, 1 - 3e-8, 1 - 1e-8, 1 - 3e-8);

        Assert.Equal(1e-16, variance, 1e-23);
    }

    [Fact]
    public void Index_is_between_0_and_1_and_1_where_all_agree() => Property.Holds(Scores, scores =>
    {
        var consistency = Consistency.OverTime(scores);
        Assert.InRange(consistency.Index, 0, 1);
        Assert.Equal(scores.Distinct().Count() == 1, consistency.Index == 1);
    });

    /// <summary>Bhatia and Davis 2000, which Popoviciu's bound follows from.</summary>
    [Fact]
    public void Variance_leaves_no_more_room_than_the_mean_does() => Property.Holds(Scores, scores =>
    {
        var consistency = Consistency.OverTime(scores);
        Assert.InRange(consistency.Variance, 0, ((scores.Max() - consistency.Mean) * (consistency.Mean - scores.Min())) + Rounding);
    });

    [Fact]
    public void Variance_is_half_the_mean_squared_difference_of_pairs() => Property.Holds(Scores, scores =>
    {
        var pairs = from one in scores from other in scores select (one - other) * (one - other) / 2;
        Assert.Equal(pairs.Average(), Consistency.WithinTouchpoint(scores).Variance, Rounding);
    });

    [Fact]
    public void Order_does_not_matter() => Property.Holds(Scores, scores =>
    {
        var (one, other) = (Consistency.OverTime(scores), Consistency.OverTime([.. scores.Order()]));
        Assert.Equal(one.Variance, other.Variance, Rounding);
        Assert.Equal(one.Mean, other.Mean, Rounding);
    });

    [Fact]
    public void Parts_merge_to_the_whole() => Property.Holds(Arb.Zip(Scores, Scores), parts =>
    {
        var merged = Consistency.OverTime(parts.Item1) + Consistency.OverTime(parts.Item2);
        var whole = Consistency.OverTime([.. parts.Item1, .. parts.Item2]);
        Assert.Equal(whole.Count, merged.Count);
        Assert.Equal(whole.Mean, merged.Mean, Rounding);
        Assert.Equal(whole.Variance, merged.Variance, Rounding);
    });

    [Fact]
    public void Different_kinds_do_not_merge()
    {
        var (journey, touchpoint, time) = (Consistency.WithinJourney(Visit), Consistency.WithinTouchpoint(1), Consistency.OverTime(1));
        var error = Assert.Throws<ArgumentException>(() => touchpoint + time);

        Assert.Equal("One is consistency within a touchpoint and the other over time; only two within a touchpoint, or two over time, are merged. (Parameter 'right')", error.Message);
        Assert.Throws<ArgumentException>(() => journey + journey);
        Assert.NotEqual(touchpoint, time);
        Assert.Equal(2, (touchpoint + touchpoint).Count);
    }

    private static (double Variance, double Deviation, double Index) Spread(params double[] scores)
    {
        var consistency = Consistency.WithinTouchpoint(scores);
        return (consistency.Variance, consistency.Deviation, consistency.Index);
    }
}
