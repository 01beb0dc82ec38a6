using FsCheck;
using FsCheck.Fluent;

namespace Cx.Scoring.Testing;

/// <summary>The generators of the law kit. All shrink, towards few items, round scores and equal weights.</summary>
public static class Generators
{
    // The simplest come first; a value shrinks to those before it.
    private static readonly double[] SimpleScores = [0, 1, 0.5];
    private static readonly double[] SimpleWeights = [1, 0, 2];
    private static readonly int[] Digits = [0, 1, 2, 4];

    /// <summary>A score in [0,1]: an end, the middle, a step of a rating scale, or any.</summary>
    public static Arbitrary<double> Score { get; } = Arb.From(Scores(), ShrinkScore);

    /// <summary>
    /// Weighted scores with ties, near-ties, zeros, ones and single items, with equal, unequal, very unequal (12 orders of magnitude)
    /// and zero weights; one in eight has hundreds of items.
    /// </summary>
    public static Arbitrary<WeightedScores> WeightedScores { get; } = Arb.From(WeightedScoresOf(Lengths()), Shrink);

    internal static IEnumerable<double> ShrinkScore(double score) => Simpler(score, SimpleScores);

    internal static IEnumerable<WeightedScores> Shrink(WeightedScores all)
    {
        var items = all.Items;
        var fewer =
            from length in new[] { items.Count / 2, items.Count - 1 }.Distinct()
            where length > 0
            from skip in length == items.Count - 1 ? Enumerable.Range(0, items.Count) : [0, items.Count - length]
            select length == items.Count - 1 ? items.Where((_, i) => i != skip) : items.Skip(skip).Take(length);
        var simpler =
            from i in Enumerable.Range(0, items.Count)
            from item in ShrinkScore(items[i].Score).Select(score => (score, items[i].Weight))
                .Concat(Simpler(items[i].Weight, SimpleWeights).Select(weight => (items[i].Score, weight)))
            select items.Select((old, k) => k == i ? item : old);
        return fewer.Concat(simpler).Where(Counts).Select(candidate => new WeightedScores([.. candidate]));
    }

    private static bool Counts(IEnumerable<(double Score, double Weight)> items) => items.Any(item => item.Weight > 0);

    private static IEnumerable<double> Simpler(double value, double[] simplest)
    {
        var rank = Array.IndexOf(simplest, value);
        if (rank >= 0)
        {
            return simplest[..rank];
        }

        var rounded = Digits.Select(digits => Math.Round(value, digits)).TakeWhile(round => round != value);
        return simplest.Concat(rounded).Distinct();
    }

    private static Gen<double> Scores() => Gen.Frequency(
        (2, Gen.Constant(0.0)),
        (2, Gen.Constant(1.0)),
        (1, Gen.Constant(0.5)),
        (3, Gen.Choose(0, 4).Select(step => step / 4.0)),
        (6, Gen.Choose(0, 1_000_000).Select(millionths => millionths / 1e6)),
        (2, Gen.Choose(0, int.MaxValue).Select(bits => Math.ScaleB(bits, -31))));

    private static Gen<int> Lengths() => Gen.Frequency(
        (2, Gen.Constant(1)),
        (3, Gen.Choose(2, 3)),
        (9, Gen.Choose(2, 16)),
        (2, Gen.Choose(100, 400)));

    /// <summary>Weighted scores of one length, all of them present.</summary>
    internal static Gen<WeightedScores> Of(int length) =>
        WeightedScoresOf(Gen.Constant(length)).Select(all => new WeightedScores([.. all.Items.Select(item => item.Weight > 0 ? item : (item.Score, 1))]));

    private static Gen<WeightedScores> WeightedScoresOf(Gen<int> lengths) =>
        from length in lengths
        from scores in ScoreVector(length)
        from weights in WeightVector(length)
        select new WeightedScores([.. scores.Zip(weights, (score, weight) => (score, weight))]);

    private static Gen<double[]> ScoreVector(int length) => Gen.Frequency(
        (8, Scores().ArrayOf(length)),
        (2, Scores().Select(score => Enumerable.Repeat(score, length).ToArray())),
        (2, Scores().SelectMany(score => Gen.Choose(0, 9).ArrayOf(length), (score, steps) => steps.Select(step => Math.Min(1, score + (step * 1e-10))).ToArray())));

    private static Gen<double[]> WeightVector(int length) => Gen.Frequency(
        (5, Gen.Constant(Enumerable.Repeat(1.0, length).ToArray())),
        (4, Gen.Choose(1, 5).Select(weight => (double)weight).ArrayOf(length)),
        (3, Gen.Choose(-6, 6).Select(power => Math.Pow(10, power)).ArrayOf(length)),
        (3, Gen.Choose(0, 2).Select(weight => (double)weight).ArrayOf(length).Select(weights => weights.Any(weight => weight > 0) ? weights : [.. weights.Skip(1), 1.0])));
}
