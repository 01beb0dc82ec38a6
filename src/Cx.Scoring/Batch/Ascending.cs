using System.Numerics;
using System.Runtime.InteropServices;

namespace Cx.Scoring.Batch;

/// <summary>Keys that ascend, and what follows from that: a vector is compared with the one that begins one row on.</summary>
internal static class Ascending
{
    private const int Few = 64;

    /// <summary>Whether no key is less than the one before it.</summary>
    public static bool Are<TKey>(ReadOnlySpan<TKey> keys)
        where TKey : unmanaged, INumber<TKey>, IMinMaxValue<TKey> => Count(keys, TKey.MaxValue) == keys.Length;

    /// <summary>Whether a few keys far apart ascend, the last one among them: a look before all are looked at.</summary>
    public static bool MayBe(ReadOnlySpan<int> keys)
    {
        var stride = (keys.Length / Few) + 1;
        for (var row = keys.Length - 1; row >= stride; row -= stride)
        {
            if (keys[row] < keys[row - stride])
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>How many keys there are before the first that is less than the one before it, or greater than allowed.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="most">The greatest that is allowed.</param>
    public static int Count<TKey>(ReadOnlySpan<TKey> keys, TKey most)
        where TKey : unmanaged, INumber<TKey>
    {
        if (keys.IsEmpty || keys[0] > most)
        {
            return 0;
        }

        var next = MemoryMarshal.Cast<TKey, Vector<TKey>>(keys[1..]);
        var here = MemoryMarshal.Cast<TKey, Vector<TKey>>(keys)[..next.Length];
        var (allowed, vector) = (new Vector<TKey>(most), 0);
        while (vector < next.Length && !Vector.GreaterThanAny(here[vector], Vector.Min(next[vector], allowed)))
        {
            vector++;
        }

        var row = Math.Max(1, vector * Vector<TKey>.Count);
        while (row < keys.Length && keys[row - 1] <= keys[row] && keys[row] <= most)
        {
            row++;
        }

        return row;
    }

    /// <summary>Where each run of equal keys begins, and where the last one ends.</summary>
    /// <param name="keys">The keys.</param>
    /// <param name="offsets">Receives the places; one more than there are keys always suffices.</param>
    /// <returns>How many runs there are.</returns>
    public static int Runs(ReadOnlySpan<long> keys, Span<int> offsets)
    {
        if (keys.IsEmpty)
        {
            offsets[0] = 0;
            return 0;
        }

        // Each row writes where the next run would begin: no branch, since where runs end cannot be foreseen.
        var (runs, last) = (0, keys[0]);
        offsets[0] = 0;
        for (var row = 1; row < keys.Length; row++)
        {
            var key = keys[row];
            offsets[runs + 1] = row;
            runs += key == last ? 0 : 1;
            last = key;
        }

        offsets[runs + 1] = keys.Length;
        return runs + 1;
    }

    /// <summary>Whether the touchpoints of each journey ascend, all of them and strictly, so that its order is that of the model.</summary>
    /// <param name="numbers">The journey of each row, ascending.</param>
    /// <param name="touchpoints">The touchpoint of each row.</param>
    public static bool InModelOrder(ReadOnlySpan<int> numbers, ReadOnlySpan<int> touchpoints)
    {
        var inOrder = true;
        for (var row = 1; row < touchpoints.Length; row++)
        {
            inOrder &= numbers[row] > numbers[row - 1] | touchpoints[row] > touchpoints[row - 1];
        }

        return inOrder;
    }
}
