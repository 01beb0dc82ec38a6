using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Tests.Aggregation.Lanes;

/// <summary>Every width is tried on every machine: one that lacks the registers takes the same code in smaller steps.</summary>
public sealed class LaneTurnTests
{
    private const int Stride = 11;

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

        // From the last row to the first, the first number of each left out.
        int[] starts = [.. Enumerable.Range(0, TLane.Count).Select(row => ((TLane.Count - 1 - row) * Stride) + 1)];
        var columns = new double[TLane.Count * TLane.Count];
        TLane.Turn(in rows[0], starts, ref columns[0]);
        for (var row = 0; row < TLane.Count; row++)
        {
            for (var column = 0; column < TLane.Count; column++)
            {
                Assert.Equal(rows[starts[row] + column], columns[(column * TLane.Count) + row]);
            }
        }
    }
}
