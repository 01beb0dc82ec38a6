using System.Globalization;

namespace Cx.Scoring.Evidence;

/// <summary>Where inconsistency comes from: the variance of scores, shared out among factors and what none of them explains.</summary>
/// <remarks>
/// <para>Each score is taken as mean + effect of its group + rest, with effects drawn at random from a population: the groups are a sample, and the
/// answer is about groups to come. A factor nested in another has groups of its own in each group of the other (ann's Monday is not
/// bob's). For groups that cross (the same channels in every shop) or that are all there are, this is the wrong model.</para>
/// <para>Variances by the method of analysis of variance, which is unbiased whatever the distribution and the sizes of the groups. Intervals take effects as
/// normal: exact for one factor, of any sizes (Wald 1940); for nested factors generalised intervals (Weerahandi 1993) on unweighted means, simulated under a fixed
/// seed, so that the same scores give the same bits in any order. Immutable and equal by value. docs/evidence.md#where-inconsistency-comes-from has formulas and sources.</para>
/// </remarks>
public sealed record VarianceComponents
{
    private const string Rest = "rest";
    private readonly ValueList<VarianceComponent> factors;

    private VarianceComponents(Hierarchy hierarchy, double[] estimates, double confidence)
    {
        (Count, Total) = (hierarchy.Count, TotalOf(estimates));
        var intervals = ShareIntervals.Of(hierarchy, confidence);
        var components = new VarianceComponent[estimates.Length];
        for (var i = 0; i < components.Length; i++)
        {
            var name = i < hierarchy.Factors.Count ? hierarchy.Factors[i] : Rest;
            components[i] = new(name, hierarchy.GroupsOf(i + 1), estimates[i], Math.Max(0, estimates[i]) / Total, intervals[i]);
        }

        (factors, Residual) = (new(components.AsSpan(0, hierarchy.Factors.Count)), components[^1]);
    }

    /// <summary>How many scores there were.</summary>
    public int Count { get; }

    /// <summary>The variance of all, the sum of the components.</summary>
    public double Total { get; }

    /// <summary>The components of the factors, from the outermost to the innermost.</summary>
    public IReadOnlyList<VarianceComponent> Factors => factors;

    /// <summary>What no factor explains: the variance among scores of the same innermost group.</summary>
    public VarianceComponent Residual { get; }

    /// <summary>The component of a factor.</summary>
    /// <param name="factor">Its name.</param>
    /// <exception cref="KeyNotFoundException">There is no factor of this name.</exception>
    public VarianceComponent this[string factor]
    {
        get
        {
            foreach (var component in factors.Span)
            {
                if (component.Factor == factor)
                {
                    return component;
                }
            }

            throw new KeyNotFoundException($"There is no factor '{factor}'; there are {string.Join(", ", factors.Select(component => $"'{component.Factor}'"))}.");
        }
    }

    /// <summary>The share of one factor whose groups are a sample of many: barista, say, or team, location or day. Weekdays are all there are: compare them instead.</summary>
    /// <param name="factor">The name of the factor, not blank.</param>
    /// <param name="scores">For each score, in [0,1], the group it belongs to; in any order.</param>
    /// <param name="confidence">In what share of samples an interval should hold the true share, more than 0 and less than 1.</param>
    /// <returns>The components of the factor and the rest. The share of the factor is the intraclass correlation ICC(1).</returns>
    /// <exception cref="ArgumentException">
    /// There are fewer than two groups, no group has two scores, all scores agree, a score is NaN or off [0,1], or a name is blank; the message counts scores from 0.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is 0 or less, or 1 or more.</exception>
    public static VarianceComponents Of(string factor, IEnumerable<(string Group, double Score)> scores, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return Of([factor], scores.Select(row => new Observation([row.Group], row.Score)), confidence);
    }

    /// <summary>The shares of two factors, one nested in the other: the team, and the barista within the team.</summary>
    /// <param name="outer">The name of the outer factor, not blank.</param>
    /// <param name="inner">The name of the inner factor, another.</param>
    /// <param name="scores">For each score, in [0,1], the outer group it belongs to and the inner one; in any order. Inner groups of the same name in two outer groups are two.</param>
    /// <param name="confidence">In what share of samples an interval should hold the true share, more than 0 and less than 1.</param>
    /// <returns>The components of the factors and the rest.</returns>
    /// <exception cref="ArgumentException">
    /// There are fewer than two outer groups, no outer group has two inner ones, no inner group has two scores, all scores agree, a score is NaN or off [0,1], or a name
    /// is blank or given twice; the message counts scores from 0.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is 0 or less, or 1 or more.</exception>
    public static VarianceComponents Nested(string outer, string inner, IEnumerable<(string Outer, string Inner, double Score)> scores, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return Of([outer, inner], scores.Select(row => new Observation([row.Outer, row.Inner], row.Score)), confidence);
    }

    /// <summary>The shares of three factors, each nested in the one before: the team, the barista within the team, and the barista's day.</summary>
    /// <param name="outer">The name of the outermost factor, not blank.</param>
    /// <param name="middle">The name of the factor within, another.</param>
    /// <param name="inner">The name of the innermost factor, a third.</param>
    /// <param name="scores">For each score, in [0,1], the groups it belongs to, from the outermost to the innermost; in any order. Groups of the same name in two outer groups are two.</param>
    /// <param name="confidence">In what share of samples an interval should hold the true share, more than 0 and less than 1.</param>
    /// <returns>The components of the factors and the rest.</returns>
    /// <exception cref="ArgumentException">
    /// There are fewer than two outermost groups, no group of a factor has two of the next, no innermost group has two scores, all scores agree, a score is NaN or off
    /// [0,1], or a name is blank or given twice; the message counts scores from 0.
    /// </exception>
    /// <exception cref="ArgumentOutOfRangeException">The confidence is 0 or less, or 1 or more.</exception>
    public static VarianceComponents Nested(
        string outer, string middle, string inner, IEnumerable<(string Outer, string Middle, string Inner, double Score)> scores, double confidence = 0.95)
    {
        ArgumentNullException.ThrowIfNull(scores);
        return Of([outer, middle, inner], scores.Select(row => new Observation([row.Outer, row.Middle, row.Inner], row.Score)), confidence);
    }

    /// <summary>The components in words: <c>team 52.1 % (30.2 to 75.4 at 95 %), rest 47.9 % (24.6 to 69.8 at 95 %) of a variance of 0.0123, n = 480</c>.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{string.Join(", ", factors.Append(Residual))} of a variance of {Total:0.####}, n = {Count}");

    private static VarianceComponents Of(string[] factors, IEnumerable<Observation> scores, double confidence)
    {
        for (var i = 0; i < factors.Length; i++)
        {
            if (string.IsNullOrWhiteSpace(factors[i]) || factors[i] == Rest || Array.IndexOf(factors, factors[i]) < i)
            {
                throw new ArgumentException($"Factor {i} is '{factors[i]}'; give each factor a name of its own, other than '{Rest}', which is what no factor explains.", nameof(factors));
            }
        }

        ConfidenceInterval.Require(confidence);
        var hierarchy = new Hierarchy(factors, scores);
        var squares = hierarchy.Analyse(unweighted: false);
        var estimates = squares.Solve(squares.Values);
        return TotalOf(estimates) > 0
            ? new(hierarchy, estimates, confidence)
            : throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"All {hierarchy.Count} scores agree, so there is no inconsistency to explain."), nameof(scores));
    }

    private static double TotalOf(double[] estimates) => estimates.Sum(estimate => Math.Max(0, estimate));
}
