using System.Globalization;
using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Testing;

/// <summary>What each law says about one case: null where it holds, else in numbers how it is broken.</summary>
internal static class LawTrials
{
    /// <summary>The rounding that two evaluations of a score in [0,1] are granted; strategies are accurate to 1e-13.</summary>
    public const double Tolerance = 1e-12;

    /// <summary>The name of the obligation of lane strategies.</summary>
    public const string AbsentIgnored = "Ignores what is absent";

    /// <summary>The name of the obligation of strategies that know their Shapley values.</summary>
    public const string ShapleyValuesKnown = "Knows its Shapley values";

    // All coalitions of so many are tried for every case.
    private const int MostPlayers = 7;

    /// <summary>Whether a law can be tried: one that changes the number of scores says nothing of a strategy that takes one number of them, nor merging of one without a state.</summary>
    public static bool Applies(string law, IAggregationStrategy strategy) => law switch
    {
        nameof(Law.Mergeable) => strategy is IMergeableStrategy { State: not null } || strategy.Declaration(Law.Mergeable) is not null,
        nameof(Law.WeightSplitting) or nameof(Law.StronglyDecomposable) => strategy is not IPositionalStrategy,
        AbsentIgnored => strategy is ILaneStrategy and not IPositionalStrategy,
        ShapleyValuesKnown => strategy is IKnowsShapleyValues,
        _ => true,
    };

    public static string? Try(Law law, IAggregationStrategy strategy, LawCase tried) => law switch
    {
        Law.Idempotent => Idempotent(strategy, tried),
        Law.Monotone => Monotone(strategy, tried),
        Law.Internal => Internal(strategy, tried),
        Law.Homogeneous => Homogeneous(strategy, tried),
        Law.TranslationEquivariant => TranslationEquivariant(strategy, tried),
        Law.Symmetric => Symmetric(strategy, tried),
        Law.WeightSplitting => WeightSplitting(strategy, tried),
        Law.StronglyDecomposable => StronglyDecomposable(strategy, tried),
        Law.Mergeable => Mergeable(strategy, tried),
        _ => throw new ArgumentOutOfRangeException(nameof(law), law, "The law kit has no trial for this law."),
    };

    /// <summary>What every strategy owes without declaring it: a score, the same for the same input.</summary>
    public static string? IsScore(IAggregationStrategy strategy, LawCase tried)
    {
        var score = F(strategy, tried.Input);
        if (score is not (>= 0 and <= 1))
        {
            return Say($"F{tried.Input} = {score}, which is no score");
        }

        var again = F(strategy, tried.Input);
        return again.Equals(score) ? null : Say($"F{tried.Input} is {score} and, asked again, {again}");
    }

    /// <summary>What a lane strategy owes: a touchpoint with weight 0 changes nothing.</summary>
    public static string? IgnoresAbsent(IAggregationStrategy strategy, LawCase tried)
    {
        var items = tried.Input.Items.ToList();
        items.Insert(tried.Index, (tried.Factor, 0));
        var more = new WeightedScores(items);
        return Compare(tried.Input, F(strategy, tried.Input), more, F(strategy, more), Tolerance);
    }

    /// <summary>What a strategy owes that knows its Shapley values: those of all coalitions, against a baseline above all scores or one that is mixed.</summary>
    public static string? KnowsShapleyValues(IAggregationStrategy strategy, LawCase tried)
    {
        var input = strategy is IPositionalStrategy ? tried.Input : new WeightedScores([.. tried.Input.Items.Take(MostPlayers)]);
        var (scores, weights) = (input.ToScores(), input.ToWeights());
        double[] baseline = tried.Where < 0.5
            ? [.. scores.Select(score => Math.Max(score, tried.HowFar))]
            : [.. scores.Select((score, i) => i % 2 == 0 ? tried.Factor : tried.HowFar * score)];
        var known = new double[scores.Length];
        if (!((IKnowsShapleyValues)strategy).TryAttribute(scores, baseline, weights, known))
        {
            return null;
        }

        for (var player = 0; player < scores.Length; player++)
        {
            if (OverAllCoalitions(player) is var value && Differ(known[player], value))
            {
                return Say($"the score {player} of F{input} against {new WeightedScores([.. baseline.Select(score => (score, 1.0))])} contributes {value}, not {known[player]}");
            }
        }

        return null;

        double OverAllCoalitions(int player)
        {
            var sum = 0.0;
            for (var coalition = 0; coalition < 1 << scores.Length; coalition++)
            {
                if ((coalition & (1 << player)) == 0)
                {
                    var chance = 1.0 / scores.Length;
                    for (var i = 0; i < int.PopCount(coalition); i++)
                    {
                        chance *= (i + 1.0) / (scores.Length - 1 - i);
                    }

                    sum += chance * (Mixed(coalition | (1 << player)) - Mixed(coalition));
                }
            }

            return sum;
        }

        double Mixed(int coalition) => strategy.Aggregate([.. scores.Select((score, i) => (coalition & (1 << i)) != 0 ? score : baseline[i])], weights);
    }

    private static string? Idempotent(IAggregationStrategy strategy, LawCase tried)
    {
        var score = tried.Input.Items[tried.Index].Score;
        var equal = Map(tried.Input, _ => score);
        return Differ(F(strategy, equal), score) ? Say($"F{equal} = {F(strategy, equal)}, not {score}") : null;
    }

    private static string? Monotone(IAggregationStrategy strategy, LawCase tried)
    {
        var (score, weight) = tried.Input.Items[tried.Index];
        var better = Replace(tried.Input, tried.Index, (score + (tried.HowFar * (1 - score)), weight));
        var (before, after) = (F(strategy, tried.Input), F(strategy, better));
        return after < before - Tolerance ? Say($"F{tried.Input} = {before}, but the better F{better} = {after}") : null;
    }

