using System.Buffers;

namespace Cx.Scoring.Batch;

/// <summary>The caller's memory while it is pinned, so that several threads can read and write it. What is unsafe is in this file and in CacheLine.</summary>
/// <remarks>A span cannot be handed to another thread; its address can, as long as the call that pinned it waits for them.</remarks>
internal readonly unsafe struct Raw<T>(T* first, int length)
    where T : unmanaged
{
    private readonly T* first = first;

    public int Length { get; } = length;

    public bool IsEmpty => Length == 0;

    public Span<T> Span => new(first, Length);

    /// <summary>One entry; the caller holds the index within bounds.</summary>
    public ref T this[int index] => ref first[index];

    /// <summary>A part, its bounds checked.</summary>
    public Span<T> Slice(int start, int length) => Span.Slice(start, length);
}

/// <summary>Pins the memory of a call.</summary>
internal static unsafe class Raw
{
    /// <summary>What runs while the memory is pinned.</summary>
    public delegate BatchReport Body<TState>(Raw<double> values, Raw<double> weights, ScoreMemory into, TState state);

    /// <summary>Pins what a batch reads and writes while a body runs.</summary>
    public static BatchReport Pin<TState>(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, BatchScores into, TState state, Body<TState> body)
    {
        fixed (double* ofValues = values, ofWeights = weights, scores = into.Values, low = into.Low, high = into.High, coverage = into.Coverage)
        fixed (int* weakest = into.Weakest)
        {
            var memory = new ScoreMemory
            {
                Values = new(scores, into.Values.Length),
                Low = new(low, into.Low.Length),
                High = new(high, into.High.Length),
                Coverage = new(coverage, into.Coverage.Length),
                Weakest = new(weakest, into.Weakest.Length),
            };
            return body(new(ofValues, values.Length), new(ofWeights, weights.Length), memory, state);
        }
    }

    /// <summary>Pins keys and numbers while journeys are numbered.</summary>
    public static int Number(ReadOnlySpan<long> keys, Span<int> numbers, Span<long> journeys, int threads)
    {
        fixed (long* ofKeys = keys)
        fixed (int* ofNumbers = numbers)
        {
            return JourneyNumbers.Of(new(ofKeys, keys.Length), new Raw<int>(ofNumbers, numbers.Length), journeys, threads);
        }
    }

    /// <summary>What runs while rows are pinned.</summary>
    public delegate BatchReport RowBody<TKey, TState>(Raw<TKey> keys, RowMemory rows, ScoreMemory into, TState state)
        where TKey : unmanaged;

    /// <summary>Pins rows and what is made of them while a body runs.</summary>
    public static BatchReport Pin<TKey, TState>(ReadOnlySpan<TKey> keys, Rows rows, BatchScores into, TState state, RowBody<TKey, TState> body)
        where TKey : unmanaged
    {
        fixed (TKey* ofKeys = keys)
        fixed (int* ofTouchpoints = rows.Touchpoints)
        {
            var (first, touchpoints) = (new Raw<TKey>(ofKeys, keys.Length), new Raw<int>(ofTouchpoints, rows.Touchpoints.Length));
            return Pin(rows.Values, rows.Weights, into, (first, touchpoints, state, body), static (values, weights, memory, call) =>
                call.body(call.first, new() { Touchpoints = call.touchpoints, Values = values, Weights = weights }, memory, call.state));
        }
    }
}

/// <summary>Columns that stand apart, pinned until they are disposed of.</summary>
internal readonly unsafe ref struct PinnedColumns
{
    private readonly int count;
    private readonly MemoryHandle[]? handles;

    public PinnedColumns(ReadOnlySpan<ReadOnlyMemory<double>> columns)
    {
        count = columns.Length;
        if (count == 0)
        {
            return;
        }

        handles = ArrayPool<MemoryHandle>.Shared.Rent(count);
        Columns = ArrayPool<Raw<double>>.Shared.Rent(count);
        for (var i = 0; i < count; i++)
        {
            handles[i] = columns[i].Pin();
            Columns[i] = new((double*)handles[i].Pointer, columns[i].Length);
        }
    }

    /// <summary>The columns; null where there are none.</summary>
    public Raw<double>[]? Columns { get; }

    public void Dispose()
    {
        if (handles is null)
        {
            return;
        }

        foreach (ref var handle in handles.AsSpan(0, count))
        {
            handle.Dispose();
        }

        ArrayPool<MemoryHandle>.Shared.Return(handles);
        ArrayPool<Raw<double>>.Shared.Return(Columns!);
    }
}
