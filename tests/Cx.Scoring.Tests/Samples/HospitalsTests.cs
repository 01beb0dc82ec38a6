using Cx.Scoring.Samples.Hospitals;

namespace Cx.Scoring.Tests.Samples;

/// <summary>The official scores of US hospitals for patient experience, fiscal year 2024: the first proof of the library.</summary>
public sealed class HospitalsTests
{
    private static readonly HospitalFile File = ReadFile();
    private static readonly HospitalScores Scores = new(File.Dimensions);
    private static readonly Hospital[] Published = [.. File.Hospitals.Where(hospital => hospital.ConsistencyScore is not null)];
    private static readonly JourneyScore[] WeakestLinks = Array.ConvertAll(Published, Scores.WeakestLink);

    [Fact]
    public void ConsistencyPoints_of_all_published_hospitals_are_the_official_ones()
    {
        var reproduced = Published.Zip(WeakestLinks).Count(pair => HospitalScores.ConsistencyPoints(pair.Second) == pair.First.ConsistencyScore);

        Assert.Equal((2467, 2467), (reproduced, Published.Length));
    }

    [Fact]
    public void BasePoints_of_all_published_hospitals_are_the_official_ones()
    {
        var reproduced = Published.Count(hospital => HospitalScores.BasePoints(hospital) == hospital.BaseScore);

        Assert.Equal((2467, 2467), (reproduced, Published.Length));
    }

    [Fact]
    public void WeakestLink_of_a_hospital_without_published_score_has_no_value()
    {
        var unpublished = File.Hospitals.Except(Published).ToArray();

        Assert.Equal(7, unpublished.Length);
        Assert.All(unpublished, hospital => Assert.Null(Scores.WeakestLink(hospital).Value));
        Assert.All(unpublished, hospital => Assert.Null(HospitalScores.ConsistencyPoints(Scores.WeakestLink(hospital))));
    }

    // Counted apart from the library, in rational arithmetic from the decimals of the file; the first dimension on ties.
    [Theory]
    [InlineData("nurses", 21)]
    [InlineData("doctors", 396)]
    [InlineData("responsiveness", 733)]
    [InlineData("care_transition", 108)]
    [InlineData("medicines", 334)]
    [InlineData("clean_quiet", 564)]
    [InlineData("discharge", 128)]
    [InlineData("overall", 101)]
    public void Weakest_below_the_threshold_is_this_dimension_so_often(string dimension, int hospitals) =>
        Assert.Equal(hospitals, WeakestLinks.Count(score => score.Value < 1 && score.Weakest == dimension));

    // From the same rational arithmetic: rank 1 is best, equal scores share the better rank.
    [Fact]
    public void Ranks_change_most_for_these_ten_between_mean_and_weakest_link()
    {
        var mean = HospitalScores.Ranks(Array.ConvertAll(Published, hospital => Scores.Mean(hospital).Value!.Value));
        var weakestLink = HospitalScores.Ranks(Array.ConvertAll(WeakestLinks, score => score.Value!.Value));

        var movers = Enumerable.Range(0, Published.Length)
            .OrderByDescending(i => Math.Abs(mean[i] - weakestLink[i]))
            .Take(10)
            .Select(i => (Published[i].FacilityId, mean[i], weakestLink[i]));

        Assert.Equal(
            [
                ("440007", 869, 2373),
                ("300003", 824, 2075),
                ("050232", 755, 1938),
                ("240002", 1107, 2280),
                ("490077", 686, 1841),
                ("260191", 1040, 2168),
                ("220101", 1224, 2261),
                ("050599", 1233, 2227),
                ("180105", 573, 1523),
                ("230046", 689, 1623),
            ],
            movers);
    }

    [Theory]
    [InlineData(49.9, 0)]
    [InlineData(50, 1)]
    [InlineData(52, 1)]
    [InlineData(52.3, 2)]
    [InlineData(69.9, 9)]
    [InlineData(70, 10)]
    [InlineData(100, 10)]
    public void AchievementPoints_rise_from_threshold_to_benchmark(double performance, int points) =>
        Assert.Equal(points, HospitalScores.AchievementPoints(Rated(performance, baseline: null)));

    [Theory]
    [InlineData(55.0, null, 0)]
    [InlineData(55.0, 55.0, 0)]
    [InlineData(54.0, 55.0, 0)]
    [InlineData(51.9, 50.0, 0)]
    [InlineData(52.0, 50.0, 1)]
    [InlineData(69.9, 50.0, 9)]
    [InlineData(70.0, 50.0, 9)]
    [InlineData(70.1, 70.0, 9)]
    [InlineData(71.0, 72.0, 0)]
    [InlineData(73.0, 72.0, 9)]
    public void ImprovementPoints_rise_from_baseline_to_benchmark(double performance, double? baseline, int points) =>
        Assert.Equal(points, HospitalScores.ImprovementPoints(Rated(performance, baseline)));

    [Fact]
    public void Ranks_are_shared_by_equal_scores() => Assert.Equal([2, 1, 2, 4], HospitalScores.Ranks([0.5, 1, 0.5, 0]));

    [Fact]
    public void Read_refuses_constants_that_are_not_national()
    {
        var lines = System.IO.File.ReadLines(FileName).Take(3).ToArray();
        lines[2] = lines[2].Replace(",53.5,", ",53.6,", StringComparison.Ordinal);
        using var text = new StringReader(string.Join('\n', lines));

        var error = Assert.Throws<InvalidDataException>(() => HospitalFile.Read(text));

        Assert.Equal("Hospital '010005' has other national constants than the first row.", error.Message);
    }

    private static string FileName => Path.Combine(AppContext.BaseDirectory, "cms_hcahps_vbp_fy2024.csv");

    private static Rating Rated(double performance, double? baseline) =>
        new(new Dimension("nurses", Floor: 30, Threshold: 50, Benchmark: 70), performance, baseline);

    private static HospitalFile ReadFile()
    {
        using var text = System.IO.File.OpenText(FileName);
        return HospitalFile.Read(text);
    }
}
