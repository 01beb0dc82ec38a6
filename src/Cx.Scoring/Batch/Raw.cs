using System.Buffers;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;

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
    public ref T this[nint index] => ref first[index];

    /// <summary>A part, its bounds checked.</summary>
    public Span<T> Slice(int start, int length) => Span.Slice(start, length);

    /// <summary>The first entries.</summary>
    public Raw<T> First(int count)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)count, (uint)Length);
        return new(first, count);
    }

    /// <summary>What begins at an entry; nothing where there is nothing.</summary>
    public Raw<T> From(int start)
    {
        if (IsEmpty)
        {
            return this;
        }

        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)start, (uint)Length);
        return new(first + start, Length - start);
    }
}

/// <summary>Pooled memory that stays where it is, so that it can stand where the caller's does; it is given back on dispose.</summary>
/// <typeparam name="T">Numbers of which some fill a line of the cache: it begins where a line does.</typeparam>
internal readonly unsafe ref struct PinnedScratch<T>
    where T : unmanaged
{
    private readonly T[]? rented;
    private readonly PinnedGCHandle<T[]> handle;

    public PinnedScratch(int length)
    {
        if (length > 0)
        {
            rented = ArrayPool<T>.Shared.Rent(length + (CacheLine.Bytes / sizeof(T)));
            handle = new(rented);
            var first = (nint)handle.GetAddressOfArrayData();
            Memory = new((T*)(first + (-first & (CacheLine.Bytes - 1))), length);
        }
    }

    public Raw<T> Memory { get; }

    public void Dispose()
    {
        if (rented is not null)
        {
            handle.Dispose();
            ArrayPool<T>.Shared.Return(rented);
        }
    }
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

    /// <summary>What runs while rows are pinned.</summary>
    public delegate BatchReport RowBody<TKey, TState>(Raw<TKey> keys, Raw<TKey> found, RowMemory rows, ScoreMemory into, TState state)
        where TKey : unmanaged;

    /// <summary>Pins rows and what is made of them while a body runs.</summary>
    public static BatchReport Pin<TKey, TState>(ReadOnlySpan<TKey> keys, Span<TKey> found, Rows rows, BatchScores into, TState state, RowBody<TKey, TState> body)
        where TKey : unmanaged
    {
        fixed (TKey* ofKeys = keys, ofFound = found)
        fixed (int* ofTouchpoints = rows.Touchpoints)
        {
            var call = new RowCall<TKey, TState>(new(ofKeys, keys.Length), new(ofFound, found.Length), new(ofTouchpoints, rows.Touchpoints.Length), state, body);
            return Pin(rows.Values, rows.Weights, into, call, static (values, weights, memory, call) =>
                call.Body(call.Keys, call.Found, new() { Touchpoints = call.Touchpoints, Values = values, Weights = weights }, memory, call.State));
        }
    }

    private readonly record struct RowCall<TKey, TState>(Raw<TKey> Keys, Raw<TKey> Found, Raw<int> Touchpoints, TState State, RowBody<TKey, TState> Body)
        where TKey : unmanaged;
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
