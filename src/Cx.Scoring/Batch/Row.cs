namespace Cx.Scoring.Batch;

/// <summary>A row where all weights are 1: a third less to move.</summary>
internal readonly record struct Row(int Journey, int Touchpoint, double Value) : IRow<Row>
{
    public double Weight => 1;

    public static Row Of(int journey, RowMemory rows, int row) => new(journey, rows.Touchpoints[row], rows.Values[row]);

    public Row Of(int journey) => this with { Journey = journey };
}
