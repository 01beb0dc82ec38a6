using System.Runtime.CompilerServices;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>A sum from left to right that carries its rounding errors along: as good as one rounding, for any number of terms.</summary>
/// <remarks>
/// <para>For terms whose magnitudes sum to at most 1: products of normalised weights and scores, deviations, or squares.</para>
/// <para>Dekker's fast two-sum (1971) needs the greater operand first. Started at 2, the running sum stays within [1,3] and is always the
/// greater one, so no comparison is needed: three additions a term more than the plain sum, none of them in its chain. The final
/// subtraction of 2 is exact. A term of 0 changes no bit.</para>
/// </remarks>
/// <typeparam name="TLane">The lane.</typeparam>
public ref struct LaneSum<TLane>
    where TLane : struct, ILane<TLane>
{
    private const double Offset = 2;
    private TLane high;
    private TLane low;

    /// <summary>The sum of no terms.</summary>
    public static LaneSum<TLane> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new() { high = TLane.Broadcast(Offset), low = TLane.Broadcast(0) };
    }

    /// <summary>The sum so far.</summary>
    public readonly TLane Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (high - TLane.Broadcast(Offset)) + low;
    }

    /// <summary>Adds a term.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TLane term)
    {
        var next = high + term;
        low += term - (next - high);
        high = next;
    }
}
