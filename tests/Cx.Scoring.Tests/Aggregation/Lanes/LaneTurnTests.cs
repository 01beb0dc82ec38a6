using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Tests.Aggregation.Lanes;

/// <summary>Every width is tried on every machine: one that lacks the registers takes the same code in smaller steps.</summary>
public sealed class LaneTurnTests
{
    private const int Stride = 11;

    [Fact]
    public void Neighbours_in_rows_become_columns_and_rows_again_at_every_width()
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
        TLane.Turn(in rows[0], starts, out var first, out var second);
        Assert.Equal(starts.Select(start => rows[start]), Numbers(first));
        Assert.Equal(starts.Select(start => rows[start + 1]), Numbers(second));

        TLane.Turn(in rows[1], in rows[TLane.Count == 1 ? 1 : Stride + 1], 2 * Stride, out var firstInOrder, out var secondInOrder);
        Assert.Equal(Numbers(first).Reverse(), Numbers(firstInOrder));
        Assert.Equal(Numbers(second).Reverse(), Numbers(secondInOrder));

        var back = new double[TLane.Count * Stride];
        TLane.TurnBack(first, second, ref back[1], Stride);
        Assert.Equal(back.Select((_, place) => (place % Stride) is 1 or 2 ? rows[starts[place / Stride] + (place % Stride) - 1] : 0), back);
    }

    private static double[] Numbers<TLane>(TLane lane)
        where TLane : struct, IEngineLane<TLane>
    {
        var numbers = new double[TLane.Count];
        TLane.Store(lane, ref numbers[0]);
        return numbers;
    }
}
