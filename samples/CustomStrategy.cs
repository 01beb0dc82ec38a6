#:project ../src/Cx.Scoring
#:project ../src/Cx.Scoring.Testing
#:package CsvHelper
#:package Spectre.Console
#:property PublishAot=false

using System.Globalization;
using System.Runtime.CompilerServices;
using CsvHelper;
using Cx.Scoring;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Testing;
using Spectre.Console;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
AnsiConsole.Profile.Width = 160; // wide enough for every line, on a screen or in a file

// The sixteen moments of a departing passenger, in order, and the strategy at the end of this file.
string[] touchpoints =
[
    "getting_there", "roads", "parking", "airtrain", "find_way", "security", "signs", "walkways",
    "screens", "info_departures", "art", "shops", "food", "wifi", "clean_restroom", "clean_boarding",
];
var own = default(NearnessToPerfect);
var model = new ScoringModel("airport")
{
    Strategy = own,
    Steps = [.. touchpoints.Select(touchpoint => new Touchpoint(touchpoint, Scale.Stars))],
    MissingScores = MissingScores.Skip,
    MinimumCoverage = 5.0 / touchpoints.Length, // passengers who rated fewer than five have no score
};

var passenger = new Journey("passenger-1", ("getting_there", 4), ("security", 1), ("signs", 5), ("food", 4), ("clean_restroom", 4));
AnsiConsole.WriteLine("A passenger who rated five touchpoints, security with one star:");
AnsiConsole.WriteLine($"  by {own}: {new JourneyScorer(model).Score(passenger)}");
AnsiConsole.WriteLine($"  by the mean: {new JourneyScorer(model with { Strategy = AggregationStrategies.WeightedMean }).Score(passenger)}");

AnsiConsole.WriteLine();
AnsiConsole.WriteLine("Does the strategy keep the laws that it declares?");
var report = StrategyLaws.Check(own);
AnsiConsole.WriteLine($"{report}");

AnsiConsole.WriteLine();
AnsiConsole.WriteLine("How much does it demand that all touchpoints are good? 0.5 is the mean, 1 the minimum.");
foreach (var count in new[] { 2, 5, 16 })
{
    AnsiConsole.WriteLine($"  andness for {count,2} touchpoints: {AggregationStrategies.AndnessOf(own, count)}");
}

var passengers = ReadPassengers(touchpoints);
IAggregationStrategy[] strategies =
[
    own,
    AggregationStrategies.WeightedMean,
    AggregationStrategies.GeometricMean,
    AggregationStrategies.HarmonicMean,
    AggregationStrategies.ConsistencyVariance(),
    AggregationStrategies.ConsistencyDeviation(0.25),
    AggregationStrategies.GiniMean,
    AggregationStrategies.MeanMin(0.5),
    AggregationStrategies.LowerTailMean(0.25),
    AggregationStrategies.SoftMinimum(10),
    AggregationStrategies.Owa(Quantifier.Power(4)),
    AggregationStrategies.LossAverse(),
    AggregationStrategies.PeakEnd(),
    AggregationStrategies.Recency(0.9),
    AggregationStrategies.Hurwicz(0.5),
    AggregationStrategies.Gate(AggregationStrategies.WeightedMean, threshold: 0.25, cap: 0.5),
    AggregationStrategies.MazziottaPareto,
    AggregationStrategies.SeriesReliability,
    AggregationStrategies.WeakestLink,
];
var results = strategies.Select(strategy => Judge(strategy, passengers)).OrderByDescending(result => result.Correlation).ToArray();

AnsiConsole.WriteLine();
AnsiConsole.WriteLine($"""
    {results[0].Count:N0} passengers of San Francisco airport since 2013 who rated at least five of the sixteen
    touchpoints, and the airport as a whole: which score goes with what they say about the whole?
    """);
var table = new Table().AddColumn("strategy");
table.AddColumns(new TableColumn("mean score").RightAligned(), new TableColumn("correlation with the whole").RightAligned());
foreach (var result in results)
{
    var name = result.Strategy.Equals(own) ? $"{result.Strategy} (this sample's)" : $"{result.Strategy}";
    table.AddRow(name, $"{result.Mean:0.000}", $"{result.Correlation:0.000}");
}

AnsiConsole.Write(table);
return report.KeepsItsWord ? 0 : 1;

Result Judge(IAggregationStrategy strategy, IReadOnlyList<(double[] Ratings, double Overall)> passengers)
{
    var scorer = new JourneyScorer(model with { Strategy = strategy });
    var judged = passengers
        .Select(one => (Score: scorer.ScoreValue(one.Ratings), one.Overall))
        .Where(one => !double.IsNaN(one.Score))
        .ToArray();
    var (score, overall) = (judged.Average(one => one.Score), judged.Average(one => one.Overall));
    var together = judged.Sum(one => (one.Score - score) * (one.Overall - overall));
    var ofScore = judged.Sum(one => (one.Score - score) * (one.Score - score));
    var ofOverall = judged.Sum(one => (one.Overall - overall) * (one.Overall - overall));
    return new(strategy, judged.Length, score, together / Math.Sqrt(ofScore * ofOverall)); // Pearson's
}

// One rating for each touchpoint, NaN where it is missing.
static List<(double[] Ratings, double Overall)> ReadPassengers(string[] touchpoints)
{
    using var text = File.OpenText(DataFile());
    using var csv = new CsvReader(text, CultureInfo.InvariantCulture);
    csv.Read();
    csv.ReadHeader();
    var passengers = new List<(double[] Ratings, double Overall)>();
    while (csv.Read())
    {
        if (csv.GetField<int>("year") >= 2013 && csv.GetField<double?>("overall") is { } overall)
        {
            passengers.Add((Array.ConvertAll(touchpoints, touchpoint => csv.GetField<double?>(touchpoint) ?? double.NaN), overall));
        }
    }

    return passengers;
}

static string DataFile([CallerFilePath] string here = "") =>
    Path.Combine(Path.GetDirectoryName(here)!, "data", "sfo_airport_survey_2010_2018.csv");

/// <summary>How a strategy judges the passengers.</summary>
internal sealed record Result(IAggregationStrategy Strategy, int Count, double Mean, double Correlation);

/// <summary>1 - sqrt(Σ wᵢ(1 - xᵢ)²): 1 less the distance of the journey from a perfect one, in which every score is 1.</summary>
/// <remarks>It is a mean of Kolmogorov's form, of (1 - x)². Source: distance to the ideal point, Zeleny 1973.</remarks>
internal readonly record struct NearnessToPerfect : ILaneStrategy<NearnessToPerfect>, IDeclaresLaws
{
    public string Name => "nearness-to-perfect";

    public IReadOnlyList<DeclaredLaw> Laws =>
        [Law.Idempotent, Law.Monotone, Law.Internal, Law.Symmetric, Law.WeightSplitting, Law.StronglyDecomposable];

    public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
    {
        var (zero, one) = (TLane.Broadcast(0), TLane.Broadcast(1));
        var squares = LaneSum<TLane>.Of(scores.Length);
        for (var i = 0; i < scores.Length; i++)
        {
            var shortfall = one - scores[i];
            squares.Add(weights[i] * (shortfall * shortfall));
        }

        return TLane.Max(zero, one - TLane.Sqrt(squares.Value));
    }

    public override string ToString() => Name;
}
