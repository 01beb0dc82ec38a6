using Cx.Scoring.Batch;

namespace Cx.Scoring.Tests.Batch;

/// <summary>The profiles of a batch, and whether they are those of another.</summary>
internal sealed record Profiles(double[] Means, double[] Deviations, double[] Minima)
{
    public BatchProfiles Into => new(Means, Deviations, Minima);

    public static Profiles For(int journeys) => new(new double[journeys], new double[journeys], new double[journeys]);

    public void AssertAre(Profiles expected, IEnumerable<int> order)
    {
        var place = 0;
        foreach (var journey in order)
        {
            Assert.Equal(expected.BitsOf(journey), BitsOf(place));
            place++;
        }
    }

    // So that 0 is not -0.
    private (long Mean, long Deviation, long Minimum) BitsOf(int place) =>
        (BitConverter.DoubleToInt64Bits(Means[place]), BitConverter.DoubleToInt64Bits(Deviations[place]), BitConverter.DoubleToInt64Bits(Minima[place]));
}
