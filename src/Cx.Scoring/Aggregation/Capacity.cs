using System.Globalization;
using System.Numerics;

namespace Cx.Scoring.Aggregation;

/// <summary>A capacity: how much each set of touchpoints counts, from 0 for none to 1 for all, and a larger set never less.</summary>
/// <remarks>
/// Sets are bit masks: touchpoint i of the model is bit i, so {0, 2} is 5. Immutable and equal by value.
/// Source: Grabisch 1996, 1997; veto and favor: Marichal 2000, 2004; docs/strategies.md#choquet.
/// </remarks>
public sealed record Capacity
{
    /// <summary>The most touchpoints of a capacity: 2¹² sets.</summary>
    public const int MostTouchpoints = 12;

    // What measures that were added up from parts may be off.
    private const double Rounding = 1e-13;

    private readonly ValueList<double> measure;

    /// <summary>A capacity from the measure of every set.</summary>
    /// <param name="touchpoints">The number of touchpoints, 1 to 12.</param>
    /// <param name="measure">For each mask from 0 to 2ⁿ - 1 the measure of that set, 0 to 1.</param>
    /// <exception cref="ArgumentException">The measure is no capacity; the message lists every violation.</exception>
    public Capacity(int touchpoints, params ReadOnlySpan<double> measure)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(touchpoints, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(touchpoints, MostTouchpoints);
        if (measure.Length != 1 << touchpoints)
        {
            throw new ArgumentException(string.Create(CultureInfo.InvariantCulture, $"A capacity of {touchpoints} touchpoints has {1 << touchpoints} sets; there were {measure.Length} measures."), nameof(measure));
        }

        Touchpoints = touchpoints;
        this.measure = new(measure);
        var violations = Violations().ToList();
        if (violations.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, violations), nameof(measure));
        }
    }

    /// <summary>The number of touchpoints.</summary>
    public int Touchpoints { get; }

    /// <summary>The measure of each set, by mask.</summary>
    public IReadOnlyList<double> Measure => measure;

    internal ReadOnlySpan<double> Table => measure.Span;

    private int All => (1 << Touchpoints) - 1;

    /// <summary>The Shapley importance of each touchpoint: its average marginal contribution. They sum to 1.</summary>
    public IReadOnlyList<double> Importance => [.. Indices((mask, without) => mask - without)];

    /// <summary>How far each touchpoint can block alone, 0 to 1: 1 - (1/(n-1)) Σ over T without i of (n-t-1)! t!/(n-1)! mu(T).</summary>
    /// <remarks>1 for a touchpoint whose failure sinks all. NaN for a single touchpoint, for which nothing is asked.</remarks>
    public IReadOnlyList<double> Veto => [.. Ends((with, without) => without, sum => 1 - sum)];

    /// <summary>How far each touchpoint can carry alone, 0 to 1: (1/(n-1)) (Σ over T without i of (n-t-1)! t!/(n-1)! mu(T ∪ i)) - 1/(n-1).</summary>
    /// <remarks>1 for a touchpoint whose success makes all. NaN for a single touchpoint.</remarks>
    public IReadOnlyList<double> Favor => [.. Ends((with, without) => with, sum => sum - (1.0 / (Touchpoints - 1)))];

    /// <summary>The interaction of two touchpoints, -1 to 1: below 0 they replace each other, above 0 they need each other.</summary>
    /// <param name="one">A touchpoint.</param>
    /// <param name="other">Another.</param>
    public double Interaction(int one, int other)
    {
        CapacityPlaces.RequirePair(one, other, Touchpoints);
        var (i, j) = (1 << one, 1 << other);
        var sum = 0.0;
        for (var set = 0; set <= All; set++)
        {
            if ((set & (i | j)) == 0)
            {
                sum += Weight(BitOperations.PopCount((uint)set), Touchpoints - 1) * (measure[set | i | j] - measure[set | i] - measure[set | j] + measure[set]);
            }
        }

        return sum;
    }

    /// <summary>The touchpoints and the measures, by mask.</summary>
    public override string ToString() => string.Join(", ", measure.Select(Parameter.Print));

    // The Möbius transform m, with mu(S) = Σ over T within S of m(T).
    internal double[] Moebius()
    {
        var moebius = measure.ToArray();
        for (var bit = 1; bit <= All; bit <<= 1)
        {
            for (var set = 0; set <= All; set++)
            {
                moebius[set] -= (set & bit) != 0 ? moebius[set ^ bit] : 0;
            }
        }

        return moebius;
    }

    // 1 / ((size + 1) binomial(of, size + 1)) = (of - size - 1)! size! / of!
    private static double Weight(int size, int of)
    {
        var weight = 1.0 / of;
        for (var k = 1; k <= size; k++)
        {
            weight *= k / (double)(of - k);
        }

        return weight;
    }

    private IEnumerable<double> Indices(Func<double, double, double> term)
    {
        for (var i = 0; i < Touchpoints; i++)
        {
            var sum = 0.0;
            for (var set = 0; set <= All; set++)
            {
                if ((set & (1 << i)) == 0)
                {
                    sum += Weight(BitOperations.PopCount((uint)set), Touchpoints) * term(measure[set | (1 << i)], measure[set]);
                }
            }

            yield return sum;
        }
    }

    // (n-t-1)! t!/(n-1)! is n times the weight of the Shapley value.
    private IEnumerable<double> Ends(Func<double, double, double> term, Func<double, double> index) =>
        Indices(term).Select(sum => Touchpoints == 1 ? double.NaN : index(sum * Touchpoints / (Touchpoints - 1)));

    private IEnumerable<string> Violations()
    {
        var invariant = CultureInfo.InvariantCulture;
        if (measure[0] != 0)
        {
            yield return string.Create(invariant, $"The empty set has the measure {measure[0]}; it must be 0.");
        }

        if (!(Math.Abs(measure[All] - 1) <= Rounding))
        {
            yield return string.Create(invariant, $"The set of all touchpoints has the measure {measure[All]}; it must be 1.");
        }

        for (var set = 0; set <= All; set++)
        {
            if (measure[set] is not (>= 0 and <= 1 + Rounding))
            {
                yield return string.Create(invariant, $"Set {Print(set)} has the measure {measure[set]}; allowed is 0 to 1.");
            }

            for (var bit = 1; bit <= All; bit <<= 1)
            {
                if ((set & bit) == 0 && measure[set | bit] < measure[set] - Rounding)
                {
                    yield return string.Create(invariant, $"Set {Print(set | bit)} has the measure {measure[set | bit]}, less than the {measure[set]} of {Print(set)} within it; a larger set never counts less.");
                }
            }
        }
    }

    private string Print(int set) => $"{{{string.Join(", ", Enumerable.Range(0, Touchpoints).Where(i => (set & (1 << i)) != 0))}}}";
}
