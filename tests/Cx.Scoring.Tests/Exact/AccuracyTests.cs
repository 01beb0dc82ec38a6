using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Batch;
using Cx.Scoring.Testing;
using Cx.Scoring.Tests.Evidence;

namespace Cx.Scoring.Tests.Exact;

public sealed class AccuracyTests
{
    // What a strategy promises for scores in [0,1].
    private const double Promised = 1e-13;

    public static TheoryData<string> Strategies => [.. ExactStrategies.All.Select(pair => pair.Strategy.Name)];

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Aggregate_is_accurate_on_generated_vectors(string name) => Property.Holds(Generators.WeightedScores, input =>
    {
        // The pairs of the Gini mean and the powers of long vectors are slow at 320 digits; long ones have facts of their own.
        if (input.Items.Count <= 16)
        {
            Compare(name, input.Present);
        }
    });

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Aggregate_is_accurate_on_hundreds_of_scores_with_weights_that_span_twelve_orders(string name)
    {
        var random = new Random(12);
        Compare(name, new([.. Enumerable.Range(0, 300).Select(_ => (random.NextDouble(), Math.Pow(10, (12 * random.NextDouble()) - 6)))]));
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Aggregate_is_accurate_on_scores_within_1e_9_of_each_other(string name)
    {
        var random = new Random(9);
        Compare(name, new([.. Enumerable.Range(0, 40).Select(_ => (0.7 + (1e-9 * random.NextDouble()), 1.0 + random.Next(5)))]));
    }

    [Theory]
    [MemberData(nameof(Strategies))]
    public void Aggregate_is_accurate_on_tiny_scores(string name) =>
        Compare(name, new([(1e-12, 1), (3e-12, 2), (2e-300, 1), (1e-12, 3)]));

    [Fact]
    public void Aggregate_is_accurate_on_ten_thousand_scores()
    {
        var random = new Random(10_000);
        var input = new WeightedScores([.. Enumerable.Range(0, 10_000).Select(_ => (random.NextDouble(), 1.0 + random.Next(3)))]);

        // Quadratic at 320 digits.
        Assert.All(ExactStrategies.All.Where(pair => pair.Strategy != AggregationStrategies.GiniMean), pair => Compare(pair.Strategy.Name, input));
    }

    // Each product is rounded, and so is the result; a plain sum rounds once a term more.
    [Theory]
    [InlineData(128, 128)]
    [InlineData(129, 1)]
    public void Mean_of_up_to_128_scores_errs_by_a_rounding_a_term_and_of_more_by_one(int scores, int roundings)
    {
        var random = new Random(scores);
        for (var journey = 0; journey < 500; journey++)
        {
            double[] values = [.. Enumerable.Range(0, scores).Select(_ => random.NextDouble())];
            double[] weights = [.. values.Select(_ => 1.0 / scores)];
            var exact = BigFixed.Sum(values.Zip(weights, (value, weight) => (BigFixed)value * weight));
            var error = Math.Abs((double)(exact - AggregationStrategies.WeightedMean.Aggregate(values, weights)));
            Assert.InRange(error, 0, (roundings + 2) * Math.ScaleB(1, -53));
        }
    }

    [Theory]
    [InlineData(128, 128)]
    [InlineData(129, 1)]
    public void Sum_of_up_to_128_terms_errs_by_a_rounding_a_term_and_of_more_by_one(int terms, int roundings)
    {
        var random = new Random(terms);
        for (var journey = 0; journey < 500; journey++)
        {
            double[] values = [.. Enumerable.Range(0, terms).Select(_ => random.NextDouble() / terms)];
            var sum = LaneSum<ScalarLane>.Of(terms);
            foreach (var value in values)
            {
                sum.Add(new(value));
            }

            var error = Math.Abs((double)(BigFixed.Sum(values.Select(value => (BigFixed)value)) - sum.Value.Value));
            Assert.InRange(error, 0, roundings * Math.ScaleB(1, -53));
        }
    }

    // Up to 128 terms share a denominator, if the product of their powers is 1e-290 or more; that rounds three times a term.
    [Theory]
    [InlineData(-0.5)]
    [InlineData(-1)]
    [InlineData(-2)]
    [InlineData(-3)]
    [InlineData(-8)]
    public void Power_mean_below_zero_keeps_its_digits_whether_terms_share_a_denominator_or_not(double exponent)
    {
        foreach (var count in (int[])[16, 18, 128, 130])
        {
            var boundary = Math.Pow(1e-290, -1 / (exponent * count));
            foreach (var middle in (double[])[1.5 * boundary, 1.01 * boundary, 0.99 * boundary, 0.01 * boundary])
            {
                double[] scores = [.. Enumerable.Range(0, count).Select(i => i % 2 == 0 ? middle / 3 : middle * 3)];
                AssertDigits(exponent, scores, [.. scores.Select(_ => 1.0 / count)], Math.Min(1e-14, 3 * count / Math.Max(1, -exponent) * Math.ScaleB(1, -53)));
            }
        }
    }

    // A root multiplies or divides what its power is off, and a logarithm is as far off as it is great.
    [Theory]
    [InlineData(-9.06)]
    [InlineData(-8)]
    [InlineData(-3)]
    [InlineData(-0.3)]
    [InlineData(0.3)]
    [InlineData(0.5)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(3.3)]
    [InlineData(8)]
    [InlineData(1000)]
    public void Power_mean_errs_by_a_few_roundings_of_its_own_size(double exponent)
    {
        var random = new Random(1);
        foreach (var decades in (int[])[1, 6, 30])
        {
            for (var journey = 0; journey < 100; journey++)
            {
                double[] scores = [.. Enumerable.Range(0, 10).Select(_ => Math.Pow(10, -decades * random.NextDouble()))];
                double[] weights = [.. scores.Select(_ => journey % 2 == 0 ? 0.1 : Math.Pow(10, -12 * random.NextDouble()))];
                weights = [.. weights.Select(weight => weight / weights.Sum())];
                var extremum = exponent < 0 ? scores.Min() : scores.Max();
                var log = Math.Log(scores.Zip(weights, (score, weight) => weight * Math.Pow(score / extremum, exponent)).Sum());
                AssertDigits(exponent, scores, weights, (5 + ((4 - (2 * log)) / Math.Abs(exponent))) * Math.ScaleB(1, -53));
            }
        }
    }

    // Powers are added up as they are, if their sum is 1e-290 or more.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(8)]
    public void Power_mean_above_zero_keeps_its_digits_where_powers_underflow(double exponent)
    {
        foreach (var power in (double[])[1e-288, 5e-290, 1e-290, 1e-291, 1e-315])
        {
            var score = Math.Pow(power, 1 / exponent);
            AssertDigits(exponent, [score, score / 1000, score, 0, score / 3], [0.2, 0.2, 0.2, 0.2, 0.2], 8 * Math.ScaleB(1, -53));
        }
    }

    // What all values have in common cancels in the scale, if it is close around them; in a wide one it stays in the scores.
    [Theory]
    [InlineData("NumAcc1", 10_000_001, 10_000_003)]
    [InlineData("NumAcc1", 0, 20_000_000)]
    [InlineData("NumAcc2", 1, 2)]
    [InlineData("NumAcc2", 0, 2)]
    [InlineData("NumAcc3", 1_000_000, 1_000_001)]
    [InlineData("NumAcc3", 0, 2_000_000)]
    [InlineData("NumAcc4", 10_000_000, 10_000_001)]
    [InlineData("NumAcc4", 0, 20_000_000)]
    public void Variance_of_the_accuracy_sets_of_NIST_keeps_fourteen_digits(string set, double worst, double best) => AssertDigitsOfVariance(CertifiedSet.Read(set).Values, worst, best);

    [Theory]
    [InlineData(10, 9_999_999, 10_000_001)]
    [InlineData(10, 0, 20_000_000)]
    [InlineData(100, 9_999_999, 10_000_001)]
    [InlineData(100, 0, 20_000_000)]
    [InlineData(1000, 9_999_999, 10_000_001)]
    [InlineData(1000, 0, 20_000_000)]
    public void Variance_of_noise_on_ten_million_keeps_fourteen_digits(int touchpoints, double worst, double best)
    {
        var random = new Random(touchpoints);
        for (var journey = 0; journey < 1000 / touchpoints; journey++)
        {
            AssertDigitsOfVariance([.. Enumerable.Range(0, touchpoints).Select(_ => 1e7 + (1e-3 * random.NextDouble()))], worst, best);
        }
    }

    // Times a power of two, which rounds nothing: the exact number has digits behind the point only.
    private static void AssertDigits(double exponent, double[] scores, double[] weights, double allowed)
    {
        var (strategy, formula) = Exact(AggregationStrategies.PowerMean(exponent).Name);
        var shift = -Math.ILogB(scores.Max());
        var exact = formula([.. scores.Zip(weights, (score, weight) => ((BigFixed)Math.ScaleB(score, shift), (BigFixed)weight))]);
        var error = (double)((exact - Math.ScaleB(strategy.Aggregate(scores, weights), shift)) / exact);
        Assert.True(Math.Abs(error) <= allowed, FormattableString.Invariant($"The mean of {string.Join(", ", scores)} is off by {error} of itself"));
    }

    private static void AssertDigitsOfVariance(IReadOnlyList<double> values, double worst, double best)
    {
        var scale = Scale.Rating(worst, best);
        double[] deviation = [0];
        new BatchScorer(new JourneyScorer(new("digits")
        {
            Strategy = AggregationStrategies.WeightedMean,
            Steps = [.. values.Select((_, i) => new Touchpoint($"touchpoint-{i}", scale))],
        })).Profile(new JourneyTable([.. values], 1), new([0], deviation, [0]));
        var exact = ExactStrategies.Variance([.. values.Select(value => ((BigFixed)scale.Normalise(value), (BigFixed)1))]);
        var digits = CertifiedSet.Digits(deviation[0] * deviation[0], (double)exact);

        // More carry what they lose along.
        Assert.True(digits >= (values.Count <= LaneMath.Plain ? 14 : 15), FormattableString.Invariant($"The variance of {values.Count} values has {digits:0.0} digits"));
    }

    private static (IAggregationStrategy Strategy, Func<(BigFixed X, BigFixed W)[], BigFixed> Formula) Exact(string name) =>
        ExactStrategies.All.Single(pair => pair.Strategy.Name == name);

    private static void Compare(string name, WeightedScores input)
    {
        var (strategy, formula) = Exact(name);
        var (scores, weights) = (input.ToScores(), input.ToWeights());
        var exact = formula([.. scores.Zip(weights, (score, weight) => ((BigFixed)score, (BigFixed)weight))]);
        var actual = strategy.Aggregate(scores, weights);
        var difference = Math.Abs((double)(exact - actual));
        Assert.True(difference <= Promised, FormattableString.Invariant($"{name} of {input} is {actual}, off by {difference}"));
        if (strategy.Keeps(Law.Internal))
        {
            Assert.InRange(actual, scores.Min(), scores.Max());
        }
    }
}
