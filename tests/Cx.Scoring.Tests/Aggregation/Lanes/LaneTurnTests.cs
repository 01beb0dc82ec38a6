using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Tests.Aggregation.Lanes;

/// <summary>Every width is tried on every machine: one that lacks the registers takes the same code in smaller steps.</summary>
public sealed class LaneTurnTests
{
    private const int Stride = 11;
    private const int TargetStride = 9;

    [Fact]
    public void Rows_become_columns_at_every_width()
    {
        Turns<ScalarLane>();
        Turns<Vector128Lane>();
        Turns<Vector256Lane>();
        Turns<Vector512Lane>();
    }

    private static void Turns<TLane>()
        where TLane : struct, IEngineLane<TLane>
    {
        double[] rows = [.. Enumerable.Range(0, TLane.Count * Stride).Select(i => (double)i)];
        var columns = new double[TLane.Count * TargetStride];
        TLane.Turn(in rows[0], Stride, ref columns[0], TargetStride);
        for (var row = 0; row < TLane.Count; row++)
        {
            for (var column = 0; column < TLane.Count; column++)
            {
                Assert.Equal(rows[(row * Stride) + column], columns[(column * TargetStride) + row]);
            }
        }
    }
}
