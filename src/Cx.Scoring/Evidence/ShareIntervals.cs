using Cx.Scoring.Evidence.Distributions;

namespace Cx.Scoring.Evidence;

/// <summary>Intervals of the shares of variance components, for normal effects.</summary>
internal static class ShareIntervals
{
    // One less than a whole multiple of what usual confidences leave on either side, so that an end is one of the draws.
    private const int Draws = 19_999;
    private const ulong Seed = 20_261;

    // Halvings of [0,1] until no double lies between, and a few more where the root is near 0.
    private const int Halvings = 64;

    /// <summary>The interval of each share, that of the rest last.</summary>
    public static ConfidenceInterval[] Of(Hierarchy hierarchy, double confidence) =>
        hierarchy.Factors.Count == 1 ? OfOne(hierarchy, confidence) : OfNested(hierarchy, confidence);

    // Wald, A note on the analysis of variance with unequal class frequencies, 1940. With λ the ratio of the component between groups to that within, group
    // means have variances in proportion to λ + 1/n, and their weighted mean square over that within follows F. It falls as λ rises, so each
    // end is where it meets a quantile of F; and for groups of one size it is the interval of Shrout and Fleiss 1979.
    private static ConfidenceInterval[] OfOne(Hierarchy hierarchy, double confidence)
    {
        var squares = hierarchy.Analyse(unweighted: false);
        var groups = hierarchy.InnermostGroups().ToArray();
        var (between, within) = (squares.Freedoms[0], squares.Freedoms[1]);
        var outside = (1 - confidence) / 2;
        var low = End(groups, squares.Values[1] * between * Fisher.Critical(outside, between, within));
        var high = End(groups, squares.Values[1] * between / Fisher.Critical(outside, within, between));
        return [new(low, high, confidence), new(1 - high, 1 - low, confidence)];
    }

    // The share s = λ/(1 + λ) at which the weighted sum of squares is what is given; 0 where it is less already there.
    private static double End((double Mean, double Size)[] groups, double given)
    {
        var (low, high) = (0.0, 1.0);
        if (SquaresAt(groups, low) <= given)
        {
            return 0;
        }

        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            (low, high) = SquaresAt(groups, middle) > given ? (middle, high) : (low, middle);
        }

        return high;
    }

    private static double SquaresAt((double Mean, double Size)[] groups, double share)
    {
        var weights = Array.ConvertAll(groups, group => group.Size / (1 - share + (group.Size * share)));
        return (1 - share) * ScoreSpread.Of(Array.ConvertAll(groups, group => group.Mean), weights).Squares;
    }

    // Weerahandi 1993: a mean square over its expectation is a chi-squared variable over its degrees of freedom, so each draw of such variables gives
    // expectations, and those give components. In groups of unequal sizes that holds nearly for means of means, each counted once (Burdick and
    // Graybill 1992, chapter 5; Sen, Graybill and Ting 1992).
    private static ConfidenceInterval[] OfNested(Hierarchy hierarchy, double confidence)
    {
        var squares = hierarchy.Analyse(unweighted: true);
        var levels = squares.Values.Length;
        var shares = new double[levels][];
        for (var level = 0; level < levels; level++)
        {
            shares[level] = new double[Draws];
        }

        var state = Seed;
        var drawn = new double[levels];
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var level = 0; level < levels; level++)
            {
                drawn[level] = squares.Values[level] * squares.Freedoms[level] / ChiSquared.Draw(ref state, squares.Freedoms[level]);
            }

            var components = squares.Solve(drawn);
            var total = components.Sum(component => Math.Max(0, component));
            for (var level = 0; level < levels; level++)
            {
                shares[level][draw] = Math.Max(0, components[level]) / total;
            }
        }

        return Array.ConvertAll(shares, ofLevel => Between(ofLevel, confidence));
    }

    private static ConfidenceInterval Between(double[] drawn, double confidence)
    {
        Array.Sort(drawn);
        var outside = Math.Max(1, (int)Math.Round((1 - confidence) / 2 * (Draws + 1)));
        return new(drawn[outside - 1], drawn[^outside], confidence);
    }
}
