using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Batch;

/// <summary>Rows in any order, brought together by parts of their journeys: each part fits the cache, and keeps the order of its rows.</summary>
/// <remarks>
/// A stable counting sort by part. Rows are copied once, in long runs; what is left to sort lies in the cache. Several threads take
/// portions of the rows, and the rows of a portion go before those of the next, so that their number changes nothing.
/// </remarks>
internal readonly ref struct Partition<TItem>
    where TItem : unmanaged
{
    private readonly TItem[] items;
    private readonly int[] starts;

    // How many rows of a part go ahead of what memory is asked for: the next line. There are more parts than the processor watches.
    private static int Ahead => (CacheLine.Bytes / Unsafe.SizeOf<TItem>()) + 1;

    private Partition(int count, int parts) => (items, starts, Parts) = (ArrayPool<TItem>.Shared.Rent(count), ArrayPool<int>.Shared.Rent(parts + 1), parts);

    /// <summary>How many parts there are.</summary>
    public int Parts { get; }

    /// <summary>How many rows belong to a part.</summary>
    public int Count => starts[Parts];

    /// <summary>The rows, part after part, and where each part begins.</summary>
    public PartitionedRows<TItem> Rows => new(items, starts, Parts);

    /// <summary>Brings rows together.</summary>
    /// <param name="source">The rows.</param>
    /// <param name="parts">How many parts there are.</param>
    /// <param name="threads">On how many threads.</param>
    public static Partition<TItem> Of<TSource>(TSource source, int parts, int threads)
        where TSource : struct, IPartitioned<TItem>
    {
        var partition = new Partition<TItem>(source.Count, parts);
        var portions = Math.Clamp(source.Count / Partition.RowsOfPart, 1, threads);
        var places = ArrayPool<int>.Shared.Rent(portions * parts);
        places.AsSpan(0, portions * parts).Clear();
        Work.Run(portions, threads, (source, places, parts, portions), static (portion, call) =>
        {
            var (first, end) = (First(portion, call.source.Count, call.portions), First(portion + 1, call.source.Count, call.portions));
            CountParts(call.source, first, end, call.places.AsSpan(portion * call.parts, call.parts));
            return 0;
        });
        partition.Begin(places, portions);
        Work.Run(portions, threads, (source, places, partition.items, parts, portions), static (portion, call) =>
        {
            var (first, end) = (First(portion, call.source.Count, call.portions), First(portion + 1, call.source.Count, call.portions));
            Move(call.source, first, end, call.places.AsSpan(portion * call.parts, call.parts), call.items);
            return 0;
        });
        ArrayPool<int>.Shared.Return(places);
        return partition;
    }

    public void Dispose()
    {
        ArrayPool<TItem>.Shared.Return(items);
        ArrayPool<int>.Shared.Return(starts);
    }

    // The two loops over all rows are compiled by themselves: within their callers they would find no room.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void CountParts<TSource>(TSource source, int first, int end, Span<int> counts)
        where TSource : struct, IPartitioned<TItem>
    {
        for (var row = first; row < end; row++)
        {
            var part = source.PartOf(row);
            if (part >= 0)
            {
                counts[part]++;
            }
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Move<TSource>(TSource source, int first, int end, Span<int> places, TItem[] items)
        where TSource : struct, IPartitioned<TItem>
    {
        for (var row = first; row < end; row++)
        {
            var part = source.PartOf(row);
            if (part >= 0)
            {
                ref var item = ref items[places[part]++];
                CacheLine.Prefetch(in item, Ahead);
                item = source.ItemOf(row);
            }
        }
    }

    private static int First(int portion, int count, int portions) => (int)((long)count * portion / portions);

    // From counts to places: part after part, and within a part portion after portion.
    private void Begin(Span<int> places, int portions)
    {
        var next = 0;
        for (var part = 0; part < Parts; part++)
        {
            starts[part] = next;
            for (var portion = 0; portion < portions; portion++)
            {
                ref var place = ref places[(portion * Parts) + part];
                (place, next) = (next, next + place);
            }
        }

        starts[Parts] = next;
    }
}

/// <summary>How rows are best divided.</summary>
internal static class Partition
{
    /// <summary>Rows of a part, so that they and what is made of them stay in the cache of one core.</summary>
    public const int RowsOfPart = 16_384;

    // Cells of the table that a part becomes.
    private const int CellsOfPart = 32 * 1024;

    private const int MostParts = 1024;

    /// <summary>How many parts rows are best brought into, as a power of two.</summary>
    public static int BitsFor(int rows) => Bits(rows / RowsOfPart);

    /// <summary>How many parts the tables that rows become are best brought into, as a power of two.</summary>
    public static int BitsForCells(long cells) => Bits(cells / CellsOfPart);

    private static int Bits(long parts) => BitOperations.Log2(BitOperations.RoundUpToPowerOf2((uint)Math.Clamp(parts, 1, MostParts)));
}
