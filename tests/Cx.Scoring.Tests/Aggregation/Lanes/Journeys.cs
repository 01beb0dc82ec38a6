using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Tests.Aggregation.Lanes;

/// <summary>Takes lanes apart and puts them together.</summary>
internal static class Journeys
{
    /// <summary>The numbers of one of the journeys that lie side by side.</summary>
    public static double[] Alone<TLane>(ReadOnlySpan<TLane> lanes, int journey)
        where TLane : unmanaged, ILane<TLane>
    {
        var cells = MemoryMarshal.Cast<TLane, double>(lanes);
        var numbers = new double[lanes.Length];
        for (var i = 0; i < numbers.Length; i++)
        {
            numbers[i] = cells[(i * TLane.Count) + journey];
        }

        return numbers;
    }

    /// <summary>A number of each of the journeys, side by side.</summary>
    public static TLane Together<TLane>(ReadOnlySpan<double> numbers)
        where TLane : unmanaged, ILane<TLane> => MemoryMarshal.Read<TLane>(MemoryMarshal.AsBytes(numbers));
}
