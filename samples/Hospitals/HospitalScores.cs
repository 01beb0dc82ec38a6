using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Samples.Hospitals;

/// <summary>The points that Medicare gives a hospital for patient experience, by its rules for the fiscal year 2024.</summary>
/// <remarks>
/// Points are rounded half up. They are made from doubles; in the published file no hospital lies closer than 0.00002 points to a step,
/// so the rounding of doubles moves no point and there is no tolerance.
/// </remarks>
public sealed class HospitalScores
{
    private readonly JourneyScorer weakestLink;
    private readonly JourneyScorer mean;

    /// <summary>The model of the consistency score: each dimension counts from the floor (0) to the threshold (1), and the lowest decides.</summary>
    /// <param name="dimensions">The dimensions with their national constants.</param>
    public HospitalScores(IEnumerable<Dimension> dimensions)
    {
        var model = new ScoringModel("patient-experience")
        {
            Strategy = AggregationStrategies.WeakestLink,
            Steps = [.. dimensions.Select(dimension => new Touchpoint(dimension.Id, Scale.Goalposts(worst: dimension.Floor, best: dimension.Threshold)))],
        };
        weakestLink = new(model);
        mean = new(model with { Strategy = AggregationStrategies.WeightedMean });
    }

    /// <summary>The hospital by its lowest dimension.</summary>
    public JourneyScore WeakestLink(Hospital hospital) => weakestLink.Score(JourneyOf(hospital));

    /// <summary>The hospital by the mean of its dimensions.</summary>
    public JourneyScore Mean(Hospital hospital) => mean.Score(JourneyOf(hospital));

    /// <summary>0 to 20 points for the lowest dimension; null when the hospital has no score.</summary>
    public static int? ConsistencyPoints(JourneyScore weakestLink) =>
        weakestLink.Value is { } lowest ? HalfUp((20 * lowest) - 0.5) : null;

    /// <summary>0 to 80 points: for each dimension those for achievement or those for improvement, whichever are more.</summary>
    public static int BasePoints(Hospital hospital) =>
        hospital.Ratings.Sum(rating => Math.Max(AchievementPoints(rating), ImprovementPoints(rating)));

    /// <summary>0 points below the threshold, 1 to 9 from there to the benchmark, 10 from there on.</summary>
    public static int AchievementPoints(Rating rating)
    {
        var (_, _, threshold, benchmark) = rating.Dimension;
        return rating.Performance < threshold
            ? 0
            : HalfUp((9 * Scale.Goalposts(worst: threshold, best: benchmark).Normalise(rating.Performance)) + 0.5);
    }

    /// <summary>0 to 9 points for the way from the baseline to the benchmark; 9 for a rise from a baseline that was there already.</summary>
    public static int ImprovementPoints(Rating rating)
    {
        var benchmark = rating.Dimension.Benchmark;
        if (rating.Baseline is not { } baseline || rating.Performance <= baseline)
        {
            return 0;
        }

        return baseline >= benchmark
            ? 9
            : Math.Min(9, HalfUp((10 * Scale.Goalposts(worst: baseline, best: benchmark).Normalise(rating.Performance)) - 0.5));
    }

    /// <summary>The rank of each score: 1 for the best; equal scores share the better rank.</summary>
    public static IReadOnlyList<int> Ranks(IReadOnlyList<double> scores) =>
        [.. scores.Select(score => 1 + scores.Count(other => other > score))];

    private static Journey JourneyOf(Hospital hospital) =>
        new(hospital.FacilityId, hospital.Ratings.Select(rating => new MicroExperience(rating.Dimension.Id, rating.Performance)));

    private static int HalfUp(double points) => (int)Math.Floor(points + 0.5);
}
