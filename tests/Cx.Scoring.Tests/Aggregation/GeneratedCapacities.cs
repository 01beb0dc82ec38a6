using Cx.Scoring.Aggregation;
using Cx.Scoring.Testing;
using FsCheck;
using FsCheck.Fluent;

namespace Cx.Scoring.Tests.Aggregation;

/// <summary>Capacities of one to six touchpoints, with a score for each.</summary>
internal static class GeneratedCapacities
{
    private const int MostTouchpoints = 6;

    /// <summary>Any capacities: each set counts what the greatest number within it is, as a share of the greatest of all.</summary>
    public static Arbitrary<Scored<Capacity>> Any { get; } = Of(1 << MostTouchpoints, (touchpoints, numbers) =>
    {
        var measure = new double[1 << touchpoints];
        for (var set = 1; set < measure.Length; set++)
        {
            measure[set] = Enumerable.Range(0, touchpoints).Where(i => (set & (1 << i)) != 0).Max(i => measure[set ^ (1 << i)]);
            measure[set] = Math.Max(measure[set], numbers[set]);
        }

        var all = measure[^1];
        return all == 0 ? Least(touchpoints) : new Capacity(touchpoints, [.. measure.Select(counts => counts / all)]);
    });

    /// <summary>2-additive ones, all numbers in binary fractions so short that every sum of them is exact.</summary>
    public static Arbitrary<Scored<TwoAdditiveCapacity>> TwoAdditive { get; } = Of(2 * MostTouchpoints * MostTouchpoints, (touchpoints, numbers) =>
    {
        // The unit is cut into one part for each touchpoint and each pair; half of a pair's part goes to either touchpoint, whatever its sign.
        const double Finest = 1 << 20;
        (int One, int Other)[] pairs = [.. from one in Enumerable.Range(0, touchpoints) from other in Enumerable.Range(0, one) select (one, other)];
        var cuts = numbers.Take(touchpoints + pairs.Length - 1).Select(cut => Math.Floor(cut * Finest) / Finest).Order().ToList();
        double[] parts = [.. cuts.Append(1).Zip(cuts.Prepend(0), (to, from) => to - from)];
        var signs = numbers.Reverse();
        var interactions = pairs.Zip(parts.Skip(touchpoints).Zip(signs, (part, sign) => sign < 0.5 ? -part : part), (pair, part) => (pair.One, pair.Other, part)).ToArray();
        var importance = Enumerable.Range(0, touchpoints).Select(i => parts[i] + interactions.Where(pair => pair.One == i || pair.Other == i).Sum(pair => Math.Abs(pair.part) / 2));
        return new TwoAdditiveCapacity([.. importance], interactions);
    });

    /// <summary>Only all touchpoints together count: the minimum.</summary>
    public static Capacity Least(int touchpoints) => new(touchpoints, [.. Enumerable.Range(1, 1 << touchpoints).Select(next => next == 1 << touchpoints ? 1.0 : 0)]);

    /// <summary>Any touchpoint counts for all: the maximum.</summary>
    public static Capacity Greatest(int touchpoints) => new(touchpoints, [.. Enumerable.Range(0, 1 << touchpoints).Select(set => set == 0 ? 0.0 : 1)]);

    /// <summary>The measure of every set: its touchpoints alone, with half their interactions taken out, and the interactions within it.</summary>
    public static Capacity Expand(TwoAdditiveCapacity capacity)
    {
        var n = capacity.Touchpoints;
        double[] alone = [.. Enumerable.Range(0, n).Select(i => capacity.Importance[i] - (Enumerable.Range(0, n).Where(j => j != i).Sum(j => capacity.Interaction(i, j)) / 2))];
        return new(n, [.. Enumerable.Range(0, 1 << n).Select(set =>
            alone.Where((_, i) => Has(set, i)).Sum() + capacity.Interactions.Where(pair => Has(set, pair.One) && Has(set, pair.Other)).Sum(pair => pair.Interaction))]);

        static bool Has(int set, int i) => (set & (1 << i)) != 0;
    }

    // A capacity is made from numbers, so that it shrinks with them.
    private static Arbitrary<Scored<TCapacity>> Of<TCapacity>(int numbers, Func<int, double[], TCapacity> build)
    {
        return Arb.From(
            from touchpoints in Gen.Choose(1, MostTouchpoints)
            from choices in Generators.Score.Generator.ArrayOf(numbers)
            from scores in Generators.Score.Generator.ArrayOf(touchpoints)
            select new Scored<TCapacity>(build(touchpoints, choices), choices, scores),
            Simpler);

        IEnumerable<Scored<TCapacity>> Simpler(Scored<TCapacity> shrunk)
        {
            var touchpoints = shrunk.Scores.Length;
            if (touchpoints > 1)
            {
                yield return new(build(touchpoints - 1, shrunk.Numbers), shrunk.Numbers, shrunk.Scores[1..]);
            }

            for (var i = 0; i < touchpoints; i++)
            {
                foreach (var score in Generators.Score.Shrinker(shrunk.Scores[i]))
                {
                    yield return shrunk with { Scores = [.. shrunk.Scores.Select((old, k) => k == i ? score : old)] };
                }
            }

            for (var i = 0; i < numbers; i++)
            {
                foreach (var number in Generators.Score.Shrinker(shrunk.Numbers[i]))
                {
                    double[] simpler = [.. shrunk.Numbers.Select((old, k) => k == i ? number : old)];
                    yield return new(build(touchpoints, simpler), simpler, shrunk.Scores);
                }
            }
        }
    }
}

/// <summary>A capacity with a score for each of its touchpoints, and the numbers it was made from.</summary>
internal sealed record Scored<TCapacity>(TCapacity Capacity, double[] Numbers, double[] Scores)
{
    public double[] EqualWeights => [.. Scores.Select(_ => 1.0 / Scores.Length)];

    public override string ToString() => $"{Capacity} of {string.Join(", ", Scores)}";
}
