using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cx.Scoring.Benchmarks.Peers;

/// <summary>The files that we and the rivals read: raw columns in the machine's own, little-endian, form; the ending names the type of a number.</summary>
/// <remarks>
/// Values lie anywhere on a scale of 1 to 5, weights on 1 to 3. The rows hold each touchpoint of a journey at most once, ten of twelve on
/// average; the shuffled rows are the same rows in another order.
/// </remarks>
internal sealed class PeerFiles(string folder)
{
    /// <summary>The touchpoints of the dense table.</summary>
    public const int DenseTouchpoints = 10;

    /// <summary>The touchpoints of the rows.</summary>
    public const int RowTouchpoints = 12;

    private const int Seed = 20_240_607;
    private const double Presence = (DenseTouchpoints - 1.0) / (RowTouchpoints - 1);

    /// <summary>The weights of the touchpoints in the model.</summary>
    public const string Weights = "weights.f64";

    /// <summary>The dense values, one touchpoint after the other.</summary>
    public const string Dense = "dense.f64";

    /// <summary>Where the rows of each journey begin, and the number of all rows.</summary>
    public const string Offsets = "rows-offset.i32";

    /// <summary>The journey of each row, from 0: sorted.</summary>
    public const string Journeys = "rows-journey.i32";

    /// <summary>The touchpoint of each row, from 0.</summary>
    public const string Touchpoints = "rows-touchpoint.i32";

    /// <summary>The value of each row.</summary>
    public const string Values = "rows-value.f64";

    /// <summary>The own weight of each row.</summary>
    public const string OwnWeights = "rows-weight.f64";

    /// <summary>The journey of each shuffled row, from 0.</summary>
    public const string ShuffledJourneys = "shuffled-journey.i32";

    /// <summary>The same journey under an arbitrary key.</summary>
    public const string ShuffledIds = "shuffled-journey.i64";

    /// <summary>The touchpoint of each shuffled row.</summary>
    public const string ShuffledTouchpoints = "shuffled-touchpoint.i32";

    /// <summary>The value of each shuffled row.</summary>
    public const string ShuffledValues = "shuffled-value.f64";

    /// <summary>A column.</summary>
    public T[] Read<T>(string name)
        where T : unmanaged
    {
        using var file = File.OpenRead(Path.Combine(folder, name));
        var column = new T[file.Length / Unsafe.SizeOf<T>()];
        file.ReadExactly(MemoryMarshal.AsBytes(column.AsSpan()));
        return column;
    }

    /// <summary>Writes a column.</summary>
    public void Write<T>(string name, ReadOnlySpan<T> column)
        where T : unmanaged => File.WriteAllBytes(Path.Combine(folder, name), MemoryMarshal.AsBytes(column));

    /// <summary>Draws all files from one seed.</summary>
    public void Generate(int journeys)
    {
        Directory.CreateDirectory(folder);
        var random = new Random(Seed);
        Write<double>(Weights, Draw(RowTouchpoints, () => random.Next(1, 4)));
        Write<double>(Dense, Draw(DenseTouchpoints * journeys, () => Value(random)));

        var (offsets, keys, touchpoints) = (new int[journeys + 1], new List<int>(), new List<int>());
        for (var journey = 0; journey < journeys; journey++)
        {
            var kept = random.Next(RowTouchpoints); // So that no journey is empty: numpy's reduceat has no answer for that.
            for (var touchpoint = 0; touchpoint < RowTouchpoints; touchpoint++)
            {
                if (touchpoint == kept || random.NextDouble() < Presence)
                {
                    keys.Add(journey);
                    touchpoints.Add(touchpoint);
                }
            }

            offsets[journey + 1] = keys.Count;
        }

        var values = Draw(keys.Count, () => Value(random));
        Write<int>(Offsets, offsets);
        Write<int>(Journeys, CollectionsMarshal.AsSpan(keys));
        Write<int>(Touchpoints, CollectionsMarshal.AsSpan(touchpoints));
        Write<double>(Values, values);
        Write<double>(OwnWeights, Draw(keys.Count, () => 1 + (2 * random.NextDouble())));

        var order = new int[keys.Count];
        for (var row = 0; row < order.Length; row++)
        {
            order[row] = row;
        }

        random.Shuffle(order);
        var shuffled = Array.ConvertAll(order, row => keys[row]);
        Write<int>(ShuffledJourneys, shuffled);
        Write<long>(ShuffledIds, Array.ConvertAll(shuffled, Id));
        Write<int>(ShuffledTouchpoints, Array.ConvertAll(order, row => touchpoints[row]));
        Write<double>(ShuffledValues, Array.ConvertAll(order, row => values[row]));
    }

    private static double Value(Random random) => 1 + (4 * random.NextDouble());

    private static double[] Draw(int count, Func<double> draw)
    {
        var drawn = new double[count];
        for (var i = 0; i < count; i++)
        {
            drawn[i] = draw();
        }

        return drawn;
    }

    // Steele, Lea and Flood 2014, SplitMix64: a permutation of all 64-bit numbers, so that no two journeys share a key.
    private static long Id(int journey)
    {
        var bits = unchecked((ulong)(journey + 1) * 0x9E3779B97F4A7C15);
        bits = unchecked((bits ^ (bits >> 30)) * 0xBF58476D1CE4E5B9);
        bits = unchecked((bits ^ (bits >> 27)) * 0x94D049BB133111EB);
        return unchecked((long)(bits ^ (bits >> 31)));
    }
}
