using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Testing;
using Cx.Scoring.Tests.Exact;
using Cx.Scoring.Validation;
using FluentValidation;

namespace Cx.Scoring.Tests;

public sealed class JourneyScorerTests
{
    private static readonly JourneyScorer Scorer = new(CoffeeBar.Model);

    [Fact]
    public void Score_of_the_visit_is_its_weakest_link()
    {
        var score = Scorer.Score(CoffeeBar.Visit);
        Assert.Equal(0.75, score.Value);
        Assert.Equal("greeting", score.Weakest);
        Assert.Equal(0, Scorer.Score(CoffeeBar.Visit.With("wait", 30)).Value);
    }

    [Fact]
    public void Score_aggregates_repeats_by_the_touchpoints_own_strategy()
    {
        var visit = CoffeeBar.Visit.With("cake", 5);
        var twice = new Journey("twice", visit.Experiences.Append(new("cake", 3) { Weight = 3 }));
        Assert.Equal((0.25 * 1) + (0.75 * 0.5), Scorer.Score(twice)["cake"].Score);

        var strict = new JourneyScorer(CoffeeBar.Model with { Steps = [new Touchpoint("cake", Scale.Stars) { Strategy = AggregationStrategies.WeakestLink }] });
        Assert.Equal(0.5, strict.Score(new("twice", ("cake", 5), ("cake", 3))).Value);
    }

