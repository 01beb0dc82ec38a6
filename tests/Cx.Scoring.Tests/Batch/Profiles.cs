using Cx.Scoring.Batch;

namespace Cx.Scoring.Tests.Batch;

/// <summary>The profiles of a batch, and whether they are those of another.</summary>
internal sealed record Profiles(double[] Means, double[] Deviations, double[] Minima)
{
    public BatchProfiles Into => new(Means, Deviations, Minima);

    public static Profiles For(int journeys) => new(new double[journeys], new double[journeys], new double[journeys]);

    // Equal compares bits here: NaN stands for no value.
    public void AssertAre(Profiles expected, IEnumerable<int> order)
    {
        var place = 0;
        foreach (var journey in order)
        {
            Assert.Equal((expected.Means[journey], expected.Deviations[journey], expected.Minima[journey]), (Means[place], Deviations[place], Minima[place]));
            place++;
        }
    }
}
