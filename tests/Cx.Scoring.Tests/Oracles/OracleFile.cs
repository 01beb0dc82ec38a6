using System.Globalization;
using System.Text.Json.Nodes;
using CsvHelper;
using Cx.Scoring.Tests.Conventions;

namespace Cx.Scoring.Tests.Oracles;

/// <summary>The files of numbers that others computed; data/README.md says where each comes from.</summary>
internal static class OracleFile
{
    private const string Folder = "tests/Cx.Scoring.Tests/Oracles/data/";

    public static JsonObject Json(string file) => JsonNode.Parse(Repository.Read(Folder + file))!.AsObject();

    /// <summary>The rows of a table, each cell by the name of its column.</summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, string>> Csv(string file)
    {
        using var csv = new CsvReader(File.OpenText(Repository.PathOf(Folder + file)), CultureInfo.InvariantCulture);
        csv.Read();
        csv.ReadHeader();
        var rows = new List<IReadOnlyDictionary<string, string>>();
        while (csv.Read())
        {
            rows.Add(csv.HeaderRecord!.ToDictionary(column => column, column => csv.GetField(column)!));
        }

        return rows;
    }

    public static double Number(string cell) => double.Parse(cell, CultureInfo.InvariantCulture);

    public static double[] Numbers(string cell) => Array.ConvertAll(cell.Split(';'), Number);

    public static double Number(this JsonNode node, string property) => node[property]!.GetValue<double>();

    public static double[] Numbers(this JsonNode node, string property) => [.. node[property]!.AsArray().Select(number => number!.GetValue<double>())];
}
