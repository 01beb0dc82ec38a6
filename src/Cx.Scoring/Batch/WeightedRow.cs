namespace Cx.Scoring.Batch;

/// <summary>A row with a weight of its own.</summary>
internal readonly record struct WeightedRow(int Journey, int Touchpoint, double Value, double Weight) : IRow<WeightedRow>
{
    public static WeightedRow Of(int journey, RowMemory rows, int row) => new(journey, rows.Touchpoints[row], rows.Values[row], rows.Weights[row]);

    public WeightedRow Of(int journey) => this with { Journey = journey };
}
