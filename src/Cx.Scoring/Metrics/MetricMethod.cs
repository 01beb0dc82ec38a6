using System.Globalization;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Evidence;
using Cx.Scoring.Evidence.Distributions;

namespace Cx.Scoring.Metrics;

/// <summary>What an answer of each group is worth, and the published method for the error of their mean: every metric here is such a mean.</summary>
/// <remarks>
/// The adjusted Wald methods add some answers, in fixed proportions, before they take mean and variance; they differ in how many. Sources:
/// docs/evidence.md#metrics.
/// </remarks>
internal sealed class MetricMethod
{
    // Above, not every whole number is a double.
    private const double MostAnswers = 1L << 53;

    private readonly double[] worth;
    private readonly double[] added;
    private readonly Func<double, double> addedToInterval;
    private readonly double addedToTest;
    private readonly bool isMean;
    private readonly string format;

    private MetricMethod(double[] worth, double[] added, Func<double, double> addedToInterval, double addedToTest, bool isMean, string format) =>
        (this.worth, this.added, this.addedToInterval, this.addedToTest, this.isMean, this.format) = (worth, added, addedToInterval, addedToTest, isMean, format);

    /// <summary>The share of the best group less that of the worst, in points: Rocks 2016, three answers more, ¾ to either end.</summary>
    public static MetricMethod NetShare { get; } = new([-100, 0, 100], [0.25, 0.5, 0.25], _ => 3, addedToTest: 3, isMean: false, "0.0");

    /// <summary>A share in percent: Agresti and Coull 1998, z² answers more, half of either kind; two samples: Agresti and Caffo 2000, two more each.</summary>
    public static MetricMethod Share { get; } = new([0, 100], [0.5, 0.5], z => z * z, addedToTest: 2, isMean: false, "0.0");

    /// <summary>The mean of answers from 1 to 7, with Student's t; two samples by Welch 1947.</summary>
    public static MetricMethod MeanOfSeven { get; } = new([1, 2, 3, 4, 5, 6, 7], new double[7], _ => 0, addedToTest: 0, isMean: true, "0.00");

    private (double Least, double Greatest) Range => (worth[0], worth[^1]);

    public double Value(ReadOnlySpan<long> counts) => Estimate(counts, added: 0).Mean;

    public double StandardError(ReadOnlySpan<long> counts) => Math.Sqrt(Estimate(counts, added: 0).SquaredError);

    public ConfidenceInterval Interval(ReadOnlySpan<long> counts, double confidence)
    {
        var critical = Student.Critical(1 - ConfidenceInterval.Require(confidence), Freedom(counts));
        var (mean, squaredError) = Estimate(counts, addedToInterval(critical));
        return ConfidenceInterval.About(mean, critical * Math.Sqrt(squaredError), Range, confidence);
    }

    public long SampleSize(ReadOnlySpan<long> counts, double margin, double confidence)
    {
        var risk = 1 - ConfidenceInterval.Require(confidence);
        if (!(margin > 0 && double.IsFinite(margin)))
        {
            Parameter.Refuse(margin, nameof(margin), "a finite number above 0");
        }

        Freedom(counts);
        var variance = Estimate(counts, added: 0).SquaredError * Answers.Total(counts);
        if (variance == 0)
        {
            throw new InvalidOperationException("All answers agree, so they do not say how far answers spread; plan with a sample in which they differ.");
        }

        var z = Student.Critical(risk, double.PositiveInfinity);
        var wanted = Math.Ceiling((z * z * (variance / margin / margin)) - addedToInterval(z));
        if (!(wanted < MostAnswers))
        {
            throw new ArgumentOutOfRangeException(nameof(margin), margin, $"The margin was {Parameter.Print(margin)}; it would take more answers than can be counted. Widen it.");
        }

        return isMean ? ForMean(Math.Max(2, (long)wanted), variance / margin / margin, risk) : Math.Max(1, (long)wanted);
    }

    public TwoSampleTest Test(ReadOnlySpan<long> one, ReadOnlySpan<long> other, double confidence)
    {
        var risk = 1 - ConfidenceInterval.Require(confidence);
        var (ofOne, ofOther) = (Estimate(one, addedToTest), Estimate(other, addedToTest));
        var freedom = Freedom(one, ofOne.SquaredError, other, ofOther.SquaredError);
        var difference = ofOne.Mean - ofOther.Mean;
        var error = Math.Sqrt(ofOne.SquaredError + ofOther.SquaredError);
        var statistic = difference / error;
        var span = worth[^1] - worth[0];
        var interval = ConfidenceInterval.About(difference, Student.Critical(risk, freedom) * error, (-span, span), confidence);
        return new(Value(one) - Value(other), error, statistic, freedom, Student.TwoSidedTail(Math.Abs(statistic), freedom), interval);
    }

    public string Describe(string name, ReadOnlySpan<long> counts)
    {
        var count = Answers.Total(counts);
        var between = "";
        if (!isMean || count > 1)
        {
            var interval = Interval(counts, confidence: 0.95);
            between = $" ({Print(interval.Low)} to {Print(interval.High)} at 95 %)";
        }

        return string.Create(CultureInfo.InvariantCulture, $"{name}: {Print(Value(counts))}{between}, n = {count}");
    }

    private string Print(double value) => value.ToString(format, CultureInfo.InvariantCulture);

    // The mean, and the square of its standard error: over n - 1 for a mean, as Student's t supposes, and over n for shares, as published.
    private (double Mean, double SquaredError) Estimate(ReadOnlySpan<long> counts, double added)
    {
        var total = Answers.Total(counts) + added;
        var sum = 0.0;
        for (var i = 0; i < worth.Length; i++)
        {
            sum += (counts[i] + (added * this.added[i])) * worth[i];
        }

        var mean = sum / total;
        var variance = 0.0;
        for (var i = 0; i < worth.Length; i++)
        {
            var deviation = worth[i] - mean;
            variance += (counts[i] + (added * this.added[i])) / total * (deviation * deviation);
        }

        return (mean, variance / (isMean ? total - 1 : total));
    }

    // Infinitely many, which is the normal distribution, unless t is asked for.
    private double Freedom(ReadOnlySpan<long> counts)
    {
        if (!isMean)
        {
            return double.PositiveInfinity;
        }

        var count = Answers.Total(counts);
        return count > 1 ? count - 1 : throw new InvalidOperationException("The mean of one answer has no standard error; it takes at least two.");
    }

    // Welch 1947: as many as give the sum of both squared errors its own relative error.
    private double Freedom(ReadOnlySpan<long> one, double squaredErrorOfOne, ReadOnlySpan<long> other, double squaredErrorOfOther)
    {
        var (ofOne, ofOther) = (Freedom(one), Freedom(other));
        if (!isMean)
        {
            return double.PositiveInfinity;
        }

        var sum = squaredErrorOfOne + squaredErrorOfOther;
        if (sum == 0)
        {
            throw new InvalidOperationException("In both samples all answers agree, so there is no error to hold the difference of the means against.");
        }

        var (shareOfOne, shareOfOther) = (squaredErrorOfOne / sum, squaredErrorOfOther / sum);
        return 1 / ((shareOfOne * shareOfOne / ofOne) + (shareOfOther * shareOfOther / ofOther));
    }

    // The least n with n >= t² s²/E²; t falls with n, so the number for z is where to begin.
    private static long ForMean(long count, double varianceOverSquaredMargin, double risk)
    {
        for (; ; count++)
        {
            var t = Student.Critical(risk, count - 1);
            if (t * t * varianceOverSquaredMargin <= count)
            {
                return count;
            }
        }
    }
}
