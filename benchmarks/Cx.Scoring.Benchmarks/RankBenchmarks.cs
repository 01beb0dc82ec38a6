using BenchmarkDotNet.Attributes;
using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Benchmarks;

/// <summary>Strategies that rank the scores of one small journey at a time, beside a sort of a copy, over a pool of different journeys.</summary>
[MemoryDiagnoser]
[MedianColumn]
[HideColumns("Error", "StdDev", "RatioSD", "Gen0", "Gen1", "Gen2")]
public class RankBenchmarks
{
    private const int Pool = 4096;
    private const int Seed = 20_240_607;
    private const int MostTouchpoints = 32;
    private const double Tolerance = 1e-12;
    private const double Tail = 0.3;

    private JourneyScorer scorer = null!;
    private double[] values = null!;
    private double[] shares = null!;

    /// <summary>The aggregation strategy, with equal weights.</summary>
    public enum Rule
    {
        /// <summary>The scores, each times what its rank counts: twice as much for the worst as for the median.</summary>
        Owa,

        /// <summary>The mean of the worst three tenths.</summary>
        LowerTailMean,
    }

    /// <summary>The aggregation strategy.</summary>
    [ParamsAllValues]
    public Rule Strategy { get; set; }

    /// <summary>How many touchpoints the model has; a journey measures each once, in model order.</summary>
    [Params(7, 10, 20)]
    public int Touchpoints { get; set; }

    /// <summary>Draws the model and the pool, and checks that both agree on every journey.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(Seed);
        scorer = new(new ScoringModel("survey")
        {
            Strategy = Strategy is Rule.Owa ? AggregationStrategies.Owa(Quantifier.Power(2)) : AggregationStrategies.LowerTailMean(Tail),
            Steps = [.. Enumerable.Range(0, Touchpoints).Select(i => new Touchpoint($"touchpoint-{i}", Scale.Stars))],
        });
        shares = [.. Enumerable.Range(0, Touchpoints).Select(worse => Counted(worse + 1) - Counted(worse))];
        values = [.. Enumerable.Range(0, Pool * Touchpoints).Select(_ => Scale.Stars.Worst + ((Scale.Stars.Best - Scale.Stars.Worst) * random.NextDouble()))];
        for (var journey = 0; journey < Pool; journey++)
        {
            var (value, other) = (scorer.ScoreValue(Values(journey)), Sorted(Values(journey)));
            if (!(Math.Abs(value - other) <= Tolerance))
            {
                throw new InvalidOperationException($"Journey {journey}: {value} is not {other}.");
            }
        }
    }

    /// <summary>A copy on the stack that is sorted, and added up by rank. It checks nothing.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Pool)]
    public double SpanSort()
    {
        var sum = 0.0;
        for (var journey = 0; journey < Pool; journey++)
        {
            sum += Sorted(Values(journey));
        }

        return sum;
    }

    /// <summary>The number alone, from values in model order.</summary>
    [Benchmark(OperationsPerInvoke = Pool)]
    public double ScoreValueOfSpan()
    {
        var sum = 0.0;
        for (var journey = 0; journey < Pool; journey++)
        {
            sum += scorer.ScoreValue(Values(journey));
        }

        return sum;
    }

    // What the worst of the scores count together.
    private double Counted(int scores)
    {
        var part = (double)scores / Touchpoints;
        return Strategy is Rule.Owa ? 1 - ((1 - part) * (1 - part)) : Math.Min(part / Tail, 1);
    }

    private double Sorted(ReadOnlySpan<double> journey)
    {
        Span<double> copy = stackalloc double[MostTouchpoints];
        copy = copy[..journey.Length];
        journey.CopyTo(copy);
        copy.Sort();
        var sum = 0.0;
        for (var rank = 0; rank < copy.Length; rank++)
        {
            sum += shares[rank] * copy[rank];
        }

        return (sum - Scale.Stars.Worst) / (Scale.Stars.Best - Scale.Stars.Worst);
    }

    private ReadOnlySpan<double> Values(int journey) => values.AsSpan(journey * Touchpoints, Touchpoints);
}
