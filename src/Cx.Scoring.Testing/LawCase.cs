using Cx.Scoring.Aggregation;
using FsCheck;
using FsCheck.Fluent;

namespace Cx.Scoring.Testing;

/// <summary>One case a law is tried on: weighted scores, and three numbers in [0,1] that a law turns into what it changes.</summary>
/// <param name="Input">The weighted scores, all of them present.</param>
/// <param name="Where">Which item, or where a group begins or a rotation starts.</param>
/// <param name="HowFar">How far a score is raised, a group reaches, scores are shifted, or a weight is split.</param>
/// <param name="Factor">By what scores are multiplied.</param>
public sealed record LawCase(WeightedScores Input, double Where, double HowFar, double Factor)
{
    private static readonly Arbitrary<LawCase> OfAnyLength = Arb.From(With(Generators.WeightedScores.Generator.Select(input => input.Present)), Shrink);

    /// <summary>The number of items.</summary>
    public int Count => Input.Items.Count;

    /// <summary>The item that <see cref="Where"/> points to.</summary>
    public int Index => Math.Min(Count - 1, (int)(Where * Count));

    /// <summary>Cases for a strategy: of any length, or of the one that it takes.</summary>
    internal static Arbitrary<LawCase> For(IAggregationStrategy strategy) => strategy is IPositionalStrategy { Places: var places }
        ? Arb.From(With(Generators.Of(places)), tried => Shrink(tried).Where(simpler => simpler.Count == places))
        : OfAnyLength;

    private static Gen<LawCase> With(Gen<WeightedScores> inputs) =>
        from input in inputs
        from knobs in Generators.Score.Generator.Three()
        select new LawCase(input, knobs.Item1, knobs.Item2, knobs.Item3);

    private static IEnumerable<LawCase> Shrink(LawCase tried) =>
        Generators.Shrink(tried.Input).Where(input => input.Items.All(item => item.Weight > 0)).Select(input => tried with { Input = input })
            .Concat(Generators.ShrinkScore(tried.Where).Select(where => tried with { Where = where }))
            .Concat(Generators.ShrinkScore(tried.HowFar).Select(howFar => tried with { HowFar = howFar }))
            .Concat(Generators.ShrinkScore(tried.Factor).Select(factor => tried with { Factor = factor }));
}
