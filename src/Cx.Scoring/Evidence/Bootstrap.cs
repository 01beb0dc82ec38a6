using System.Globalization;
using System.Runtime.CompilerServices;
using Cx.Scoring.Batch;
using Cx.Scoring.Compilation;
using Cx.Scoring.Explanation;

namespace Cx.Scoring.Evidence;

/// <summary>Says how sure a score is that rests on the answers of many, and whether two differ by more than chance. For any strategy.</summary>
/// <remarks>
/// <para>A cohort is a journey with many micro-experiences at each touchpoint: a month of visits. Samples are drawn from it with replacement: whole customers,
/// where micro-experiences carry one, and answers within their touchpoint where they do not. Each sample is scored as the model says.</para>
/// <para>Immutable; the same bits under the same seed on every machine and any number of threads. Source: Efron and Tibshirani 1993; docs/evidence.md.</para>
/// </remarks>
public sealed class Bootstrap
{
    private const int FewestResamples = 100;
    private const int MostResamples = 1_000_000;
    private const int Portion = 50;
    private const int Journey = 0;
    private const int Measured = PlausibleTruths.Measured;
    private readonly JourneyScorer scorer;

    /// <summary>A bootstrap of the scores of a scorer.</summary>
    /// <param name="scorer">The scorer.</param>
    public Bootstrap(JourneyScorer scorer)
    {
        ArgumentNullException.ThrowIfNull(scorer);
        this.scorer = scorer;
    }

    /// <summary>How many samples are drawn, 100 to 1,000,000; 2,000 unless set.</summary>
    public int Resamples
    {
        get;
        init => field = value is >= FewestResamples and <= MostResamples
            ? value
            : throw new ArgumentOutOfRangeException(nameof(value), value, string.Create(CultureInfo.InvariantCulture, $"Resamples was {value}; allowed is {FewestResamples} to {MostResamples}."));
    } = 2000;

    /// <summary>In what share of cohorts an interval should hold the true score, more than 0 and less than 1; 0.95 unless set.</summary>
    public double Confidence { get; init => field = ConfidenceInterval.Require(value); } = 0.95;

    /// <summary>How intervals are read off the samples.</summary>
    public IntervalMethod Method { get; init; } = IntervalMethod.HoldsAtTies;

    /// <summary>The seed of the samples; 1 unless set.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>On how many threads to work, at least 1; 1 unless set. It changes no bit.</summary>
    public int Threads
    {
        get;
        init => field = value >= 1 ? value : throw new ArgumentOutOfRangeException(nameof(value), value, string.Create(CultureInfo.InvariantCulture, $"Threads was {value}; allowed is 1 and more."));
    } = 1;

    /// <summary>How sure the score of a cohort is, and that of each touchpoint, and which touchpoint is the weakest link.</summary>
    /// <param name="cohort">A journey that holds the micro-experiences of many.</param>
    /// <exception cref="ArgumentException">The journey is faulty.</exception>
    [OverloadResolutionPriority(1)]
    public ScoreEvidence Of(Journey cohort) => Of(new Cohort(scorer, cohort));

    /// <summary>The same of answers that were counted as they came.</summary>
    /// <param name="tally">The answers, under a model of the same content.</param>
    /// <exception cref="ArgumentException">The tally was made under another model.</exception>
    public ScoreEvidence Of(AnswerTally tally)
    {
        ArgumentNullException.ThrowIfNull(tally);
        return tally.Scorer.Identity == scorer.Identity
            ? Of(tally.ToCohort())
            : throw new ArgumentException($"The answers were counted under {tally.Scorer.Identity}, and are to be scored under {scorer.Identity}; both must be the same.", nameof(tally));
    }

    /// <summary>Whether two cohorts score otherwise by more than chance, and which touchpoints made the difference.</summary>
    /// <remarks>
    /// The p-value is that of a permutation test, in which customers, or answers within their touchpoint, change sides; there are as many permutations as <see cref="Resamples"/>. A
    /// customer of both cohorts is compared with himself: drawn in both at once for the interval, and in a permutation all his answers of the one side become those of the other, or none
    /// do. Answers of nobody known are taken as those of other people.
    /// </remarks>
    /// <param name="before">What is compared with: the earlier period, the other segment.</param>
    /// <param name="after">What is compared.</param>
    /// <exception cref="ArgumentException">A journey is faulty or has no value under the model.</exception>
    public Comparison Compare(Journey before, Journey after)
    {
        ArgumentNullException.ThrowIfNull(after);
        var contributions = new JourneyExplainer(scorer, Baseline.Of(before)).Contributions(after);
        if (contributions.Value is null)
        {
            throw new ArgumentException($"Journey '{after.Id}' has no value under model '{scorer.Model.Name}', so it cannot be compared: {contributions.Reason}.", nameof(after));
        }

        var (first, second) = (Of(before), Of(after));
        return new(first, second, contributions)
        {
            Interval = first.Interval is null || second.Interval is null ? null : IntervalOfDifference(before, after, Cohort.OfBoth(before, after)),
            PValue = new PermutationTest(scorer, before, after).PValue(Resamples, Threads, OtherSeed),
        };
    }

