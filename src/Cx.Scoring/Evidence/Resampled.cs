using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Evidence.Distributions;

namespace Cx.Scoring.Evidence;

/// <summary>A quantity of many resamples beside its estimate: error, bias and interval.</summary>
internal sealed class Resampled
{
    /// <summary>How far apart rounding may carry two scores that are the same: those of a sample and of a resample that holds it in other counts.</summary>
    public const double Rounding = 1e-12;

    private readonly double[] sorted;
    private readonly double estimate;
    private readonly double acceleration;

    /// <param name="values">The quantity of each resample; NaN where it has none.</param>
    /// <param name="estimate">The quantity of the sample itself.</param>
    /// <param name="acceleration">How fast its error changes with it.</param>
    public Resampled(IEnumerable<double> values, double estimate, double acceleration)
    {
        (sorted, this.estimate, this.acceleration) = ([.. values.Where(static value => !double.IsNaN(value)).Order()], estimate, acceleration);
        Mean = sorted.Length == 0 ? double.NaN : LaneMean(sorted);
    }

    /// <summary>How many resamples have a value.</summary>
    public int Count => sorted.Length;

    /// <summary>Their mean.</summary>
    public double Mean { get; }

    /// <summary>Their standard deviation, which is the standard error of the estimate.</summary>
    public double StandardError => Math.Sqrt(sorted.Sum(value => (value - Mean) * (value - Mean)) / Math.Max(1, sorted.Length - 1));

    /// <summary>The interval.</summary>
    /// <remarks>BCa after Efron 1987: each end is moved by the normal score of the share of resamples below the estimate, half of those at it.</remarks>
    public ConfidenceInterval Interval(IntervalMethod method, double confidence)
    {
        var tail = (1 - confidence) / 2;
        if (method is IntervalMethod.Percentile)
        {
            return new(At(tail), At(1 - tail), confidence);
        }

        var (first, last) = (FirstNotBelow(estimate - Rounding), FirstNotBelow(estimate + Rounding));
        var half = 0.5 / sorted.Length;
        var bias = Normal.Quantile(Math.Clamp((first + last) * half, half, 1 - half));
        return new(At(Moved(Normal.Quantile(tail), bias)), At(Moved(Normal.Quantile(1 - tail), bias)), confidence);
    }

    /// <summary>The interval of a quantity about an estimate that is off by as much as these values say: the basic interval, Davison and Hinkley 1997, equation 5.6.</summary>
    public ConfidenceInterval About(double estimate, (double Least, double Greatest) range, double confidence)
    {
        var tail = (1 - confidence) / 2;
        return new(Math.Max(range.Least, estimate - At(1 - tail)), Math.Min(range.Greatest, estimate - At(tail)), confidence);
    }

    // Where an end of the normal interval lies in the resampled one.
    private double Moved(double end, double bias) => Normal.Cdf(bias + ((bias + end) / Math.Max(1 - (acceleration * (bias + end)), double.Epsilon)));

    // Between two neighbours in rank, as far as the share says: the k-th of B is the share k/(B + 1).
    private double At(double share)
    {
        var rank = Math.Clamp((share * (sorted.Length + 1)) - 1, 0, sorted.Length - 1);
        var below = (int)rank;
        var above = Math.Min(below + 1, sorted.Length - 1);
        return sorted[below] + ((rank - below) * (sorted[above] - sorted[below]));
    }

    private int FirstNotBelow(double value)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = sorted[middle] < value ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private static double LaneMean(double[] values)
    {
        var sum = LaneSum<ScalarLane>.Zero;
        foreach (var value in values)
        {
            sum.Add(new(value));
        }

        return sum.Value.Value / values.Length;
    }
}
