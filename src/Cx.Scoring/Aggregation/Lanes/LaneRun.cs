using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>A run of neighbouring journeys on its way from a column to tiles: bounds are checked once, and not for each lane.</summary>
internal ref struct LaneRun<TLane>
    where TLane : struct, IEngineLane<TLane>
{
    private readonly ref double end;
    private readonly int stride;
    private ref double source;
    private ref TLane target;
    private TLane least;
    private TLane greatest;
    private TLane sum;

    /// <summary>Begins a run.</summary>
    /// <param name="values">The numbers of the journeys, as many as fill lanes.</param>
    /// <param name="scores">Receives a lane for each, the first at the beginning.</param>
    /// <param name="stride">How far on the next lane goes.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public LaneRun(ReadOnlySpan<double> values, Span<TLane> scores, int stride)
    {
        var lanes = values.Length / TLane.Count;
        if (lanes > 0)
        {
            _ = scores[(lanes - 1) * stride];
        }

        this.stride = stride;
        source = ref MemoryMarshal.GetReference(values);
        end = ref Unsafe.Add(ref source, lanes * TLane.Count);
        target = ref MemoryMarshal.GetReference(scores);
        (least, greatest, sum) = (TLane.Broadcast(double.PositiveInfinity), TLane.Broadcast(double.NegativeInfinity), TLane.Broadcast(0));
    }

    /// <summary>Reads the next lane.</summary>
    /// <returns>Whether there was one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(out TLane value)
    {
        if (!Unsafe.IsAddressLessThan(ref source, ref end))
        {
            value = default;
            return false;
        }

        value = TLane.Load(in source);
        Notice(value);
        source = ref Unsafe.Add(ref source, TLane.Count);
        return true;
    }

    /// <summary>Reads the next lane, in which numbers may be missing.</summary>
    /// <param name="value">The numbers, NaN where missing.</param>
    /// <param name="inside">What a missing one counts as in <see cref="LiesWithin"/>.</param>
    /// <returns>Whether there was one.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool TryRead(out TLane value, TLane inside)
    {
        if (!Unsafe.IsAddressLessThan(ref source, ref end))
        {
            value = default;
            return false;
        }

        value = TLane.Load(in source);
        Notice(TLane.SelectEqual(value, value, value, inside));
        source = ref Unsafe.Add(ref source, TLane.Count);
        return true;
    }

    /// <summary>Writes what became of the lane that was read.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Write(TLane score)
    {
        target = score;
        target = ref Unsafe.Add(ref target, stride);
    }

    /// <summary>Whether all that was read is a number from one end to the other.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public readonly bool LiesWithin(double low, double high)
    {
        // One test for all: a part that is not as it should be is NaN, and so is the whole.
        var nothing = TLane.Broadcast(double.NaN);
        var whole = TLane.SelectLess(least, TLane.Broadcast(low), nothing, TLane.SelectLess(TLane.Broadcast(high), greatest, nothing, sum));
        return TLane.AllEqual(whole, whole);
    }

    // An extremum may lose a NaN; a sum does not.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private void Notice(TLane value)
    {
        least = TLane.Min(least, value);
        greatest = TLane.Max(greatest, value);
        sum += value;
    }
}
