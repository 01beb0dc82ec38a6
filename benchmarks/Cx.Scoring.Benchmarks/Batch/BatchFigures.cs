using System.Globalization;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Batch;

namespace Cx.Scoring.Benchmarks.Batch;

/// <summary>The table of batch figures: every work beside the limit, a plain vector sum of the same bytes in the same round.</summary>
internal static class BatchFigures
{
    private const int Cells = 10_000_000;
    private const int Seed = 20_261_122;
    private const double MissingShare = 0.1;
    private const int MostWeight = 3;
    private const double Sharpness = 8;
    private const double Exponent = 1.7;

    private delegate double Formula(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights);

    /// <summary>Prints the table.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="rounds">How many rounds.</param>
    public static void Print(TextWriter output, int rounds)
    {
        output.WriteLine("| cells | work | ns a cell | times the limit |");
        output.WriteLine("|---|---|---:|---:|");
        foreach (var touchpoints in (int[])[10, 20, 100])
        {
            foreach (var (name, seconds, ratio) in Works(touchpoints).Run(rounds))
            {
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {Cells / touchpoints:N0} x {touchpoints} | {name} | {1e9 * seconds / Cells:0.000} | {ratio:0.00} |"));
            }
        }
    }

    private static Rounds Works(int touchpoints)
    {
        var journeys = Cells / touchpoints;
        var random = new Random(Seed);
        var cells = Numbers(random, 1, 5);
        var gapped = cells.Select(cell => random.NextDouble() < MissingShare ? double.NaN : cell).ToArray();
        var weights = Numbers(random, 1, 2);
        var (scores, deviations, minima) = (new double[journeys], new double[journeys], new double[journeys]);
        var rounds = new Rounds();
        rounds.Add("the limit: a sum", () => Sum(cells));

        Table("weighted mean", AggregationStrategies.WeightedMean);
        Table("weakest link", AggregationStrategies.WeakestLink);
        Table("consistency variance", AggregationStrategies.ConsistencyVariance());
        var shares = Shares(touchpoints);
        RequireAgreement(Scorer(AggregationStrategies.ConsistencyVariance()), cells, shares);
        rounds.Add("consistency variance, two plain passes by hand", () => TwoPlainPasses(cells, shares, scores));
        var profile = Scorer(AggregationStrategies.WeightedMean);
        rounds.Add("profile: mean, deviation, minimum", () => profile.Profile(new JourneyTable(cells, journeys), new(scores, deviations, minima)));
        Table("weighted mean, written by a user over moments", new MomentTwin());
        Table("weighted mean, written by a user over lanes", new LaneTwin());
        if (touchpoints > 16)
        {
            return rounds;
        }

        rounds.Add("profile, journey after journey", () => profile.Profile(new JourneyTable(cells, journeys, CellOrder.JourneyMajor), new(scores, deviations, minima)));
        Table("harmonic mean", AggregationStrategies.HarmonicMean);
        var mean = Scorer(AggregationStrategies.WeightedMean);
        rounds.Add("weighted mean, 10 % missing", () => mean.Score(new JourneyTable(gapped, journeys), scores));
        rounds.Add("weighted mean, own weights (twice the bytes)", () => mean.Score(new JourneyTable(cells, journeys) { Weights = weights }, scores));
        rounds.Add("weighted mean and its bounds", () => mean.Score(new JourneyTable(cells, journeys), new BatchScores(scores) { Low = deviations, High = minima }));
        Table("geometric mean", AggregationStrategies.GeometricMean);
        ByMath("geometric mean, by Math.Log", GeometricMean);
        Table("soft minimum (8)", AggregationStrategies.SoftMinimum(Sharpness));
        ByMath("soft minimum (8), by Math.Exp", SoftMinimum);
        Table("power mean (1.7)", AggregationStrategies.PowerMean(Exponent));
        ByMath("power mean (1.7), by Math.Pow", PowerMean);
        Table("power mean (3)", AggregationStrategies.PowerMean(3));
        Table("OWA (power 2), equal weights", AggregationStrategies.Owa(Quantifier.Power(2)), equal: true);
        Table("lower-tail mean (0.3), equal weights", AggregationStrategies.LowerTailMean(0.3), equal: true);
        Table("Gini mean, equal weights", AggregationStrategies.GiniMean, equal: true);
        Table("weighted mean, written by a user over spans", new SpanTwin());
        return rounds;

        void Table(string name, IAggregationStrategy strategy, bool equal = false)
        {
            var batch = Scorer(strategy, equal);
            rounds.Add(name, () => batch.Score(new JourneyTable(cells, journeys), scores));
        }

        void ByMath(string name, Formula formula)
        {
            rounds.Add(name, () => Scalar(cells, shares, formula, scores));
        }

        BatchScorer Scorer(IAggregationStrategy strategy, bool equal = false) => new(new JourneyScorer(new("figures")
        {
            Strategy = strategy,
            MissingScores = MissingScores.Skip,
            Steps = [.. Enumerable.Range(0, touchpoints).Select(i => new Touchpoint(i.ToString(CultureInfo.InvariantCulture), Scale.Stars) { Weight = equal ? 1 : Weight(i) })],
        }));
    }

    private static int Weight(int touchpoint) => 1 + (touchpoint % MostWeight);

