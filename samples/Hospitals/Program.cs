using System.Globalization;
using Cx.Scoring.Samples.Hospitals;
using Spectre.Console;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
AnsiConsole.Profile.Width = 100;

using var text = File.OpenText(Path.Combine(AppContext.BaseDirectory, "cms_hcahps_vbp_fy2024.csv"));
var file = HospitalFile.Read(text);
var scores = new HospitalScores(file.Dimensions);

var published = file.Hospitals.Where(hospital => hospital.ConsistencyScore is not null).ToArray();
var byWeakestLink = Array.ConvertAll(published, scores.WeakestLink);
var byMean = Array.ConvertAll(published, scores.Mean);

var consistency = published.Zip(byWeakestLink).Count(pair => HospitalScores.ConsistencyPoints(pair.Second) == pair.First.ConsistencyScore);
var basic = published.Count(hospital => HospitalScores.BasePoints(hospital) == hospital.BaseScore);
AnsiConsole.WriteLine($"""
    {file.Hospitals.Count} hospitals, {file.Hospitals.Count - published.Length} of them without a published score and not scored
    consistency points reproduced: {consistency} of {published.Length}
    base points reproduced: {basic} of {published.Length}

    Which dimension of patient experience is the weakest link?
    """);

var weakest = new Table().AddColumns("dimension", "hospitals");
var belowBest = byWeakestLink.Where(score => score.Value < 1).ToArray();
foreach (var (dimension, count) in belowBest.CountBy(score => score.Weakest!).OrderByDescending(pair => pair.Value))
{
    weakest.AddRow(dimension, $"{count,9}");
}

weakest.AddRow("none: all reach the threshold", $"{published.Length - belowBest.Length,9}");
AnsiConsole.Write(weakest);

var tied = belowBest.Count(score => score.Touchpoints.Count(dimension => dimension.Score == score.Value) > 1);
AnsiConsole.WriteLine($"""
    {tied} hospitals have several dimensions at the floor; the first of them is counted.

    Whose rank changes most from the mean of the eight to the weakest link?
    """);

var meanRanks = HospitalScores.Ranks(Array.ConvertAll(byMean, score => score.Value!.Value));
var weakestLinkRanks = HospitalScores.Ranks(Array.ConvertAll(byWeakestLink, score => score.Value!.Value));
var movers = Enumerable.Range(0, published.Length)
    .OrderByDescending(i => Math.Abs(meanRanks[i] - weakestLinkRanks[i]))
    .Take(10);

var ranks = new Table().AddColumns("hospital", "state", "rank by mean", "rank by weakest link", "weakest link");
foreach (var i in movers)
{
    ranks.AddRow(published[i].FacilityId, published[i].State, $"{meanRanks[i],12}", $"{weakestLinkRanks[i],20}", $"{byWeakestLink[i].Weakest}");
}

AnsiConsole.Write(ranks);
return consistency == published.Length && basic == published.Length ? 0 : 1;