    private static string? Internal(IAggregationStrategy strategy, LawCase tried)
    {
        var (least, greatest) = (tried.Input.ToScores().Min(), tried.Input.ToScores().Max());
        var score = F(strategy, tried.Input);
        return score < least - Tolerance || score > greatest + Tolerance ? Say($"F{tried.Input} = {score}, outside {least} to {greatest}") : null;
    }

    private static string? Homogeneous(IAggregationStrategy strategy, LawCase tried)
    {
        var scaled = Map(tried.Input, score => tried.Factor * score);
        var (before, after) = (F(strategy, tried.Input), F(strategy, scaled));
        return Differ(after, tried.Factor * before) ? Say($"F{tried.Input} = {before}, but {tried.Factor} times these scores give {after}, not {tried.Factor * before}") : null;
    }

    private static string? TranslationEquivariant(IAggregationStrategy strategy, LawCase tried)
    {
        var (least, greatest) = (tried.Input.ToScores().Min(), tried.Input.ToScores().Max());
        var shift = (tried.HowFar * (1 - (greatest - least))) - least;
        var shifted = Map(tried.Input, score => Math.Clamp(score + shift, 0, 1));
        var (before, after) = (F(strategy, tried.Input), F(strategy, shifted));
        return Differ(after, before + shift) ? Say($"F{tried.Input} = {before}, but these scores plus {shift} give {after}, not {before + shift}") : null;
    }

    private static string? Symmetric(IAggregationStrategy strategy, LawCase tried)
    {
        // A rotation and a reversal generate many orders, among them every exchange of two neighbours.
        var items = tried.Input.Items;
        var turned = items.Skip(tried.Index).Concat(items.Take(tried.Index));
        var other = new WeightedScores([.. tried.HowFar < 0.5 ? turned : turned.Reverse()]);
        return Compare(tried.Input, F(strategy, tried.Input), other, F(strategy, other), Tolerance);
    }

    private static string? WeightSplitting(IAggregationStrategy strategy, LawCase tried)
    {
        // From one half each to a quarter and three quarters.
        var (score, weight) = tried.Input.Items[tried.Index];
        var share = 0.25 + (0.5 * tried.HowFar);
        var items = tried.Input.Items.ToList();
        items[tried.Index] = (score, weight * share);
        items.Insert(tried.Index, (score, weight * (1 - share)));
        var split = new WeightedScores(items);
        return Compare(tried.Input, F(strategy, tried.Input), split, F(strategy, split), Tolerance);
    }

    private static string? StronglyDecomposable(IAggregationStrategy strategy, LawCase tried)
    {
        var first = tried.Index;
        var last = Math.Min(tried.Count - 1, first + (int)(tried.HowFar * tried.Count));
        var group = new WeightedScores([.. tried.Input.Items.Skip(first).Take(last - first + 1)]);
        var aggregate = F(strategy, group);
        var replaced = new WeightedScores([.. tried.Input.Items.Select((item, i) => i >= first && i <= last ? (aggregate, item.Weight) : item)]);
        return Compare(tried.Input, F(strategy, tried.Input), replaced, F(strategy, replaced), Tolerance);
    }

    private static string? Mergeable(IAggregationStrategy strategy, LawCase tried)
    {
        if (strategy is not IMergeableStrategy { State: { } state })
        {
            return "it has no state (IMergeableStrategy)";
        }

        // Three parts, two of which may be empty, merged from the left and from the right.
        var items = tried.Input.Items;
        var first = tried.Index;
        var second = first + (int)(tried.HowFar * (tried.Count - first));
        var whole = F(strategy, tried.Input);
        var parts = new[] { StateOf(items.Take(first)), StateOf(items.Skip(first).Take(second - first)), StateOf(items.Skip(second)) };
        var fromTheLeft = state.Finish(Merge(Merge(parts[0], parts[1]), parts[2])!);
        var fromTheRight = state.Finish(Merge(parts[0], Merge(parts[1], parts[2]))!);
        return Differ(fromTheLeft, whole) || Differ(fromTheRight, whole)
            ? Say($"F{tried.Input} = {whole}, but parts split at {first} and {second} merge to {fromTheLeft} from the left and {fromTheRight} from the right")
            : null;

        double[]? StateOf(IEnumerable<(double Score, double Weight)> part) => part.Aggregate(default(double[]), (all, item) =>
        {
            var one = new double[state.Size];
            state.Start(one, item.Score, item.Weight);
            return Merge(all, one);
        });

        double[]? Merge(double[]? earlier, double[]? later)
        {
            if (earlier is null || later is null)
            {
                return earlier ?? later;
            }

            var both = earlier.ToArray();
            state.Merge(both, later);
            return both;
        }
    }

    private static double F(IAggregationStrategy strategy, WeightedScores input) => strategy.Aggregate(input.ToScores(), input.ToWeights());

    private static WeightedScores Map(WeightedScores input, Func<double, double> change) =>
        new([.. input.Items.Select(item => (change(item.Score), item.Weight))]);

    private static WeightedScores Replace(WeightedScores input, int index, (double Score, double Weight) by) =>
        new([.. input.Items.Select((item, i) => i == index ? by : item)]);

    private static string? Compare(WeightedScores one, double ofOne, WeightedScores other, double ofOther, double tolerance) =>
        Math.Abs(ofOne - ofOther) <= tolerance ? null : Say($"F{one} = {ofOne}, but F{other} = {ofOther}");

    private static bool Differ(double one, double other) => !(Math.Abs(one - other) <= Tolerance);

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
