using Cx.Scoring.Aggregation;
using Cx.Scoring.Evidence;

namespace Cx.Scoring.Tests.Evidence;

public sealed class ComparisonTests
{
    private static readonly string[] Both = ["a", "b"];
    private static readonly JourneyScorer Scorer = new(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1, 1));

    [Fact]
    public void Compare_says_whether_the_change_is_real_and_what_made_it()
    {
        var comparison = new Bootstrap(Scorer).Compare(Answers("April", 100, 40, 80), Answers("May", 100, 70, 75));
        Assert.Equal(0.125, comparison.Difference, 1e-12);
        Assert.Equal([0.15, -0.025], comparison.Contributions.Touchpoints.Select(one => Math.Round(one.Value, 12)));
        Assert.InRange(comparison.PValue, 0.0005, 0.02);

        // Normal theory: ±1.96 √(¼ Σ pq/n).
        var margin = 1.96 * Math.Sqrt(0.25 * ((0.4 * 0.6) + (0.8 * 0.2) + (0.7 * 0.3) + (0.75 * 0.25)) / 100);
        Assert.Equal(0.125 - margin, comparison.Interval!.Value.Low, 0.01);
        Assert.Equal(0.125 + margin, comparison.Interval.Value.High, 0.01);
        Assert.Matches(@"^\+0\.1[23] \(0\.0\d+ to 0\.\d+ at 95 %\), p = 0\.0\d+: a \+0\.15, b -0\.0[23]$", comparison.ToString());
        Assert.Equal(comparison, new Bootstrap(Scorer) { Threads = 3 }.Compare(Answers("April", 100, 40, 80), Answers("May", 100, 70, 75)));
    }

    [Fact]
    public void Compare_of_the_same_answers_finds_nothing()
    {
        var comparison = new Bootstrap(Scorer).Compare(Answers("April", 50, 40, 80), Answers("May", 50, 40, 80));
        Assert.Equal((0, 1), (comparison.Difference, comparison.PValue));
        Assert.True(comparison.Interval!.Value.Contains(0));
    }

    [Fact]
    public void P_values_of_cohorts_that_differ_by_chance_alone_are_uniform()
    {
        var random = new Random(2);
        var values = Enumerable.Range(0, 400).Select(_ => new Bootstrap(Scorer) { Resamples = 200 }.Compare(Drawn("x", random, 0.6), Drawn("y", random, 0.6)).PValue).ToList();

        // Five standard deviations of binomial counts of 400.
        Assert.InRange(values.Count(p => p <= 0.05), 0, 20 + 22);
        Assert.InRange(values.Count(p => p <= 0.5), 200 - 50, 200 + 50);
    }

    [Fact]
    public void Customers_change_sides_whole()
    {
        // Ten answers of each of eight customers are eight, and not eighty: what looks like much is little.
        var (x, y) = (OfCustomers("x", "", 8, 3, answers: 10), OfCustomers("y", "other ", 8, 5, answers: 10));
        var whole = new Bootstrap(Scorer).Compare(x, y);
        var apart = new Bootstrap(Scorer).Compare(Anonymous(x), Anonymous(y));

        // Fisher's exact test of 3 of 8 against 5 of 8, two-sided: 0.6193.
        Assert.Equal(0.6193, whole.PValue, 0.05);
        Assert.InRange(apart.PValue, 0, 0.01);
    }

    [Fact]
    public void Customers_of_both_cohorts_are_compared_with_themselves()
    {
        // Of twenty customers six say no before and yes after, and nobody the other way round: the sign test of 6 of 6 is 2/2⁶, and Fisher's of 7 of 20 against 13 of 20 is 0.1128.
        var (before, after) = (OfCustomers("before", "", 20, 7), OfCustomers("after", "", 20, 13));
        var paired = new Bootstrap(Scorer) { Resamples = 20_000 }.Compare(before, after);
        var others = new Bootstrap(Scorer) { Resamples = 20_000 }.Compare(before, OfCustomers("after", "other ", 20, 13));
        Assert.Equal(2 / 64.0, paired.PValue, 0.006);
        Assert.Equal(0.1128, others.PValue, 0.012);

        // Whether six of twenty changed: the interval is that of a share, and so is narrower than that of two shares.
        var bootstrap = new Bootstrap(Scorer) { Resamples = 20_000, Method = IntervalMethod.Percentile };
        Assert.Equal(0.3, paired.Difference, 1e-12);
        var interval = bootstrap.Compare(before, after).Interval!.Value;
        Assert.Equal((0.1, 0.5), (Math.Round(interval.Low, 12), Math.Round(interval.High, 12)));
        Assert.InRange(bootstrap.Compare(before, OfCustomers("after", "other ", 20, 13)).Interval!.Value.Low, -0.05, 0.05);
        Assert.Equal(paired, new Bootstrap(Scorer) { Resamples = 20_000, Threads = 3 }.Compare(before, after));

        // Customers are known by their names, whenever they were asked.
        var reversed = new Bootstrap(Scorer) { Resamples = 20_000 }.Compare(before, new("after", after.Experiences.Reverse()));
        Assert.Equal(paired.PValue, reversed.PValue);
        Assert.Equal(paired.Interval!.Value.Low, reversed.Interval!.Value.Low, 1e-12);
    }

    [Fact]
    public void Customers_of_both_and_of_one_cohort_stand_side_by_side()
    {
        // Customers who come back say the same again, and those who do not make the difference: 9 of 10 against 1 of 10, as if nobody else had been asked.
        Journey Of(string id, int yes) => new(id, OfCustomers(id, "returning ", 10, 5).Experiences.Concat(OfCustomers(id, id, 10, yes).Experiences));
        var comparison = new Bootstrap(Scorer) { Resamples = 20_000 }.Compare(Of("before", 1), Of("after", 9));
        Assert.Equal(0.4, comparison.Difference, 1e-12);

        // Fisher's exact test of 1 of 10 against 9 of 10, two-sided: 202/184,756.
        Assert.Equal(202 / 184_756.0, comparison.PValue, 0.0008);
        Assert.Equal(0.4, (comparison.Interval!.Value.Low + comparison.Interval.Value.High) / 2, 0.05);

        // Half of the difference of two shares of 9 and 1 of 10: ±1.96 √(2 · 0.09/10)/2.
        Assert.Equal(2 * 0.5 * 1.96 * Math.Sqrt(2 * 0.09 / 10), comparison.Interval.Value.High - comparison.Interval.Value.Low, 0.06);
    }

    [Fact]
    public void P_values_of_customers_who_come_back_and_differ_by_chance_alone_are_uniform()
    {
        var random = new Random(3);
        var values = Enumerable.Range(0, 400).Select(_ =>
        {
            var levels = Enumerable.Range(0, 30).Select(_ => random.NextDouble()).ToArray();
            Journey Drawn(string id) => new(id, levels.SelectMany((level, i) => Both.Select(touchpoint => new MicroExperience(touchpoint, random.NextDouble() < level ? 1 : 0) { Customer = $"c{i}" })));
            return new Bootstrap(Scorer) { Resamples = 200 }.Compare(Drawn("x"), Drawn("y")).PValue;
        }).ToList();

        // Five standard deviations of binomial counts of 400.
        Assert.InRange(values.Count(p => p <= 0.05), 0, 20 + 22);
        Assert.InRange(values.Count(p => p <= 0.5), 200 - 50, 200 + 50);
    }

    [Fact]
    public void Customers_without_a_weight_on_one_side_are_of_the_other_alone()
    {
        var (before, after) = (OfCustomers("before", "", 8, 3), OfCustomers("after", "", 8, 5));
        Journey with = new("after", after.Experiences.Select(one => one.Customer == "0" ? one with { Weight = 0 } : one));
        Journey without = new("after", after.Experiences.Where(one => one.Customer != "0"));
        var bootstrap = new Bootstrap(Scorer);
        Assert.Equal(bootstrap.Compare(before, without).PValue, bootstrap.Compare(before, with).PValue);
        Assert.Equal(bootstrap.Compare(before, without).Interval, bootstrap.Compare(before, with).Interval);
    }

    [Fact]
    public void Interval_of_a_difference_holds_where_touchpoints_tie()
    {
        // A tie on the one side and one touchpoint that is clearly the weakest on the other are the least favourable: P(min(Z1, Z2) - Z3 < -3.1284) = 0.025, by integration.
        var scorer = new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeakestLink, 1, 1));
        var error = Math.Sqrt(0.25 / 400);
        var comparison = new Bootstrap(scorer) { Resamples = 20_000 }.Compare(Answers("April", 400, 50, 50), Answers("May", 400, 50, 50));
        Assert.Equal(3.1284 * error, comparison.Interval!.Value.High, 0.15 * error);
        Assert.Equal(-3.1284 * error, comparison.Interval.Value.Low, 0.15 * error);

        // One error apart they may tie.
        comparison = new Bootstrap(scorer) { Resamples = 20_000 }.Compare(Answers("April", 400, 50, 52.5), Answers("May", 400, 50, 52.5));
        Assert.Equal(3.1284 * error, comparison.Interval!.Value.High, 0.1 * error);
        Assert.Equal(-3.1284 * error, comparison.Interval.Value.Low, 0.1 * error);

        // Under a mean it is the corrected one.
        var of = (IntervalMethod method) => new Bootstrap(Scorer) { Method = method }.Compare(Answers("April", 400, 50, 50), Answers("May", 400, 50, 52)).Interval;
        Assert.Equal(of(IntervalMethod.BiasCorrectedAccelerated), of(IntervalMethod.HoldsAtTies));
    }

    /// <summary>Customers of whom the first so many say yes at both touchpoints, so many times.</summary>
    private static Journey OfCustomers(string id, string kind, int customers, int yes, int answers = 1) => new(id, Enumerable.Range(0, customers).SelectMany(i =>
        Enumerable.Range(0, answers).SelectMany(_ => Both.Select(touchpoint => new MicroExperience(touchpoint, i < yes ? 1 : 0) { Customer = $"{kind}{i}" }))));

    private static Journey Anonymous(Journey journey) => new(journey.Id, journey.Experiences.Select(one => one with { Customer = null }));

    private static Journey Drawn(string id, Random random, double yes) => new(id, Enumerable.Range(0, 40).SelectMany(i => Both.Select(touchpoint =>
        new MicroExperience(touchpoint, random.NextDouble() < yes ? 1 : 0))));

    /// <summary>So many answers at each of a and b, of which so many per cent are yes.</summary>
    private static Journey Answers(string id, int count, double yesOfA, double yesOfB) => new(id, Both.Zip((double[])[yesOfA, yesOfB]).SelectMany(pair =>
        Enumerable.Range(0, count).Select(i => new MicroExperience(pair.First, 100 * i < pair.Second * count ? 1 : 0))));
}
