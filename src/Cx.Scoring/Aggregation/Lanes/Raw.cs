using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>What the runtime does not check is made in this file: memory that is pinned, walked through without a look at its bounds, or asked for ahead.</summary>
/// <remarks>Whoever asks a <see cref="Raw{T}"/> or a walk for an entry by its index, or for what stands ahead of one, or a lane to read or write where it is, holds the bounds.</remarks>
internal static unsafe class Raw
{
    /// <summary>What runs while memory is pinned.</summary>
    public delegate TResult Body<T, TState, TResult>(Raw<T> first, Raw<T> second, TState state)
        where T : unmanaged
        where TState : allows ref struct;

    /// <summary>Pins memory of a caller while a body runs, which writes only what was given as a <see cref="Span{T}"/>.</summary>
    public static TResult Pin<T, TState, TResult>(ReadOnlySpan<T> first, ReadOnlySpan<T> second, TState state, Body<T, TState, TResult> body)
        where T : unmanaged
        where TState : allows ref struct
    {
        fixed (T* ofFirst = first, ofSecond = second)
        {
            return body(new(ofFirst, first.Length), new(ofSecond, second.Length), state);
        }
    }

    /// <summary>What stands for a place that is neither read nor written.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T Nowhere<T>() => ref Unsafe.NullRef<T>();

    /// <summary>What stands some entries ahead of another; the caller holds it within bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly T Ahead<T>(ref readonly T now, nint entries) => ref Unsafe.Add(ref Unsafe.AsRef(in now), entries);

    /// <summary>Memory that a handle pins.</summary>
    public static Raw<T> Of<T>(MemoryHandle pinned, int length)
        where T : unmanaged => new((T*)pinned.Pointer, length);
}

/// <summary>The caller's memory while it is pinned, so that several threads can read and write it.</summary>
/// <remarks>A span cannot be handed to another thread; its address can, as long as the call that pinned it waits for them.</remarks>
internal readonly unsafe struct Raw<T>(T* first, int length)
    where T : unmanaged
{
    private readonly T* first = first;

    public int Length { get; } = length;

    public bool IsEmpty => Length == 0;

    public Span<T> Span => new(first, Length);

    /// <summary>One entry; the caller holds the index within bounds.</summary>
    public ref T this[nint index]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref first[index];
    }

    /// <summary>A part, its bounds checked.</summary>
    public Span<T> Slice(int start, int length) => Span.Slice(start, length);

    /// <summary>Whether some memory is in both.</summary>
    public bool Overlaps<TOther>(Raw<TOther> other)
        where TOther : unmanaged => !IsEmpty && !other.IsEmpty && first < (void*)(other.first + other.Length) && other.first < (void*)(first + Length);

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
            var first = (byte*)handle.GetAddressOfArrayData();
            Memory = new((T*)(first + CacheLine.BytesUntil(CacheLine.Bytes, first)), length);
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

/// <summary>Goes through a span, entry by entry; bounds are checked where the walk begins, and not at each entry.</summary>
/// <remarks>
/// Of several side by side one is asked whether it goes on, and the others go along: they begin with at least as many entries, by a slice. Who takes some at a time
/// begins with a multiple of them.
/// </remarks>
internal ref struct Walk<T>
{
    private readonly ref T end;
    private ref T now;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public Walk(Span<T> span)
    {
        now = ref MemoryMarshal.GetReference(span);
        end = ref Unsafe.Add(ref now, span.Length);
    }

    public readonly bool Goes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.IsAddressLessThan(ref now, ref end);
    }

    public readonly ref T Now
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref now;
    }

    /// <summary>An entry ahead of this one; the caller holds it within bounds.</summary>
    public readonly ref T this[nint ahead]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref now, ahead);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Next() => now = ref Unsafe.Add(ref now, 1);
}

/// <summary>The same where nothing is written.</summary>
internal ref struct ReadOnlyWalk<T>
{
    private readonly ref readonly T end;
    private ref readonly T now;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public ReadOnlyWalk(ReadOnlySpan<T> span)
    {
        now = ref MemoryMarshal.GetReference(span);
        end = ref Unsafe.Add(ref Unsafe.AsRef(in now), span.Length);
    }

    public readonly bool Goes
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Unsafe.IsAddressLessThan(in now, in end);
    }

    public readonly ref readonly T Now
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref now;
    }

    /// <summary>An entry ahead of this one; the caller holds it within bounds.</summary>
    public readonly ref readonly T this[nint ahead]
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => ref Unsafe.Add(ref Unsafe.AsRef(in now), ahead);
    }

    /// <summary>Goes on; the caller holds as many entries within bounds.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Next(int count = 1) => now = ref Unsafe.Add(ref Unsafe.AsRef(in now), count);
}

/// <summary>What the cache of the processor is told and asked: it changes how long a batch takes and nothing else.</summary>
internal static unsafe class CacheLine
{
    public const int Bytes = 64;

    /// <summary>How many doubles a line holds.</summary>
    public const int Doubles = Bytes / sizeof(double);

    /// <summary>Asks for memory that is wanted soon: a hint, also beyond the end of an array, and nothing where the processor takes none.</summary>
    /// <param name="now">What is read or written now.</param>
    /// <param name="ahead">How many entries ahead.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch<T>(ref readonly T now, nint ahead)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0((T*)Unsafe.AsPointer(ref Unsafe.AsRef(in now)) + ahead);
        }
    }

    /// <summary>Asks for memory that is wanted later, so much later that the nearest cache would not keep it: for the next one.</summary>
    /// <param name="now">What is read now.</param>
    /// <param name="ahead">How many entries ahead.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void PrefetchFar<T>(ref readonly T now, nint ahead)
        where T : unmanaged
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch1((T*)Unsafe.AsPointer(ref Unsafe.AsRef(in now)) + ahead);
        }
    }

    /// <summary>Scratch memory from where a lane of vectors does not cross a line; it is at most one lane shorter.</summary>
    /// <remarks>
    /// The stack is aligned for two doubles only. A vector that crosses a line cannot be read back before it has reached the cache, and code that
    /// sorts in scratch memory reads back at once. Not inlined: the methods that ask have just room for a formula.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Span<T> Aligned<T>(Span<T> scratch)
        where T : unmanaged
    {
        var skipped = BytesUntil(Unsafe.SizeOf<T>(), Unsafe.AsPointer(ref MemoryMarshal.GetReference(scratch)));
        return MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref MemoryMarshal.GetReference(scratch), skipped), scratch[1..].Length);
    }

    /// <summary>How many numbers stand before the one from which on no lane lies in two lines, where they lie now.</summary>
    /// <param name="now">The first of them.</param>
    /// <param name="lane">How many a lane holds: a power of two, at most as many as a line.</param>
    public static int Until(ref readonly double now, int lane) =>
        BytesUntil(lane * sizeof(double), Unsafe.AsPointer(ref Unsafe.AsRef(in now))) / sizeof(double);

    /// <summary>How many bytes into an array its first whole line begins, where the array lies now.</summary>
    public static int Offset(byte[] array) => BytesUntil(Bytes, Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array)));

    /// <summary>How many bytes stand before the next multiple of a power of two.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int BytesUntil(int power, void* address) => (int)(-(nint)address & (power - 1));
}