    private static double[] Shares(int touchpoints)
    {
        double[] given = [.. Enumerable.Range(0, touchpoints).Select(i => (double)Weight(i))];
        var total = given.Sum();
        return [.. given.Select(weight => weight / total)];
    }

    private static void RequireAgreement(BatchScorer batch, double[] cells, double[] shares)
    {
        var journeys = cells.Length / shares.Length;
        var (ours, byHand) = (new double[journeys], new double[journeys]);
        batch.Score(new JourneyTable(cells, journeys), ours);
        TwoPlainPasses(cells, shares, byHand);
        if (ours.Zip(byHand).Any(pair => Math.Abs(pair.First - pair.Second) > 1e-12))
        {
            throw new InvalidOperationException($"Two plain passes over {shares.Length} touchpoints come to another variance than ours.");
        }
    }

    // Eight journeys at a time. No value is checked, and the variance is not corrected for the rounding of its mean.
    private static void TwoPlainPasses(ReadOnlySpan<double> cells, ReadOnlySpan<double> shares, Span<double> scores)
    {
        // From the beginning of a line of the cache, as ours: between two lines each vector takes two.
        var room = GC.AllocateUninitializedArray<double>((shares.Length + 1) * Vector512<double>.Count, pinned: true);
        var line = Vector512<double>.Count * sizeof(double);
        var past = (int)(Marshal.UnsafeAddrOfPinnedArrayElement(room, 0) % line);
        var journeys = MemoryMarshal.Cast<double, Vector512<double>>(room.AsSpan((line - past) / sizeof(double)))[..shares.Length];
        var (worst, inverse) = (Vector512.Create(Scale.Stars.Worst), Vector512.Create(1 / (Scale.Stars.Best - Scale.Stars.Worst)));
        for (var j = 0; j < scores.Length; j += Vector512<double>.Count)
        {
            var (mean, variance) = (Vector512<double>.Zero, Vector512<double>.Zero);
            for (var i = 0; i < shares.Length; i++)
            {
                var score = (Vector512.Create(cells.Slice((i * scores.Length) + j, Vector512<double>.Count)) - worst) * inverse;
                mean += shares[i] * score;
                journeys[i] = score;
            }

            for (var i = 0; i < shares.Length; i++)
            {
                var deviation = journeys[i] - mean;
                variance += shares[i] * deviation * deviation;
            }

            (mean - (variance * 0.5)).CopyTo(scores[j..]);
        }
    }

    // One journey after the other, and nothing is checked.
    private static void Scalar(ReadOnlySpan<double> cells, ReadOnlySpan<double> shares, Formula formula, Span<double> scores)
    {
        Span<double> journey = stackalloc double[shares.Length];
        var (worst, inverse) = (Scale.Stars.Worst, 1 / (Scale.Stars.Best - Scale.Stars.Worst));
        for (var j = 0; j < scores.Length; j++)
        {
            for (var i = 0; i < journey.Length; i++)
            {
                journey[i] = (cells[(i * scores.Length) + j] - worst) * inverse;
            }

            scores[j] = formula(journey, shares);
        }
    }

    private static double GeometricMean(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            sum += weights[i] * Math.Log(scores[i]);
        }

        return Math.Exp(sum);
    }

    private static double SoftMinimum(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
    {
        var least = 1.0;
        foreach (var score in scores)
        {
            least = Math.Min(least, score);
        }

        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            sum += weights[i] * Math.Exp(-Sharpness * (scores[i] - least));
        }

        return least - (Math.Log(sum) / Sharpness);
    }

    private static double PowerMean(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        for (var i = 0; i < scores.Length; i++)
        {
            sum += weights[i] * Math.Pow(scores[i], Exponent);
        }

        return Math.Pow(sum, 1 / Exponent);
    }

    private static double[] Numbers(Random random, double low, double high) => [.. Enumerable.Range(0, Cells).Select(_ => low + ((high - low) * random.NextDouble()))];

    // Four sums, so that the additions do not wait for each other.
    private static double Sum(double[] cells)
    {
        ref var first = ref MemoryMarshal.GetArrayDataReference(cells);
        var (a, b, c, d) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        var width = (nuint)Vector256<double>.Count;
        for (nuint i = 0; i < (nuint)cells.Length; i += 4 * width)
        {
            a += Vector256.LoadUnsafe(ref first, i);
            b += Vector256.LoadUnsafe(ref first, i + width);
            c += Vector256.LoadUnsafe(ref first, i + (2 * width));
            d += Vector256.LoadUnsafe(ref first, i + (3 * width));
        }

        return Vector256.Sum(a + b + c + d);
    }

    private readonly record struct LaneTwin : ILaneStrategy<LaneTwin>
    {
        public string Name => "lane-twin";

        public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
            where TLane : unmanaged, ILane<TLane> => LaneMath.Mean(scores, weights);
    }

    private readonly record struct MomentTwin : IMomentStrategy<MomentTwin>
    {
        public static ScoreMoments Asks => ScoreMoments.Mean;

        public string Name => "moment-twin";

        public TLane Aggregate<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
            where TLane : unmanaged, ILane<TLane> => mean;
    }

    private sealed class SpanTwin : IAggregationStrategy
    {
        public string Name => "span-twin";

        public double Aggregate(ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
        {
            var sum = 0.0;
            for (var i = 0; i < scores.Length; i++)
            {
                sum += scores[i] * weights[i];
            }

            return Math.Min(1, sum);
        }
    }
}
