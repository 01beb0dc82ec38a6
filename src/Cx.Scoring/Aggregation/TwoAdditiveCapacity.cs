using System.Globalization;

namespace Cx.Scoring.Aggregation;

/// <summary>A capacity of any number of touchpoints that knows each one's importance and the interaction of each pair, and nothing beyond.</summary>
/// <remarks>Immutable and equal by value. Source: Grabisch 1997, k-order additive measures; docs/strategies.md#2-additive-choquet.</remarks>
public sealed record TwoAdditiveCapacity
{
    // What importances that were meant to sum to 1 may be off.
    private const double Rounding = 1e-13;

    private readonly ValueList<double> importance;
    private readonly ValueList<(int One, int Other, double Interaction)> interactions;

    /// <summary>A capacity from importances and interactions.</summary>
    /// <param name="importance">The Shapley importance of each touchpoint; they sum to 1.</param>
    /// <param name="interactions">Pairs of touchpoints that interact, each at most once, -1 to 1: below 0 they replace each other, above 0 they need each other.</param>
    /// <exception cref="ArgumentException">It is no capacity; the message lists every violation.</exception>
    public TwoAdditiveCapacity(ReadOnlySpan<double> importance, params ReadOnlySpan<(int One, int Other, double Interaction)> interactions)
    {
        this.importance = new(importance);
        this.interactions = new(interactions);
        var violations = Violations().ToList();
        if (violations.Count > 0)
        {
            throw new ArgumentException(string.Join(Environment.NewLine, violations), nameof(importance));
        }
    }

    /// <summary>The number of touchpoints.</summary>
    public int Touchpoints => importance.Count;

    /// <summary>The Shapley importance of each touchpoint.</summary>
    public IReadOnlyList<double> Importance => importance;

    /// <summary>The pairs that interact.</summary>
    public IReadOnlyList<(int One, int Other, double Interaction)> Interactions => interactions;

    /// <summary>How far each touchpoint can block alone, 0 to 1; NaN for a single touchpoint.</summary>
    public IReadOnlyList<double> Veto => [.. Enumerable.Range(0, Touchpoints).Select(i => 1 - ((Alone(i) + Pairs(i)) / (Touchpoints - 1)))];

    internal ReadOnlySpan<double> ImportanceSpan => importance.Span;

    internal ReadOnlySpan<(int One, int Other, double Interaction)> InteractionSpan => interactions.Span;

    /// <summary>The interaction of two touchpoints; 0 where none was given.</summary>
    /// <param name="one">A touchpoint.</param>
    /// <param name="other">Another.</param>
    public double Interaction(int one, int other)
    {
        CapacityPlaces.RequirePair(one, other, Touchpoints);
        return interactions.Where(pair => (pair.One, pair.Other) == (one, other) || (pair.Other, pair.One) == (one, other)).Sum(pair => pair.Interaction);
    }

    /// <summary>Importances and interactions: <c>0.5 0.5; 0-1 0.2</c>.</summary>
    public override string ToString() => string.Join("; ", interactions
        .Select(pair => string.Create(CultureInfo.InvariantCulture, $"{pair.One}-{pair.Other} {Parameter.Print(pair.Interaction)}"))
        .Prepend(string.Join(" ", importance.Select(Parameter.Print))));

    // Over a random chain of sets without i, a touchpoint is in half of them and a pair in a third.
    private double Alone(int i) => Touchpoints / 2.0 * Enumerable.Range(0, Touchpoints).Where(j => j != i).Sum(j => importance[j] - (Between(j).Sum() / 2));

    private double Pairs(int i) => Touchpoints / 3.0 * interactions.Where(pair => pair.One != i && pair.Other != i).Sum(pair => pair.Interaction);

    private IEnumerable<double> Between(int i) => interactions.Where(pair => pair.One == i || pair.Other == i).Select(pair => pair.Interaction);

    private IEnumerable<string> Violations()
    {
        var invariant = CultureInfo.InvariantCulture;
        if (importance.Count == 0)
        {
            yield return "There are no importances; a capacity has at least one touchpoint.";
            yield break;
        }

        if (!(Math.Abs(importance.Sum() - 1) <= Rounding))
        {
            yield return string.Create(invariant, $"The importances sum to {importance.Sum()}; they must sum to 1.");
        }

        var seen = new HashSet<(int, int)>();
        foreach (var (one, other, interaction) in interactions)
        {
            if (one == other || one < 0 || other < 0 || one >= Touchpoints || other >= Touchpoints)
            {
                yield return string.Create(invariant, $"Touchpoints {one} and {other} are no pair; allowed are two different ones from 0 to {Touchpoints - 1}.");
            }
            else if (!seen.Add((Math.Min(one, other), Math.Max(one, other))))
            {
                yield return string.Create(invariant, $"The pair {one} and {other} is given twice.");
            }

            if (interaction is not (>= -1 and <= 1))
            {
                yield return string.Create(invariant, $"The interaction of {one} and {other} was {interaction}; allowed is -1 to 1.");
            }
        }

        for (var i = 0; i < Touchpoints; i++)
        {
            var half = Between(i).Sum(Math.Abs) / 2;
            if (!(importance[i] >= half - Rounding))
            {
                yield return string.Create(invariant, $"Touchpoint {i} has the importance {importance[i]}, less than {half}, half the magnitude of its interactions; a better score could lower the whole.");
            }
        }
    }
}