    [Fact]
    public void Score_asks_a_strategy_that_is_not_idempotent_even_for_one_experience()
    {
        var model = CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1) with { Steps = [new Touchpoint("a", Scale.YesNo) { Strategy = new Halving() }] };
        Assert.Equal(0.5, new JourneyScorer(model).Score(new("j", ("a", 1))).Value);
    }

    [Fact]
    public void Score_applies_the_value_function_before_any_aggregation()
    {
        var model = CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1) with
        {
            Steps = [new Touchpoint("a", Scale.Percent) { ValueFunction = ValueFunctions.Power(2) }],
        };
        Assert.Equal(((0.25 * 0.25) + 1) / 2, new JourneyScorer(model).Score(new("j", ("a", 25), ("a", 100))).Value);
    }

    [Fact]
    public void Score_of_nested_stages_works_from_the_inside_out()
    {
        var model = new ScoringModel("nested")
        {
            Strategy = AggregationStrategies.WeightedMean,
            Steps =
            [
                new Stage("outer", AggregationStrategies.WeakestLink)
                {
                    Weight = 3,
                    Steps =
                    [
                        new Stage("inner", AggregationStrategies.WeightedMean) { Steps = [new Touchpoint("a", Scale.YesNo), new Touchpoint("b", Scale.YesNo)] },
                        new Touchpoint("c", Scale.YesNo),
                    ],
                },
                new Touchpoint("d", Scale.YesNo),
            ],
        };
        var score = new JourneyScorer(model).Score(new("j", ("a", 1), ("b", 0), ("c", 0.75), ("d", 1)));
        Assert.Equal(0.5, score["inner"].Score);
        Assert.Equal(0.5, score["outer"].Score);
        Assert.Equal((0.75 * 0.5) + 0.25, score.Value);
        Assert.Equal(["a", "b", "c", "d"], score.Touchpoints.Select(touchpoint => touchpoint.Id));
        Assert.Equal(["outer", "inner"], score.Stages.Select(stage => stage.Id));
        Assert.Equal([0.375 * 0.5, 0.375 * 0.5, 0.375, 0.25], score.Touchpoints.Select(touchpoint => touchpoint.EffectiveWeight));
        Assert.Equal("b", score.Weakest);
    }

    [Fact]
    public void Score_nests_to_the_depth_that_the_validator_allows()
    {
        Step step = new Touchpoint("t", Scale.YesNo);
        for (var depth = ScoringModelValidator.MaximumDepth; depth > 1; depth--)
        {
            step = new Stage($"s{depth}", AggregationStrategies.WeightedMean) { Steps = [step] };
        }

        var model = CoffeeBar.Flat(AggregationStrategies.WeightedMean) with { Steps = [step] };
        Assert.Equal(0.25, new JourneyScorer(model).Score(new("j", ("t", 0.25))).Value);
    }

    [Fact]
    public void A_touchpoint_without_weight_is_reported_and_changes_nothing()
    {
        var scorer = new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeakestLink, 1, 0));
        var score = scorer.Score(new("j", ("a", 0.5), ("b", 0)));
        Assert.Equal(0.5, score.Value);
        Assert.Equal("a", score.Weakest);
        Assert.Equal(new StepScore("b", 0, 0, 0), score["b"]);
        Assert.Equal((0.5, 1), (scorer.Score(new("j", ("a", 0.5))).Value, scorer.Score(new("j", ("a", 0.5))).Coverage));
    }

    [Fact]
    public void A_touchpoint_without_weight_is_not_shown_to_a_strategy_that_has_no_lane_form()
    {
        var score = new JourneyScorer(CoffeeBar.Flat(new Last(), 1, 0)).Score(new("j", ("a", 0.5), ("b", 0)));
        Assert.Equal(0.5, score.Value);
    }

    [Fact]
    public void An_experience_without_weight_does_not_count()
    {
        var visit = new Journey("j", CoffeeBar.Visit.Experiences.Append(new("greeting", 1) { Weight = 0 }));
        Assert.Equal(Scorer.Score(CoffeeBar.Visit).Value, Scorer.Score(visit).Value);
    }

    [Theory]
    [InlineData(0.2, 0.8, 0.4, "a b c")]
    [InlineData(0.2, 0.8, 0.4, "b c a")]
    public void Order_does_not_matter_to_a_symmetric_strategy(double a, double b, double c, string order)
    {
        var scorer = new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 2, 3));
        Assert.Equal(scorer.Score(new("j", ("a", a), ("b", b), ("c", c))).Value, scorer.Score(InOrder(order, a, b, c)).Value);
    }

    [Theory]
    [InlineData("a b c", 0.4)]
    [InlineData("c a b", 0.8)]
    [InlineData("b c a", 0.2)]
    [InlineData("a b c a", 0.2)]
    public void A_strategy_that_is_not_symmetric_sees_the_order_of_the_journey(string order, double last)
    {
        var scorer = new JourneyScorer(CoffeeBar.Flat(new Last(), 1, 2, 3));
        var journey = InOrder(order, 0.2, 0.8, 0.4);
        Assert.Equal(last, scorer.Score(journey).Value);
        Assert.Equal(last, scorer.ScoreValue(journey));
    }

    [Fact]
    public void A_stage_stands_where_it_was_last_met()
    {
        var model = CoffeeBar.Flat(new Last()) with
        {
            Steps =
            [
                new Stage("s", new Last()) { Steps = [new Touchpoint("a", Scale.YesNo), new Touchpoint("b", Scale.YesNo)] },
                new Touchpoint("c", Scale.YesNo),
            ],
        };
        Assert.Equal(0.1, new JourneyScorer(model).Score(new("j", ("b", 0.9), ("c", 0.5), ("a", 0.1))).Value);
    }

    [Fact]
    public void Model_is_refused_with_all_its_faults()
    {
        var refused = Assert.Throws<ValidationException>(() => new JourneyScorer(new("m") { MinimumCoverage = 2 }));
        Assert.Equal(["Strategy", "MinimumCoverage", "Steps"], refused.Errors.Select(fault => fault.PropertyName));
    }

    [Fact]
    public void Score_of_a_faulty_journey_throws_what_the_validator_says()
    {
        var journey = CoffeeBar.Visit.With("greeting", 7).With("greting", 4);
        var refused = Assert.Throws<ArgumentException>(nameof(journey), () => Scorer.Score(journey));
        Assert.StartsWith(
            "Journey 'visit-1', touchpoint 'greeting': 7 is off its scale, 1 (worst) to 5 (best)." + Environment.NewLine + "Journey 'visit-1': 'greting' is no touchpoint of model 'coffee-bar'; it has 'aroma', ",
            refused.Message,
            StringComparison.Ordinal);
        Assert.Equal(refused.Message, Assert.Throws<ArgumentException>(nameof(journey), () => Scorer.ScoreValue(journey)).Message);
    }

    [Fact]
    public void TryScore_returns_all_faults_instead()
    {
        Assert.False(Scorer.TryScore(CoffeeBar.Visit.With("greeting", 7).With("wait", double.NaN), out var score, out var faults));
        Assert.Null(score);
        Assert.Equal(["Experiences[1].Value", "Experiences[2].Value"], faults.Errors.Select(fault => fault.PropertyName));
    }

    [Fact]
    public void TryScore_of_a_sound_journey_is_its_score()
    {
        Assert.True(Scorer.TryScore(CoffeeBar.Visit, out var score, out var faults));
        Assert.Null(faults);
        Assert.Equal(Scorer.Score(CoffeeBar.Visit), score);
    }

    [Fact]
    public void Score_needs_a_journey_and_a_scorer_a_model()
    {
        Assert.Throws<ArgumentNullException>("journey", () => Scorer.Score(null!));
        Assert.Throws<ArgumentNullException>("model", () => new JourneyScorer(null!));
    }

    [Fact]
    public void ScoreValue_reads_values_in_model_order()
    {
        Assert.Equal(["aroma", "greeting", "wait", "right-order", "cake", "payment", "goodbye"], Scorer.Touchpoints);
        Assert.Equal(0.75, Scorer.ScoreValue([5, 4, 4, 1, 5, 1, 4]));
        Assert.Equal(double.NaN, Scorer.ScoreValue([5, 4, double.NaN, 1, 5, 1, 4]));
    }

    [Fact]
    public void ScoreValue_refuses_the_wrong_number_of_values() => Assert.StartsWith(
        "There are 2 values; model 'coffee-bar' has 7 touchpoints and takes one value for each, NaN where it is missing.",
        Assert.Throws<ArgumentException>("values", () => Scorer.ScoreValue([5, 4])).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(3)]
    [InlineData(5)]
    public void ScoreValue_under_a_model_without_stages_refuses_the_wrong_number_of_values(int count) => Assert.All(
        (IAggregationStrategy[])[AggregationStrategies.WeightedMean, AggregationStrategies.WeakestLink, AggregationStrategies.GiniMean],
        strategy => Assert.StartsWith(
            $"There are {count} values; model 'flat' has 4 touchpoints and takes one value for each, NaN where it is missing.",
            Assert.Throws<ArgumentException>("values", () => new JourneyScorer(CoffeeBar.Flat(strategy, 1, 1, 1, 1)).ScoreValue(new double[count])).Message,
            StringComparison.Ordinal));

    [Fact]
    public void ScoreValue_refuses_values_off_their_scales() => Assert.StartsWith(
        "Value 1, touchpoint 'greeting': 7 is off its scale, 1 (worst) to 5 (best)." + Environment.NewLine
        + "Value 2, touchpoint 'wait': Infinity is no value; allowed is a finite number on its scale, 30 (worst) to 2 (best), clamped.",
        Assert.Throws<ArgumentException>("values", () => Scorer.ScoreValue([5, 7, double.PositiveInfinity, 1, 5, 1, 4])).Message,
        StringComparison.Ordinal);

    [Theory]
    [InlineData(double.NaN, "NaN")]
    [InlineData(1.5, "1.5")]
    public void A_strategy_that_returns_no_score_is_named(double returned, string printed)
    {
        var scorer = new JourneyScorer(CoffeeBar.Flat(new Returning(returned), 1, 1));
        var broken = Assert.Throws<InvalidOperationException>(() => scorer.Score(new("j", ("a", 1), ("b", 1))));
        Assert.Equal($"Strategy 'returning' made {printed} of 'flat'; a strategy returns a score from 0 to 1.", broken.Message);
    }

    [Fact]
    public void ScoreValue_under_a_model_without_stages_says_what_is_missing_or_wrong()
    {
        var flat = new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 1, 1, 1));
        Assert.Equal(0.75, flat.ScoreValue([1, 0, 1, 1]));
        Assert.Equal(double.NaN, flat.ScoreValue([1, 0, 1, double.NaN]));
        Assert.StartsWith(
            "Value 1, touchpoint 'b': 2 is off its scale, 0 (worst) to 1 (best).",
            Assert.Throws<ArgumentException>("values", () => flat.ScoreValue([1, 2, 1, 1])).Message,
            StringComparison.Ordinal);
        var broken = Assert.Throws<InvalidOperationException>(() => new JourneyScorer(CoffeeBar.Flat(new Doubling(), 1, 1, 1, 1)).ScoreValue([0, 1, 1, 1]));
        Assert.Equal("Strategy 'doubling' made 2 of 'flat'; a strategy returns a score from 0 to 1.", broken.Message);
        Assert.Equal(0, new JourneyScorer(CoffeeBar.Flat(new Doubling(), 1, 1, 1, 1)).ScoreValue([1, 1, 1, 0]));
    }

    [Theory]
    [InlineData(4)]
    [InlineData(7)]
    [InlineData(12)]
    public void ScoreValue_finds_the_value_that_is_missing_or_wrong_at_any_place(int touchpoints) => Assert.All(
        (IAggregationStrategy[])[AggregationStrategies.WeightedMean, AggregationStrategies.WeakestLink, AggregationStrategies.Hurwicz(1), AggregationStrategies.GiniMean],
        strategy =>
        {
            var scorer = new JourneyScorer(CoffeeBar.Flat(strategy, [.. Enumerable.Repeat(1.0, touchpoints)]));
            for (var place = 0; place < touchpoints; place++)
            {
                double[] values = [.. Enumerable.Repeat(0.5, touchpoints)];
                values[place] = double.NaN;
                Assert.Equal(double.NaN, scorer.ScoreValue(values));
                foreach (var wrong in (double[])[-0.5, 1.5, double.PositiveInfinity, double.NegativeInfinity])
                {
                    values[place] = wrong;
                    Assert.StartsWith(
                        $"Value {place}, touchpoint '{scorer.Touchpoints[place]}': ",
                        Assert.Throws<ArgumentException>("values", () => scorer.ScoreValue(values)).Message,
                        StringComparison.Ordinal);
                }
            }
        });

    [Fact]
    public void Weights_mean_the_same_to_every_strategy() => Property.Holds(Generators.WeightedScores, input =>
    {
        // A model refuses weights that the guarded strategies are unsafe for; it has 26 names for touchpoints.
        var items = input.Items.Where(item => item.Weight <= 1e5).Take(24).ToList();
        if (!items.Any(item => item.Weight > 0))
        {
            return;
        }

        Assert.All(ExactStrategies.All, pair =>
        {
            var score = Score(items, factor: 1);
            Assert.Equal(score, Score(items, factor: 8)); // a power of two: not one bit
            Assert.Equal(score, Score(items, factor: 3), 1e-12);
            Assert.Equal(score, Score([.. items, (0.5, 0)], factor: 1));
            Assert.Equal(score, Score([(0, 0), .. items], factor: 1));

            double Score(List<(double Score, double Weight)> all, double factor) =>
                new JourneyScorer(CoffeeBar.Flat(pair.Strategy, [.. all.Select(item => item.Weight * factor)])).ScoreValue([.. all.Select(item => item.Score)]);
        });
    }, cases: 20);

    [Fact]
    public void Every_road_gives_the_same_bits() => Property.Holds(GeneratedCases.Ordered, generated =>
    {
        var scorer = new JourneyScorer(generated.Model);
        var value = scorer.Score(generated.Journey).Value ?? double.NaN;
        Assert.Equal(value, scorer.ScoreValue(generated.Journey));
        if (generated.ValuesInModelOrder() is { } values)
        {
            Assert.Equal(value, scorer.ScoreValue(values));
        }
    });

    [Fact]
    public void Equal_scales_are_read_at_once_with_the_same_bits() => Assert.All(
        (Scale[])[Scale.Stars, Scale.Stars with { Neutral = 4 }, Scale.Rating(9, -3.3), Scale.Goalposts(10, 2) with { Neutral = 9 }],
        scale =>
        {
            for (var count = 1; count <= 13; count++)
            {
                var scorer = new JourneyScorer(new("equal")
                {
                    Strategy = AggregationStrategies.WeightedMean,
                    MissingScores = MissingScores.Skip,
                    Steps = [.. Enumerable.Range(0, count).Select(i => new Touchpoint($"t{i}", scale) { Weight = i + 1 })],
                });
                var values = Enumerable.Range(0, count).Select(i => scale.Worst + ((scale.Best - scale.Worst) * i * i / 150)).ToArray();
                Assert.Equal(scorer.Score(Lived(scorer, values)).Value, scorer.ScoreValue(values));

                values[^1] = double.NaN;
                Assert.Equal(scorer.Score(Lived(scorer, values)).Value ?? double.NaN, scorer.ScoreValue(values));

                values[^1] = double.PositiveInfinity;
                Assert.Throws<ArgumentException>("values", () => scorer.ScoreValue(values));
            }
        });

    [Fact]
    public void ScoreValue_allocates_nothing()
    {
        double[] values = [5, 4, double.NaN, 1, 5, 1, 4];
        var repeated = new Journey("repeated", CoffeeBar.Visit.Experiences.Append(new("cake", 3)));
        var ordered = new JourneyScorer(CoffeeBar.Model with { Strategy = new Last() });
        Assert.Equal(0, Allocated(() => Scorer.ScoreValue(CoffeeBar.Visit)));
        Assert.Equal(0, Allocated(() => Scorer.ScoreValue(repeated)));
        Assert.Equal(0, Allocated(() => Scorer.ScoreValue(values)));
        Assert.Equal(0, Allocated(() => ordered.ScoreValue(repeated)));
    }

    [Fact]
    public void Score_allocates_its_result_alone()
    {
        // An object of twelve words with its header, and an array of nine scores with its own.
        var result = Scorer.Score(CoffeeBar.Visit);
        Assert.InRange(Allocated(() => GC.KeepAlive(Scorer.Score(CoffeeBar.Visit))), 1, 256);
        GC.KeepAlive(result);
    }

    private static long Allocated(Action action)
    {
        const int Warm = 50;
        const int Calls = 1000;
        for (var i = 0; i < Warm; i++)
        {
            action();
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < Calls; i++)
        {
            action();
        }

        return (GC.GetAllocatedBytesForCurrentThread() - before) / Calls;
    }

    private static Journey InOrder(string order, double a, double b, double c) =>
        new("j", order.Split(' ').Select(id => new MicroExperience(id, id switch { "a" => a, "b" => b, _ => c })));

    // A journey through the values that are there.
    private static Journey Lived(JourneyScorer scorer, double[] values) =>
        new("lived", scorer.Touchpoints.Zip(values, (id, value) => new MicroExperience(id, value)).Where(lived => !double.IsNaN(lived.Value)));

    private sealed class Halving : IAggregationStrategy
    {
        public string Name => "halving";

        public double Aggregate(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights) => scores[0] / 2;
    }

    private sealed class Last : IAggregationStrategy
    {
        public string Name => "last";

        public double Aggregate(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights) => scores[^1];
    }

    // Twice the last score.
    private readonly record struct Doubling : ILaneStrategy<Doubling>
    {
        public string Name => "doubling";

        public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
            where TLane : unmanaged, ILane<TLane> => scores[^1] + scores[^1];
    }

    private sealed class Returning(double score) : IAggregationStrategy
    {
        public string Name => "returning";

        public double Aggregate(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights) => score;
    }
}
