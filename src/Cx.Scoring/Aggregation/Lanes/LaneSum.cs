using System.Runtime.CompilerServices;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>A sum from left to right that carries its rounding errors along where it has many terms.</summary>
/// <remarks>
/// <para>For terms whose magnitudes sum to at most 1: products of normalised weights and scores, deviations, or squares.</para>
/// <para>Dekker's fast two-sum (1971) needs the greater operand first. Started at 2, the running sum stays within [1,3] and is always the
/// greater one, so no comparison is needed: three additions a term more than the plain sum, none of them in its chain. The final
/// subtraction of 2 is exact. A term of 0 changes no bit. One rounding is one of 1: a sum that is small beside 1 has fewer digits of its own.</para>
/// </remarks>
/// <typeparam name="TLane">The lane.</typeparam>
public ref struct LaneSum<TLane>
    where TLane : struct, ILane<TLane>
{
    private const double Offset = 2;
    private readonly bool compensates;
    private TLane high;
    private TLane low;

    private LaneSum(bool compensates)
    {
        this.compensates = compensates;
        high = TLane.Broadcast(compensates ? Offset : 0);
        low = TLane.Broadcast(0);
    }

    /// <summary>The sum of no terms yet, as good as one rounding for any number of them.</summary>
    public static LaneSum<TLane> Zero
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(compensates: true);
    }

    /// <summary>The sum so far.</summary>
    public readonly TLane Value
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => compensates ? Whole(high, low) : high;
    }

    /// <summary>The sum of no terms yet, of how many there will be: up to 128 are added plainly, which loses no more than some 1e-15.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static LaneSum<TLane> Of(int terms) => new(compensates: terms > LaneMath.Plain);

    /// <summary>Where the running sum of many terms starts.</summary>
    internal static TLane Start
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => TLane.Broadcast(Offset);
    }

    /// <summary>What a running sum and what it lost to rounding come to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Whole(TLane high, TLane low) => (high - Start) + low;

    /// <summary>What an addition to the running sum loses to rounding.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Lost(TLane high, TLane term, TLane next) => term - (next - high);

    /// <summary>Adds a term.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Add(TLane term)
    {
        var next = high + term;
        if (compensates)
        {
            low += Lost(high, term, next);
        }

        high = next;
    }
}
