namespace Cx.Scoring.Batch;

/// <summary>Rows with the numbers of their journeys: a part is a range of numbers.</summary>
internal readonly struct NumberedRows(Raw<int> numbers, RowMemory rows, int journeys, int shift) : IPartitioned<Row>
{
    private readonly Raw<int> numbers = numbers;
    private readonly RowMemory rows = rows;

    public int Count => numbers.Length;

    public int PartOf(int row) => numbers[row] is var number && (uint)number < (uint)journeys ? number >> shift : -1;

    public Row ItemOf(int row) => new(numbers[row], rows.Touchpoints[row], rows.Values[row], rows.Weights.IsEmpty ? 1 : rows.Weights[row]);
}
