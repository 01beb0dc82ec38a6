using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics.X86;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>What the cache of the processor is told and asked: it changes how long a batch takes and nothing else.</summary>
internal static unsafe class CacheLine
{
    public const int Bytes = 64;

    /// <summary>Asks for memory that is read soon: a hint, also beyond the end of an array, and nothing where the processor takes none.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Prefetch(ref readonly double soon)
    {
        if (Sse.IsSupported)
        {
            Sse.Prefetch0(Unsafe.AsPointer(ref Unsafe.AsRef(in soon)));
        }
    }

    /// <summary>How many bytes into an array its first whole line begins, where the array lies now.</summary>
    public static int Offset(byte[] array) => (int)(-(nint)Unsafe.AsPointer(ref MemoryMarshal.GetArrayDataReference(array)) & (Bytes - 1));
}
