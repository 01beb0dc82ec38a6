using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>What becomes of journeys that came as rows, and where it goes.</summary>
/// <param name="Compiled">The model.</param>
/// <param name="Engine">Its engine.</param>
/// <param name="Into">Where the scores go; the means, deviations and minima of profiles stand in the columns Values, Low and High.</param>
/// <param name="Profiles">Whether journeys are profiled and not scored.</param>
internal readonly record struct RowTarget(CompiledModel Compiled, BatchEngine Engine, ScoreMemory Into, bool Profiles)
{
    /// <summary>How many touchpoints the model has.</summary>
    public int Touchpoints => Compiled.Slots.Length;

    /// <summary>Whether it matters in which order a journey was lived; a profile does not look at that.</summary>
    public bool OrderMatters => !Profiles && Compiled.OrderMatters;

    /// <summary>The same from the entry of a journey on.</summary>
    public RowTarget From(int journey) => this with { Into = Into.From(journey) };

    /// <summary>Takes the first journeys of a table.</summary>
    /// <returns>How many cells could not be scored.</returns>
    public long Take(Table table, int journeys) => Profiles
        ? Engine.Profile(table, default, Into.Values, Into.Low, Into.High, 0, journeys)
        : Engine.Score(table, default, Into, 0, journeys);

    /// <summary>Takes journeys as rows.</summary>
    /// <returns>How many rows could not be scored.</returns>
    public long Take(Rows rows) => Profiles
        ? Engine.Profile(rows, Into.Values, Into.Low, Into.High)
        : Engine.Score(rows, Into);
}
