using System.Runtime.InteropServices;

namespace Cx.Scoring.Aggregation.Lanes;

/// <content>Tables.</content>
public static partial class LaneMath
{
    /// <summary>Reads a table at an index of each journey.</summary>
    internal static TLane Lookup<TLane>(ReadOnlySpan<double> table, TLane index)
        where TLane : unmanaged, ILane<TLane>
    {
        Span<TLane> entry = [index];
        foreach (ref var number in MemoryMarshal.Cast<TLane, double>(entry))
        {
            number = table[(int)number];
        }

        return entry[0];
    }
}