    /// <summary>The segments by score, with ties where their intervals overlap: the best first.</summary>
    /// <param name="segments">A cohort for each segment, named by its id.</param>
    /// <exception cref="ArgumentException">A journey is faulty or has no interval.</exception>
    public IReadOnlyList<RankedSegment> Rank(IEnumerable<Journey> segments)
    {
        ArgumentNullException.ThrowIfNull(segments);
        var all = segments.Select(segment => (segment.Id, Evidence: Of(segment))).ToList();
        foreach (var (id, evidence) in all.Where(static one => one.Evidence.Interval is null))
        {
            throw new ArgumentException($"Segment '{id}' has no interval, so it has no rank: {evidence.Reason}.", nameof(segments));
        }

        return new ValueList<RankedSegment>([.. all
            .Select(one => new RankedSegment(one.Id, 1 + all.Count(other => other.Evidence.Interval!.Value.Low > one.Evidence.Interval!.Value.High), one.Evidence))
            .OrderBy(static one => one.Rank)
            .ThenByDescending(static one => one.Evidence.Score.Value)]);
    }

    private ScoreEvidence Of(Cohort answers)
    {
        var samples = Draw(answers, Seed);
        var accelerations = new Influences(answers, scorer.Compiled).Accelerations;
        var slots = scorer.Compiled.Slots;
        var weakest = WeakestProbabilities(samples);
        var touchpoints = slots.Select((slot, i) =>
        {
            var score = answers.Score.Nodes[slot.Node];
            var resampled = answers.UnitsOfSlot[i] > 1 ? new Resampled(Column(samples, slot.Node), score, accelerations[i + 1]) : null;
            return new TouchpointEvidence(
                slot.Id, answers.Answers[i], double.IsNaN(score) ? null : score, resampled?.StandardError, resampled?.Interval(Method, Confidence), weakest[i]);
        });
        var evidence = new ScoreEvidence(answers.Score) { Touchpoints = new ValueList<TouchpointEvidence>([.. touchpoints]), Reason = Lacking(answers) };
        if (evidence.Reason is not null)
        {
            return evidence;
        }

        var score = answers.Score.Value!.Value;
        var whole = new Resampled(Column(samples, Journey), score, accelerations[0]);
        var without = Resamples - whole.Count;
        if (2 * without > Resamples)
        {
            return evidence with { WithoutValue = without, Reason = string.Create(CultureInfo.InvariantCulture, $"{without} of {Resamples} resamples have no value, because too few have measured what the model needs") };
        }

        var truths = new PlausibleTruths(answers, scorer.Compiled, samples);
        var (wider, means) = Wider([.. Enumerable.Range(0, truths.Count)], truths.Of, score, (0, 1));
        return evidence with
        {
            WithoutValue = without,
            Interval = Spanning(whole, wider),
            StandardError = whole.StandardError,
            Bias = whole.Mean - score,
            BiasAtTies = means.Where((_, truth) => truths.IsTie(truth)).Append(whole.Mean - score).MaxBy(Math.Abs),
        };
    }

    /// <summary>A row for each resample: the score of the journey, then those of all other nodes; NaN where there is none.</summary>
    private double[] Draw(Cohort cohort, ulong seed)
    {
        var width = scorer.Compiled.Steps.Length;
        var samples = new double[Resamples * width];
        var portions = (Resamples + Portion - 1) / Portion;
        Work.Run(portions, Threads, (cohort, seed, SeedOfBoth, samples, width), static (portion, call) =>
        {
            var counts = new int[call.cohort.Counts.Length];
            var last = Math.Min((portion + 1) * Portion, call.samples.Length / call.width);
            for (var resample = portion * Portion; resample < last; resample++)
            {
                var state = SplitMix.Stream(call.seed, resample);
                counts.AsSpan().Clear();
                foreach (var stratum in call.cohort.Strata)
                {
                    if (stratum.Slot == Cohort.Returning)
                    {
                        var ofBoth = SplitMix.Stream(call.SeedOfBoth, resample);
                        stratum.DrawPlaces(ref ofBoth, counts);
                    }
                    else
                    {
                        stratum.Draw(ref state, counts);
                    }
                }

                var nodes = call.samples.AsSpan(resample * call.width, call.width);
                nodes[Journey] = call.cohort.Value(counts, nodes);
            }

            return 0;
        });
        return samples;
    }

    // What is drawn beside the samples of the first cohort is drawn from streams of its own, and customers of both from one.
    private ulong OtherSeed => SplitMix.Stream(Seed, int.MaxValue);

