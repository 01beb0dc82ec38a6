using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>Brings the scores of a group into the order in which they were lived.</summary>
internal static class LivedOrder
{
    private const int OnStack = 64;

    /// <summary>Sorts scores and weights by position; what was not lived, at position -1, follows its model predecessor.</summary>
    public static void Sort(ReadOnlySpan<int> positions, Span<double> scores, Span<double> weights)
    {
        var count = positions.Length;
        using var rentedKeys = new Scratch<long>(count, OnStack);
        using var rentedCopy = new Scratch<double>(count, OnStack);
        var keys = rentedKeys.Over(stackalloc long[OnStack]);
        var copy = rentedCopy.Over(stackalloc double[OnStack]);

        // A key holds the position and, for ties and to be found again, the place.
        var position = 0L;
        for (var i = 0; i < count; i++)
        {
            position = positions[i] >= 0 ? positions[i] + 1 : position;
            keys[i] = (position * count) + i;
        }

        keys.Sort();
        Permute(scores, copy, keys);
        Permute(weights, copy, keys);
    }

    private static void Permute(Span<double> items, Span<double> copy, ReadOnlySpan<long> keys)
    {
        items.CopyTo(copy);
        for (var i = 0; i < items.Length; i++)
        {
            items[i] = copy[(int)(keys[i] % items.Length)];
        }
    }
}
