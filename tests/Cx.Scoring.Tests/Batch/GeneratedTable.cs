using Cx.Scoring.Batch;

namespace Cx.Scoring.Tests.Batch;

/// <summary>Journeys with at most one value a touchpoint, as a table and one by one.</summary>
internal sealed class GeneratedTable
{
    private readonly Touchpoint[] touchpoints;

    /// <summary>Journeys under a model; every value is on its scale.</summary>
    /// <param name="model">The model.</param>
    /// <param name="journeys">How many journeys.</param>
    /// <param name="missing">The share of cells that are missing.</param>
    /// <param name="seed">For the values.</param>
    public GeneratedTable(ScoringModel model, int journeys, double missing, int seed)
    {
        touchpoints = [.. Flat(model.Steps)];
        var random = new Random(seed);
        Journeys = [.. Enumerable.Range(0, journeys).Select(_ => touchpoints.Select(touchpoint => random.NextDouble() < missing ? double.NaN : On(touchpoint.Scale, random)).ToArray())];
    }

    /// <summary>Each journey's values in model order, NaN where missing.</summary>
    public double[][] Journeys { get; }

    /// <summary>The cells of all journeys.</summary>
    public double[] Cells(CellOrder order) => Cells(Journeys, order);

    /// <summary>The columns of the touchpoints.</summary>
    public ReadOnlyMemory<double>[] Columns() => [.. Enumerable.Range(0, touchpoints.Length).Select(i => (ReadOnlyMemory<double>)Journeys.Select(values => values[i]).ToArray())];

    /// <summary>A journey on its own.</summary>
    public Journey Journey(int index) => new(
        $"journey {index}", touchpoints.Zip(Journeys[index]).Where(pair => !double.IsNaN(pair.Second)).Select(pair => new MicroExperience(pair.First.Id, pair.Second)));

    /// <summary>Numbers for each cell, in either order.</summary>
    public static double[] Cells(double[][] journeys, CellOrder order) => order is CellOrder.JourneyMajor
        ? [.. journeys.SelectMany(values => values)]
        : [.. Enumerable.Range(0, journeys.Length == 0 ? 0 : journeys[0].Length).SelectMany(i => journeys.Select(values => values[i]))];

    /// <summary>The touchpoints of a model in its order.</summary>
    public static IEnumerable<Touchpoint> Flat(IEnumerable<Step> steps) =>
        steps.SelectMany(step => step is Stage stage ? Flat(stage.Steps) : [(Touchpoint)step]);

    /// <summary>A value on a scale, often at an end.</summary>
    public static double On(Scale scale, Random random) => random.Next(4) switch
    {
        0 => scale.Worst,
        1 => scale.Best,
        _ => Math.Clamp(scale.Worst + (random.NextDouble() * (scale.Best - scale.Worst)), Math.Min(scale.Worst, scale.Best), Math.Max(scale.Worst, scale.Best)),
    };
}
