namespace Cx.Scoring.Batch;

/// <summary>Numbers journeys in the order in which their keys first occur.</summary>
internal static class JourneyNumbers
{
    /// <summary>Numbers the journeys of names.</summary>
    public static int Of(ReadOnlySpan<string> keys, Span<int> numbers, Span<string> journeys)
    {
        using var names = new JourneyNames<Names>(new(keys), keys.Length);
        for (var row = 0; row < keys.Length; row++)
        {
            numbers[row] = names.NumberOf(row);
        }

        Shapes.RequireRoom(journeys.Length, names.Count, nameof(journeys), nameof(journeys));
        for (var number = 0; number < names.Count; number++)
        {
            journeys[number] = keys[names.Firsts[number]];
        }

        return names.Count;
    }

    private readonly ref struct Names(ReadOnlySpan<string> keys) : IKeyedRows
    {
        private readonly ReadOnlySpan<string> keys = keys;

        public int HashOf(int row) => keys[row].GetHashCode(StringComparison.Ordinal);

        public bool AreEqual(int row, int other) => string.Equals(keys[row], keys[other], StringComparison.Ordinal);
    }
}
