using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Batch;

/// <summary>Rows with the numbers of their journeys: a part is a range of numbers.</summary>
internal readonly struct NumberedRows<TRow>(Raw<int> numbers, RowMemory rows, int journeys, int shift) : IPartitioned<TRow>
    where TRow : struct, IRow<TRow>
{
    private readonly Raw<int> numbers = numbers;
    private readonly RowMemory rows = rows;

    public int Count => numbers.Length;

    public int PartOf(int row) => numbers[row] is var number && (uint)number < (uint)journeys ? number >> shift : -1;

    public TRow ItemOf(int row) => TRow.Of(numbers[row], rows, row);
}
