using System.Globalization;
using Cx.Scoring.Metrics;
using FsCheck;
using FsCheck.Fluent;

namespace Cx.Scoring.Tests.Metrics;

public sealed class NetPromoterScoreTests
{
    // Sums of a few doubles.
    private const double Rounding = 1e-12;

    private static readonly Arbitrary<long[]> Counts = Arb.From(
        Gen.Frequency((3, Gen.Choose(0, 20)), (1, Gen.Constant(0)), (2, Gen.Choose(0, 5000))).Select(count => (long)count).ArrayOf(3)
            .Where(counts => counts.Sum() > 0),
        counts => Enumerable.Range(0, 3).Where(i => counts[i] > 0).Select(i => counts.Select((count, k) => k == i ? count / 2 : count).ToArray()).Where(counts => counts.Sum() > 0));

    [Theory]
    [InlineData(0, -100)]
    [InlineData(6, -100)]
    [InlineData(7, 0)]
    [InlineData(8, 0)]
    [InlineData(9, 100)]
    [InlineData(10, 100)]
    public void Of_one_answer_is_its_group(double answer, double expected) => Assert.Equal(expected, NetPromoterScore.Of(answer).Value);

    [Fact]
    public void Of_counts_the_groups()
    {
        var score = NetPromoterScore.Of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10);
        Assert.Equal((2, 2, 7, 11), (score.Promoters, score.Passives, score.Detractors, score.Count));
        Assert.Equal(-500 / 11.0, score.Value);
        Assert.Equal(NetPromoterScore.OfCounts(promoters: 2, passives: 2, detractors: 7), score);
    }

    // 15, 13 and 8 of 36: s² = (23 × 36 - 7²)/36² = 779/36². With three more, s'² = (24.5 × 39 - 7²)/39² = 906.5/39².
    [Fact]
    public void Interval_is_the_adjusted_wald_interval_of_rocks_2016()
    {
        var score = NetPromoterScore.OfCounts(promoters: 15, passives: 13, detractors: 8);
        Assert.Equal(700 / 36.0, score.Value);
        Assert.Equal(100 * Math.Sqrt(779) / (36 * 6), score.StandardError, Rounding);
        var margin = 1.959963984540054 * 100 * Math.Sqrt(906.5 / 39) / 39;
        var interval = score.Interval();
        Assert.Equal((700 / 39.0) - margin, interval.Low, Rounding);
        Assert.Equal((700 / 39.0) + margin, interval.High, Rounding);
        Assert.Equal(0.95, interval.Confidence);
    }

    [Fact]
    public void Interval_of_all_promoters_has_a_width_and_ends_at_100()
    {
        var score = NetPromoterScore.OfCounts(promoters: 20, passives: 0, detractors: 0);
        Assert.Equal((100, 0), (score.Value, score.StandardError));

        // N' = 20/23, s'² = 4.5 × 21/23².
        Assert.Equal(100 * ((20 / 23.0) - (1.959963984540054 * Math.Sqrt(4.5 * 21 / 23) / 23)), score.Interval().Low, Rounding);
        Assert.Equal(100, score.Interval().High);
        Assert.Equal(-100, NetPromoterScore.OfCounts(0, 0, 20).Interval().Low);
    }

    // The middle, 100 n/(n + 3), is farther from 100 than z standard errors where z² < 2 (n + 3)/(n + 1).
    [Theory]
    [InlineData(1, 0.95, false)]
    [InlineData(1, 0.96, true)]
    [InlineData(2, 0.95, true)]
    [InlineData(1000, 0.95, true)]
    [InlineData(1000, 0.84, false)]
    [InlineData(1000, 0.85, true)]
    public void Interval_of_all_promoters_holds_their_score_but_for_one_answer_or_little_confidence(long promoters, double confidence, bool holds) =>
        Assert.Equal(holds, NetPromoterScore.OfCounts(promoters, 0, 0).Interval(confidence).Contains(100));

    [Fact]
    public void Interval_holds_the_score_of_two_answers_or_more() => Property.Holds(Counts, counts =>
    {
        var score = Of(counts);
        Assert.True(score.Count == 1 || score.Interval().Contains(score.Value), $"{score}");
    });

    [Fact]
    public void Interval_widens_with_confidence_and_stays_on_the_scale() => Property.Holds(Counts, counts =>
    {
        var (narrow, wide) = (Of(counts).Interval(0.8), Of(counts).Interval(0.99));
        Assert.True(wide.Low <= narrow.Low && narrow.Low < narrow.High && narrow.High <= wide.High);
        Assert.True(wide.Low >= -100 && wide.High <= 100);
    });

    /// <summary>20,000 surveys of 50 for each of three populations; the standard error of a coverage of 95 % is 0.15 %.</summary>
    [Theory]
    [InlineData(0.53, 0.31)]
    [InlineData(0.20, 0.30)]
    [InlineData(0.80, 0.15)]
    public void Interval_covers_the_truth_as_often_as_it_says(double promoters, double passives)
    {
        const int Surveys = 20_000;
        var random = new Random(20170918);
        var truth = 100 * (promoters - (1 - promoters - passives));
        var covered = 0;
        for (var survey = 0; survey < Surveys; survey++)
        {
            var counts = new long[3];
            for (var i = 0; i < 50; i++)
            {
                var draw = random.NextDouble();
                counts[draw < promoters ? 0 : draw < promoters + passives ? 1 : 2]++;
            }

            covered += Of(counts).Interval().Contains(truth) ? 1 : 0;
        }

        Assert.InRange(covered / (double)Surveys, 0.93, 0.97);
    }

    // z² s²/E² - 3 with s = 1 and 15/36, 8/36; E = 5 points.
    [Theory]
    [InlineData(1, 0, 1, 5, 0.95, 1534)] // 1.959964² × 400 - 3 = 1533.6
    [InlineData(15, 13, 8, 5, 0.95, 921)] // 1.959964² × 400 × 779/1296 - 3 = 920.6
    [InlineData(15, 13, 8, 5, 0.9, 648)] // 1.644854² × 400 × 779/1296 - 3 = 647.5
    [InlineData(15, 13, 8, 100, 0.95, 1)]
    public void Sample_size_is_that_of_lewis_and_sauro_2021(long promoters, long passives, long detractors, double margin, double confidence, long expected) =>
        Assert.Equal(expected, NetPromoterScore.OfCounts(promoters, passives, detractors).SampleSize(margin, confidence));

    // Three answers more on either side: (15.75, 14.5, 8.75)/39 and (12.75, 8.5, 12.75)/34.
    [Fact]
    public void Test_adds_to_both_samples_as_rocks_does()
    {
        var one = NetPromoterScore.OfCounts(promoters: 15, passives: 13, detractors: 8);
        var other = NetPromoterScore.OfCounts(promoters: 12, passives: 7, detractors: 12);
        var test = one.Test(other);
        var error = 100 * Math.Sqrt((906.5 / (39 * 39) / 39) + (0.75 / 34));
        Assert.Equal(700 / 36.0, test.Difference, Rounding);
        Assert.Equal(error, test.StandardError, Rounding);
        Assert.Equal(700 / 39.0 / error, test.Statistic, Rounding);
        Assert.Equal(double.PositiveInfinity, test.DegreesOfFreedom);
        Assert.Equal((700 / 39.0) - (1.959963984540054 * error), test.Interval.Low, Rounding);
        Assert.Equal((700 / 39.0) + (1.959963984540054 * error), test.Interval.High, Rounding);
        Assert.Equal(0.3530, test.PValue, 0.00005); // z = 0.9288, normal table
        Assert.Equal("19.444 (-19.925 to 55.823 at 95 %), p = 0.3530", $"{test}");
    }

    [Fact]
    public void Test_of_samples_that_agree_has_no_difference()
    {
        var all = NetPromoterScore.OfCounts(10, 0, 0);
        var test = all.Test(all);
        Assert.Equal((0, 0, 1), (test.Difference, test.Statistic, test.PValue));
        Assert.True(test.StandardError > 0);
    }

    [Fact]
    public void Test_changes_its_sign_with_the_order() => Property.Holds(Arb.Zip(Counts, Counts), both =>
    {
        var (there, back) = (Of(both.Item1).Test(Of(both.Item2)), Of(both.Item2).Test(Of(both.Item1)));
        Assert.Equal((-back.Difference, -back.Statistic), (there.Difference, there.Statistic));
        Assert.Equal((back.StandardError, back.PValue), (there.StandardError, there.PValue));
        Assert.Equal((-back.Interval.High, -back.Interval.Low), (there.Interval.Low, there.Interval.High));
    });

    [Fact]
    public void Test_and_its_interval_agree_on_what_chance_explains() => Property.Holds(Arb.Zip(Counts, Counts), both =>
    {
        var test = Of(both.Item1).Test(Of(both.Item2), confidence: 0.9);
        Assert.Equal(test.PValue < 0.1, !test.Interval.Contains(0));
    });

    [Fact]
    public void Parts_add_up_to_the_whole() => Property.Holds(Gen.Choose(0, 10).Select(answer => (double)answer).NonEmptyListOf().Select(list => list.ToArray()).ToArbitrary(), answers =>
    {
        var parts = answers.Chunk(3).Select(part => NetPromoterScore.Of(part)).ToList();
        Assert.Equal(NetPromoterScore.Of(answers), parts.Skip(1).Aggregate(parts[0], (sum, part) => sum + part));
    });

    public static TheoryData<double, string> BadAnswers => new()
    {
        { 11, "Answer 2 is 11; NPS takes whole numbers from 0 to 10." },
        { -1, "Answer 2 is -1; NPS takes whole numbers from 0 to 10." },
        { 9.5, "Answer 2 is 9.5; NPS takes whole numbers from 0 to 10." },
        { double.PositiveInfinity, "Answer 2 is Infinity; NPS takes whole numbers from 0 to 10." },
        { double.NaN, "Answer 2 is NaN; NPS takes whole numbers from 0 to 10. Leave out those who gave none." },
    };

    [Theory]
    [MemberData(nameof(BadAnswers))]
    public void Of_refuses_what_is_no_answer(double answer, string expected) => Assert.Equal(
        expected + " (Parameter 'answers')", Assert.Throws<ArgumentException>("answers", () => NetPromoterScore.Of(0, 10, answer, 12)).Message);

    [Fact]
    public void Of_prints_bad_answers_alike_in_every_culture()
    {
        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            Assert.StartsWith("Answer 0 is 9.5; ", Assert.Throws<ArgumentException>(() => NetPromoterScore.Of(9.5)).Message, StringComparison.Ordinal);
            Assert.Equal("NPS: 0.0 (-60.0 to 60.0 at 95 %), n = 1", $"{NetPromoterScore.Of(8)}");
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    [Fact]
    public void No_answers_have_no_score()
    {
        Assert.Equal("There are no answers; NPS takes at least one. (Parameter 'answers')", Assert.Throws<ArgumentException>("answers", () => NetPromoterScore.Of()).Message);
        Assert.Equal("There are no answers; NPS takes at least one.", Assert.Throws<ArgumentException>(() => NetPromoterScore.OfCounts(0, 0, 0)).Message);
    }

    [Theory]
    [InlineData(-1, 0, 5, "promoters")]
    [InlineData(1, -1, 5, "passives")]
    [InlineData(1, 0, -1, "detractors")]
    public void Counts_below_0_are_refused(long promoters, long passives, long detractors, string parameter) => Assert.StartsWith(
        $"The count of {parameter} was -1; allowed is 0 or more.",
        Assert.Throws<ArgumentOutOfRangeException>(parameter, () => NetPromoterScore.OfCounts(promoters, passives, detractors)).Message,
        StringComparison.Ordinal);

    [Fact]
    public void Counts_that_overflow_are_refused()
    {
        var most = NetPromoterScore.OfCounts(long.MaxValue, 0, 0);
        Assert.Throws<OverflowException>(() => NetPromoterScore.OfCounts(long.MaxValue, 1, 0));
        Assert.Throws<OverflowException>(() => most + NetPromoterScore.OfCounts(1, 0, 0));
        Assert.Throws<OverflowException>(() => most + NetPromoterScore.OfCounts(0, 1, 0));
        Assert.Equal(long.MaxValue, most.Count);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(95)]
    [InlineData(double.NaN)]
    public void Confidence_lies_between_0_and_1(double confidence)
    {
        var score = NetPromoterScore.OfCounts(1, 1, 1);
        var expected = string.Create(CultureInfo.InvariantCulture, $"The confidence was {confidence}; allowed is more than 0 and less than 1.");
        foreach (var call in new Action[] { () => score.Interval(confidence), () => score.SampleSize(5, confidence), () => score.Test(score, confidence) })
        {
            Assert.StartsWith(expected, Assert.Throws<ArgumentOutOfRangeException>(nameof(confidence), call).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0, "The margin was 0; allowed is a finite number above 0.")]
    [InlineData(-5, "The margin was -5; allowed is a finite number above 0.")]
    [InlineData(double.NaN, "The margin was NaN; allowed is a finite number above 0.")]
    [InlineData(double.PositiveInfinity, "The margin was Infinity; allowed is a finite number above 0.")]
    [InlineData(1e-6, "The margin was 1E-06; it would take more answers than can be counted. Widen it.")]
    [InlineData(1e-300, "The margin was 1E-300; it would take more answers than can be counted. Widen it.")]
    public void Margins_that_no_survey_has_are_refused(double margin, string expected) => Assert.StartsWith(
        expected, Assert.Throws<ArgumentOutOfRangeException>(nameof(margin), () => NetPromoterScore.OfCounts(1, 0, 1).SampleSize(margin)).Message, StringComparison.Ordinal);

    [Fact]
    public void Sample_size_needs_answers_that_differ() => Assert.Equal(
        "All answers agree, so they do not say how far answers spread; plan with a sample in which they differ.",
        Assert.Throws<InvalidOperationException>(() => NetPromoterScore.OfCounts(20, 0, 0).SampleSize(5)).Message);

    [Fact]
    public void Null_is_refused()
    {
        var score = NetPromoterScore.OfCounts(1, 1, 1);
        Assert.Throws<ArgumentNullException>("other", () => score.Test(null!));
        Assert.Throws<ArgumentNullException>("right", () => score + null!);
        Assert.Throws<ArgumentNullException>("left", () => (NetPromoterScore)null! + score);
    }

    [Fact]
    public void Scores_are_equal_by_value()
    {
        Assert.Equal(NetPromoterScore.Of(10, 0), NetPromoterScore.Of(3, 9));
        Assert.Equal(NetPromoterScore.Of(10, 0).GetHashCode(), NetPromoterScore.Of(3, 9).GetHashCode());
        Assert.NotEqual(NetPromoterScore.Of(10, 0), NetPromoterScore.Of(10, 0, 8));
    }

    private static NetPromoterScore Of(long[] counts) => NetPromoterScore.OfCounts(counts[0], counts[1], counts[2]);
}