    private ulong SeedOfBoth => SplitMix.Stream(Seed, int.MaxValue - 1);

    private ConfidenceInterval IntervalOfDifference(Journey earlier, Journey later, HashSet<string> returning)
    {
        var (before, after) = (new Cohort(scorer, earlier, returning), new Cohort(scorer, later, returning));
        var first = new PlausibleTruths(before, scorer.Compiled, Draw(before, Seed));
        var second = new PlausibleTruths(after, scorer.Compiled, Draw(after, OtherSeed));
        var difference = after.Score.Value!.Value - before.Score.Value!.Value;
        var whole = new Resampled(Difference((Measured, Measured)).Select(one => difference + one), difference, new Influences(after, scorer.Compiled, before).Accelerations[0]);

        // The least favourable truths of one cohort, in either direction, beside those of the other.
        var ofAfter = LeastFavourable(second);
        (int First, int Second)[] pairs = [.. LeastFavourable(first).SelectMany(_ => ofAfter, static (one, other) => (one, other)).Where(static pair => pair != (Measured, Measured))];
        return Spanning(whole, Wider(pairs, Difference, difference, (-1, 1)).Intervals);

        double[] Difference((int First, int Second) truths) => [.. second.Of(truths.Second).Zip(first.Of(truths.First), static (one, other) => one - other)];
    }

    // What was measured, and the truths under which chance takes the score the farthest up and down; nothing where ties do not matter to the score.
    private int[] LeastFavourable(PlausibleTruths truths)
    {
        var intervals = Wider([.. Enumerable.Range(0, truths.Count)], truths.Of, 0, (-1, 1)).Intervals;
        return truths.Count == 0 ? [Measured]
            : [Measured, intervals.Index().MinBy(static one => one.Item.Low).Index, intervals.Index().MaxBy(static one => one.Item.High).Index];
    }

    private ConfidenceInterval Spanning(Resampled whole, IReadOnlyList<ConfidenceInterval> wider) =>
        Method is IntervalMethod.HoldsAtTies ? whole.Interval(Method, Confidence).Spanning(wider) : whole.Interval(Method, Confidence);

    // For each truth, the interval that its noise gives a score, and the mean of the noise.
    private (ConfidenceInterval[] Intervals, double[] Means) Wider<TTruth>(TTruth[] truths, Func<TTruth, double[]> noise, double score, (double Least, double Greatest) range)
    {
        var (intervals, means) = (new ConfidenceInterval[truths.Length], new double[truths.Length]);
        Work.Run(truths.Length, Threads, (truths, noise, score, range, intervals, means, Confidence), static (i, call) =>
        {
            var resampled = new Resampled(call.noise(call.truths[i]), 0, 0);
            (call.intervals[i], call.means[i]) = (resampled.About(call.score, call.range, call.Confidence), resampled.Mean);
            return 0;
        });
        return (intervals, means);
    }

    private double[] WeakestProbabilities(double[] samples)
    {
        var slots = scorer.Compiled.Slots;
        var shares = new double[slots.Length];
        var any = 0;
        for (var row = 0; row < samples.Length; row += scorer.Compiled.Steps.Length)
        {
            var least = double.PositiveInfinity;
            foreach (ref readonly var slot in slots.AsSpan())
            {
                // False for a touchpoint without a score, which is NaN.
                least = scorer.Compiled.Counts(slot.Node) && samples[row + slot.Node] < least ? samples[row + slot.Node] : least;
            }

            var ties = slots.Count(slot => IsWeakest(slot, row, least));
            any += Math.Min(ties, 1);
            for (var i = 0; i < slots.Length; i++)
            {
                shares[i] += IsWeakest(slots[i], row, least) ? 1.0 / ties : 0;
            }
        }

        return [.. shares.Select(share => any == 0 ? 0 : share / any)];

        bool IsWeakest(Slot slot, int row, double least) => scorer.Compiled.Counts(slot.Node) && samples[row + slot.Node] <= least + Resampled.Rounding;
    }

    private IEnumerable<double> Column(double[] samples, int node)
    {
        for (var place = node; place < samples.Length; place += scorer.Compiled.Steps.Length)
        {
            yield return samples[place];
        }
    }

    private string? Lacking(Cohort answers)
    {
        var slots = scorer.Compiled.Slots;
        var once = Enumerable.Range(0, slots.Length).Where(i => answers.UnitsOfSlot[i] == 1 && scorer.Compiled.Counts(slots[i].Node)).Select(i => $"'{slots[i].Id}'").ToList();
        return answers.Score.Value is null ? answers.Score.Reason
            : once.Count > 0 ? $"{string.Join(", ", once)} {(once.Count == 1 ? "was" : "were")} measured by one customer alone, and one says nothing of others"
            : null;
    }
}
