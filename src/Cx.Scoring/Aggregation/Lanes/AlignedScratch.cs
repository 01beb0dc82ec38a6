using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>Pooled memory that begins where a line of the cache does; it is given back on dispose.</summary>
internal readonly ref struct AlignedScratch<T>
    where T : unmanaged
{
    private readonly byte[]? rented;

    public AlignedScratch(int length)
    {
        if (length == 0)
        {
            return;
        }

        var bytes = checked(length * Size);
        rented = ArrayPool<byte>.Shared.Rent(bytes + CacheLine.Bytes);

        // Should the array be moved the lines are split, and nothing else happens.
        Span = MemoryMarshal.Cast<byte, T>(rented.AsSpan(CacheLine.Offset(rented), bytes));
    }

    public Span<T> Span { get; }

    private static int Size => Unsafe.SizeOf<T>();

    public void Dispose()
    {
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }
    }
}
