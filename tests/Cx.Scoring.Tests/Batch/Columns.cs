using Cx.Scoring.Batch;

namespace Cx.Scoring.Tests.Batch;

/// <summary>Everything a batch can say, and whether it is what the journeys say one by one.</summary>
internal sealed record Columns(double[] Values, double[] Low, double[] High, double[] Coverage, int[] Weakest)
{
    public BatchScores Into => new(Values) { Low = Low, High = High, Coverage = Coverage, Weakest = Weakest };

    public static Columns For(int journeys) => new(new double[journeys], new double[journeys], new double[journeys], new double[journeys], new int[journeys]);

    public void AssertAre(Func<int, JourneyScore> alone, JourneyScorer scorer)
    {
        for (var index = 0; index < Values.Length; index++)
        {
            AssertIs(index, alone(index), scorer);
        }
    }

    public void AssertAre(Columns expected)
    {
        Assert.Equal(expected.Values, Values);
        Assert.Equal(expected.Low, Low);
        Assert.Equal(expected.High, High);
        Assert.Equal(expected.Coverage, Coverage);
        Assert.Equal(expected.Weakest, Weakest);
    }

    // Equal compares bits here: NaN stands for no value.
    public void AssertIs(int index, JourneyScore alone, JourneyScorer scorer) => Assert.Equal(
        (alone.Value ?? double.NaN, alone.Bounds.Low, alone.Bounds.High, alone.Coverage, alone.Weakest),
        (Values[index], Low[index], High[index], Coverage[index], Weakest[index] < 0 ? null : scorer.Touchpoints[Weakest[index]]));
}
