using System.Numerics.Tensors;
using BenchmarkDotNet.Attributes;
using Cx.Scoring.Aggregation;
using MathNet.Numerics.Statistics;

namespace Cx.Scoring.Benchmarks;

/// <summary>One small journey at a time, over a pool of different ones: the branch predictor would learn a single journey by heart.</summary>
[MemoryDiagnoser]
[MedianColumn]
[HideColumns("Error", "StdDev", "RatioSD", "Gen0", "Gen1", "Gen2")]
public class ScoreBenchmarks
{
    private const int Pool = 4096;
    private const int Seed = 20_240_607;
    private const int Stars = 5;
    private const int MostWeight = 3;
    private const double Tolerance = 1e-12;

    private JourneyScorer scorer = null!;
    private Journey[] journeys = null!;
    private double[] values = null!;
    private double[] scores = null!;
    private List<Answer>[] answers = null!;
    private Form form = null!;

    /// <summary>The aggregation strategy.</summary>
    public enum Rule
    {
        /// <summary>The mean.</summary>
        WeightedMean,

        /// <summary>The minimum.</summary>
        WeakestLink,

        /// <summary>The mean less half the variance.</summary>
        ConsistencyVariance,
    }

    /// <summary>The aggregation strategy.</summary>
    [ParamsAllValues]
    public Rule Strategy { get; set; }

    /// <summary>How many touchpoints the model has; a journey measures each once, in model order.</summary>
    [Params(7, 10, 20, 100)]
    public int Touchpoints { get; set; }

    /// <summary>Draws the model and the pool, and checks that all rivals agree on every journey.</summary>
    [GlobalSetup]
    public void Setup()
    {
        var random = new Random(Seed);
        var weights = Enumerable.Range(0, Touchpoints).Select(_ => (double)random.Next(1, MostWeight + 1)).ToArray();
        scorer = new(new ScoringModel("survey")
        {
            Strategy = Strategy switch
            {
                Rule.WeightedMean => AggregationStrategies.WeightedMean,
                Rule.WeakestLink => AggregationStrategies.WeakestLink,
                _ => AggregationStrategies.ConsistencyVariance(),
            },
            Steps = [.. weights.Select((weight, i) => new Touchpoint($"touchpoint-{i}", Scale.Stars) { Weight = weight })],
        });
        form = new(
            [.. weights.Select(_ => Scale.Stars.Worst)],
            [.. weights.Select(_ => Scale.Stars.Best)],
            [.. weights.Select(_ => 1 / (Scale.Stars.Best - Scale.Stars.Worst))],
            [.. weights.Select(weight => weight / weights.Sum())]);
        values = [.. Enumerable.Range(0, Pool * Touchpoints).Select(_ => (double)random.Next(1, Stars + 1))];
        scores = new double[Touchpoints];
        journeys = [.. Enumerable.Range(0, Pool).Select(Lived)];
        answers = [.. Enumerable.Range(0, Pool).Select(journey => weights.Select((weight, i) => new Answer(Values(journey)[i], form.Worst[i], form.Best[i], weight)).ToList())];
        for (var journey = 0; journey < Pool; journey++)
        {
            Agree(journey);
        }
    }

    /// <summary>The plain loop over arrays.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Pool)]
    public double HandLoop() => Strategy switch
    {
        Rule.WeightedMean => HandLoop<WeightedMeanRival>(),
        Rule.WeakestLink => HandLoop<WeakestLinkRival>(),
        _ => HandLoop<ConsistencyVarianceRival>(),
    };

    /// <summary>LINQ over objects.</summary>
    [Benchmark(OperationsPerInvoke = Pool)]
    public double Linq() => Strategy switch
    {
        Rule.WeightedMean => Linq<WeightedMeanRival>(),
        Rule.WeakestLink => Linq<WeakestLinkRival>(),
        _ => Linq<ConsistencyVarianceRival>(),
    };

    /// <summary>TensorPrimitives over spans.</summary>
    [Benchmark(OperationsPerInvoke = Pool)]
    public double Tensor() => Strategy switch
    {
        Rule.WeightedMean => Tensor<WeightedMeanRival>(),
        Rule.WeakestLink => Tensor<WeakestLinkRival>(),
        _ => Tensor<ConsistencyVarianceRival>(),
    };

