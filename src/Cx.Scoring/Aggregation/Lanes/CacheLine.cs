using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Cx.Scoring.Aggregation.Lanes;

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
    public static void Prefetch<T>(ref readonly T now, int ahead)
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
    public static void PrefetchFar<T>(ref readonly T now, int ahead)
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
    /// sorts in scratch memory reads back at once.
    /// </remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Aligned<T>(Span<T> scratch)
        where T : unmanaged
    {
        var skipped = BytesUntil(Unsafe.SizeOf<T>(), Unsafe.AsPointer(ref MemoryMarshal.GetReference(scratch)));
        return MemoryMarshal.CreateSpan(ref Unsafe.AddByteOffset(ref MemoryMarshal.GetReference(scratch), skipped), scratch.Length - 1);
    }

    /// <summary>How many numbers stand before the one from which on no lane lies in two lines, where they lie now.</summary>
    /// <param name="now">The first of them.</param>
    /// <param name="lane">How many a lane holds: a power of two, at most as many as a line.</param>
    public static int Until(ref readonly double now, int lane) =>
        BytesUntil(lane * sizeof(double), Unsafe.AsPointer(ref Unsafe.AsRef(in now))) / sizeof(double);

    /// <summary>How many bytes into an array its first whole line begins, where the array lies now.</summary>
    public static int Offset(byte[] array) => BytesUntil(Bytes, Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array)));

    // How many bytes stand before the next multiple of a power of two.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int BytesUntil(int power, void* address) => (int)(-(nint)address & (power - 1));
}
