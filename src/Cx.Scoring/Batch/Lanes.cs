using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Batch;

/// <summary>From columns to lanes and back, also at the end of a batch, where fewer journeys are left than a lane holds.</summary>
internal static class Lanes
{
    /// <summary>Writes the first node of each tile to a column.</summary>
    public static void Write<TLane>(ReadOnlySpan<TLane> nodes, int stride, Span<double> column)
        where TLane : unmanaged, IEngineLane<TLane>
    {
        var place = 0;
        for (; column.Length >= TLane.Count; place += stride)
        {
            TLane.Store(nodes[place], ref column[0]);
            column = column[TLane.Count..];
        }

        if (!column.IsEmpty)
        {
            MemoryMarshal.Cast<TLane, double>(nodes.Slice(place, 1))[..column.Length].CopyTo(column);
        }
    }

    /// <summary>Writes the numbers of some journeys, at most as many as lie side by side, to a column; nothing where the column is not wanted.</summary>
    /// <remarks>The caller holds the journeys within bounds.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write<TLane>(TLane value, Raw<double> column, int first, int count)
        where TLane : unmanaged, IEngineLane<TLane>
    {
        if (column.IsEmpty)
        {
            return;
        }

        if (count >= TLane.Count)
        {
            TLane.Store(value, ref column[first]);
        }
        else
        {
            Write(new ReadOnlySpan<TLane>(in value), 1, column.Slice(first, count));
        }
    }

    /// <summary>Reads lanes from a column that may hold fewer journeys; then the last one is repeated.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Read<TLane>(ReadOnlySpan<double> column)
        where TLane : unmanaged, IEngineLane<TLane>
    {
        if (column.Length >= TLane.Count)
        {
            return TLane.Load(in column[0]);
        }

        Span<TLane> padded = [TLane.Broadcast(column[^1])];
        column.CopyTo(MemoryMarshal.Cast<TLane, double>(padded));
        return padded[0];
    }
}
