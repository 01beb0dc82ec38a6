using System.Globalization;
using CsvHelper;

namespace Cx.Scoring.Samples.Hospitals;

/// <summary>One of the eight dimensions of patient experience, with its national constants in percent.</summary>
/// <param name="Id">The name of its columns: <c>nurses</c>.</param>
/// <param name="Floor">What the worst hospital achieved.</param>
/// <param name="Threshold">What half of the hospitals achieved.</param>
/// <param name="Benchmark">What the best tenth achieved on average.</param>
public sealed record Dimension(string Id, double Floor, double Threshold, double Benchmark);

/// <summary>What the patients of one hospital answered about one dimension: how many percent gave the best answer.</summary>
/// <param name="Dimension">The dimension.</param>
/// <param name="Performance">The percentage in the year that is scored.</param>
/// <param name="Baseline">The percentage in the year it is compared with; null when there is none.</param>
public sealed record Rating(Dimension Dimension, double Performance, double? Baseline);

/// <summary>One hospital: what its patients answered, and the points it was given.</summary>
public sealed class Hospital
{
    /// <summary>The official number of the hospital.</summary>
    public required string FacilityId { get; init; }

    /// <summary>The state in which it lies, two letters.</summary>
    public required string State { get; init; }

    /// <summary>The dimensions that were rated.</summary>
    public required IReadOnlyList<Rating> Ratings { get; init; }

    /// <summary>The published base score, 0 to 80; null when none was published.</summary>
    public int? BaseScore { get; init; }

    /// <summary>The published consistency score, 0 to 20; null when none was published.</summary>
    public int? ConsistencyScore { get; init; }
}

/// <summary>The published file: the national constants, and the hospitals.</summary>
public sealed class HospitalFile
{
    private static readonly string[] DimensionIds =
        ["nurses", "doctors", "responsiveness", "care_transition", "medicines", "clean_quiet", "discharge", "overall"];

    private HospitalFile(IReadOnlyList<Dimension> dimensions, IReadOnlyList<Hospital> hospitals) =>
        (Dimensions, Hospitals) = (dimensions, hospitals);

    /// <summary>The eight dimensions, in the order of the file.</summary>
    public IReadOnlyList<Dimension> Dimensions { get; }

    /// <summary>All hospitals, in the order of the file.</summary>
    public IReadOnlyList<Hospital> Hospitals { get; }

    /// <summary>Reads the file.</summary>
    /// <exception cref="InvalidDataException">A row has other national constants than the first: they would not be national.</exception>
    public static HospitalFile Read(TextReader text)
    {
        using var csv = new CsvReader(text, CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var dimensions = Array.Empty<Dimension>();
        var hospitals = new List<Hospital>();
        while (csv.Read())
        {
            var constants = Array.ConvertAll(DimensionIds, id => DimensionOf(csv, id));
            dimensions = hospitals.Count == 0 ? constants : dimensions;
            var hospital = HospitalOf(csv, dimensions);
            hospitals.Add(dimensions.SequenceEqual(constants)
                ? hospital
                : throw new InvalidDataException($"Hospital '{hospital.FacilityId}' has other national constants than the first row."));
        }

        return new(dimensions, hospitals);
    }

    private static Dimension DimensionOf(CsvReader csv, string id) => new(
        id, csv.GetField<double>($"{id}_floor"), csv.GetField<double>($"{id}_threshold"), csv.GetField<double>($"{id}_benchmark"));

    private static Hospital HospitalOf(CsvReader csv, IEnumerable<Dimension> dimensions) => new()
    {
        FacilityId = csv.GetField("facility_id")!,
        State = csv.GetField("state")!,
        Ratings =
        [
            .. from dimension in dimensions
               let performance = csv.GetField<double?>($"{dimension.Id}_perf")
               where performance is not null
               select new Rating(dimension, performance.Value, csv.GetField<double?>($"{dimension.Id}_baseline")),
        ],
        BaseScore = csv.GetField<int?>("base_score"),
        ConsistencyScore = csv.GetField<int?>("consistency_score"),
    };
}
