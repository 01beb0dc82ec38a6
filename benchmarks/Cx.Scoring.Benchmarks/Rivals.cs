using System.Numerics.Tensors;
using MathNet.Numerics.Statistics;

namespace Cx.Scoring.Benchmarks;

/// <summary>Σ wᵢxᵢ by hand.</summary>
internal readonly struct WeightedMeanRival : IRival
{
    /// <inheritdoc/>
    public static double HandLoop(Form form, ReadOnlySpan<double> values)
    {
        var (worst, best, inverse, share) = (form.Worst, form.Best, form.Inverse, form.Share);
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (!(value >= worst[i] && value <= best[i]))
            {
                throw new ArgumentOutOfRangeException(nameof(values));
            }

            sum += share[i] * ((value - worst[i]) * inverse[i]);
        }

        return sum;
    }

    /// <inheritdoc/>
    public static double Linq(List<Answer> answers) => answers.Sum(answer => answer.Weight * answer.Score) / answers.Sum(answer => answer.Weight);

    /// <inheritdoc/>
    public static double Tensor(Form form, Span<double> scores) => TensorPrimitives.Dot<double>(scores, form.Share);

    /// <inheritdoc/>
    public static double MathNet(RunningWeightedStatistics scores) => scores.Mean;
}

/// <summary>min xᵢ by hand.</summary>
internal readonly struct WeakestLinkRival : IRival
{
    /// <inheritdoc/>
    public static double HandLoop(Form form, ReadOnlySpan<double> values)
    {
        var (worst, best, inverse, share) = (form.Worst, form.Best, form.Inverse, form.Share);
        var least = 1.0;
        for (var i = 0; i < values.Length; i++)
        {
            var value = values[i];
            if (!(value >= worst[i] && value <= best[i]))
            {
                throw new ArgumentOutOfRangeException(nameof(values));
            }

            if (share[i] > 0)
            {
                least = Math.Min(least, (value - worst[i]) * inverse[i]);
            }
        }

        return least;
    }

    /// <inheritdoc/>
    public static double Linq(List<Answer> answers) => answers.Where(answer => answer.Weight > 0).Min(answer => answer.Score);

    /// <inheritdoc/>
    public static double Tensor(Form form, Span<double> scores) => TensorPrimitives.Min<double>(scores);

    /// <inheritdoc/>
    public static double MathNet(RunningWeightedStatistics scores) => scores.Minimum;
}

/// <summary>M - S²/2 by hand, in two passes.</summary>
internal readonly struct ConsistencyVarianceRival : IRival
{
    private const double Penalty = 0.5;

    /// <inheritdoc/>
    public static double HandLoop(Form form, ReadOnlySpan<double> values)
    {
        var (worst, inverse, share) = (form.Worst, form.Inverse, form.Share);
        var mean = WeightedMeanRival.HandLoop(form, values);
        var variance = 0.0;
        for (var i = 0; i < values.Length; i++)
        {
            var deviation = ((values[i] - worst[i]) * inverse[i]) - mean;
            variance += share[i] * deviation * deviation;
        }

        return mean - (Penalty * variance);
    }

    /// <inheritdoc/>
    public static double Linq(List<Answer> answers)
    {
        var total = answers.Sum(answer => answer.Weight);
        var mean = answers.Sum(answer => answer.Weight * answer.Score) / total;
        var variance = answers.Sum(answer => answer.Weight * (answer.Score - mean) * (answer.Score - mean)) / total;
        return mean - (Penalty * variance);
    }

    /// <inheritdoc/>
    public static double Tensor(Form form, Span<double> scores)
    {
        var mean = TensorPrimitives.Dot<double>(scores, form.Share);
        TensorPrimitives.Subtract(scores, mean, scores);
        TensorPrimitives.Multiply<double>(scores, scores, scores);
        return mean - (Penalty * TensorPrimitives.Dot<double>(scores, form.Share));
    }

    /// <inheritdoc/>
    public static double MathNet(RunningWeightedStatistics scores) => scores.Mean - (Penalty * scores.PopulationVariance);
}