    /// <summary>The running statistics of MathNet.Numerics.</summary>
    [Benchmark(OperationsPerInvoke = Pool)]
    public double MathNet() => Strategy switch
    {
        Rule.WeightedMean => MathNet<WeightedMeanRival>(),
        Rule.WeakestLink => MathNet<WeakestLinkRival>(),
        _ => MathNet<ConsistencyVarianceRival>(),
    };

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

    /// <summary>The number alone, from a journey.</summary>
    [Benchmark(OperationsPerInvoke = Pool)]
    public double ScoreValueOfJourney()
    {
        var sum = 0.0;
        foreach (var journey in journeys)
        {
            sum += scorer.ScoreValue(journey);
        }

        return sum;
    }

    /// <summary>The score with its explanation.</summary>
    [Benchmark(OperationsPerInvoke = Pool)]
    public double Score()
    {
        var sum = 0.0;
        foreach (var journey in journeys)
        {
            sum += scorer.Score(journey).Value!.Value;
        }

        return sum;
    }

    private double HandLoop<TRival>()
        where TRival : struct, IRival
    {
        var sum = 0.0;
        for (var journey = 0; journey < Pool; journey++)
        {
            sum += TRival.HandLoop(form, Values(journey));
        }

        return sum;
    }

    private double Linq<TRival>()
        where TRival : struct, IRival
    {
        var sum = 0.0;
        foreach (var journey in answers)
        {
            sum += TRival.Linq(journey);
        }

        return sum;
    }

    private double Tensor<TRival>()
        where TRival : struct, IRival
    {
        var sum = 0.0;
        for (var journey = 0; journey < Pool; journey++)
        {
            sum += OfTensor<TRival>(journey);
        }

        return sum;
    }

    private double MathNet<TRival>()
        where TRival : struct, IRival
    {
        var sum = 0.0;
        for (var journey = 0; journey < Pool; journey++)
        {
            sum += OfMathNet<TRival>(journey);
        }

        return sum;
    }

    private double OfTensor<TRival>(int journey)
        where TRival : struct, IRival
    {
        TensorPrimitives.Subtract(Values(journey), form.Worst, scores);
        TensorPrimitives.Multiply<double>(scores, form.Inverse, scores);
        return TRival.Tensor(form, scores);
    }

    private double OfMathNet<TRival>(int journey)
        where TRival : struct, IRival
    {
        var statistics = new RunningWeightedStatistics();
        var of = Values(journey);
        for (var i = 0; i < of.Length; i++)
        {
            statistics.Push(form.Share[i], (of[i] - form.Worst[i]) * form.Inverse[i]);
        }

        return TRival.MathNet(statistics);
    }

    private ReadOnlySpan<double> Values(int journey) => values.AsSpan(journey * Touchpoints, Touchpoints);

    private Journey Lived(int journey) =>
        new($"journey-{journey}", scorer.Touchpoints.Select((touchpoint, i) => new MicroExperience(touchpoint, Values(journey)[i])));

    private void Agree(int journey)
    {
        var rivals = Strategy switch
        {
            Rule.WeightedMean => All<WeightedMeanRival>(journey),
            Rule.WeakestLink => All<WeakestLinkRival>(journey),
            _ => All<ConsistencyVarianceRival>(journey),
        };
        var value = scorer.ScoreValue(Values(journey));
        foreach (var other in (ReadOnlySpan<double>)[.. rivals, scorer.ScoreValue(journeys[journey]), scorer.Score(journeys[journey]).Value ?? double.NaN])
        {
            if (!(Math.Abs(value - other) <= Tolerance))
            {
                throw new InvalidOperationException($"Journey {journey}: {value} is not {other}.");
            }
        }
    }

    private double[] All<TRival>(int journey)
        where TRival : struct, IRival => [TRival.HandLoop(form, Values(journey)), TRival.Linq(answers[journey]), OfTensor<TRival>(journey), OfMathNet<TRival>(journey)];
}
