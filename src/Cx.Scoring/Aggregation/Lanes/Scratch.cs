using System.Buffers;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>Scratch memory of a call: the caller's stack where it suffices, else rented, and given back on dispose.</summary>
internal readonly ref struct Scratch<T>
{
    private readonly int length;
    private readonly T[]? rented;

    public Scratch(int length, int onStack) => (this.length, rented) = (length, length > onStack ? ArrayPool<T>.Shared.Rent(length) : null);

    public Span<T> Over(Span<T> stack) => (rented ?? stack)[..length];

    public void Dispose()
    {
        if (rented is not null)
        {
            ArrayPool<T>.Shared.Return(rented);
        }
    }
}
