using Cx.Scoring.Aggregation;
using Cx.Scoring.Evidence;

namespace Cx.Scoring.Tests.Evidence;

public sealed class InfluencesTests
{
    private static readonly JourneyScorer Scorer = new(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1));

    [Fact]
    public void Acceleration_of_a_mean_is_a_sixth_of_its_skewness()
    {
        // Efron and Tibshirani 1993, section 14.3: for a share p of n answers (1 - 2p)/(6 √(npq)).
        var accelerations = new Influences(new(Scorer, Asked("j", "", 20, 4)), Scorer.Compiled).Accelerations;
        Assert.Equal((1 - 0.4) / (6 * Math.Sqrt(20 * 0.2 * 0.8)), accelerations[0], 1e-12);
        Assert.Equal(accelerations[0], accelerations[1], 1e-12);
    }

    [Fact]
    public void Of_a_difference_the_cubes_are_subtracted()
    {
        // Davison and Hinkley 1997, equation 5.31: Σ l³/(6 (Σ l²)^1.5) over both samples, the influences l of the second with the other sign.
        var acceleration = new Influences(new(Scorer, Asked("after", "other ", 20, 4)), Scorer.Compiled, new(Scorer, Asked("before", "", 40, 30))).Accelerations[0];
        var squares = (0.2 * 0.8 / 20) + (0.75 * 0.25 / 40);
        var cubes = (0.2 * 0.8 * (1 - 0.4) / (20 * 20)) - (0.75 * 0.25 * (1 - 1.5) / (40 * 40));
        Assert.Equal(cubes / (6 * Math.Pow(squares, 1.5)), acceleration, 1e-12);
    }

    [Fact]
    public void Of_customers_who_come_back_it_is_that_of_their_differences()
    {
        // Six of twenty say yes who said no: the mean difference is a share of 0.3.
        var (before, after) = (Asked("before", "", 20, 7), Asked("after", "", 20, 13));
        var returning = Cohort.OfBoth(before, after);
        var acceleration = new Influences(new(Scorer, after, returning), Scorer.Compiled, new(Scorer, before, returning)).Accelerations[0];
        Assert.Equal((1 - 0.6) / (6 * Math.Sqrt(20 * 0.3 * 0.7)), acceleration, 1e-12);
    }

    /// <summary>Customers of whom the first so many say yes.</summary>
    private static Journey Asked(string id, string kind, int customers, int yes) =>
        new(id, Enumerable.Range(0, customers).Select(i => new MicroExperience("a", i < yes ? 1 : 0) { Customer = $"{kind}{i}" }));
}
