using System.Globalization;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring;

/// <summary>The built-in value functions, one line each. All are immutable and equal by value.</summary>
public static class ValueFunctions
{
    // Above, e^k is no double.
    private const double Steepest = 700;

    /// <summary>v(x) = x: a score is worth what it says.</summary>
    public static IValueFunction Linear { get; } = new LinearValue();

    /// <summary>v(x) = x^exponent: above 1 only high scores are worth much, below 1 even low ones are.</summary>
    /// <param name="exponent">Finite, from 0 (where every score is worth 1); anything else is a fault of the model.</param>
    public static IValueFunction Power(double exponent) => new PowerValue(exponent);

    /// <summary>v(x) = (1 - e^-kx)/(1 - e^-k): taken for granted, so a failure costs much and excellence earns little.</summary>
    /// <param name="curvature">k, 0 (linear) to 700; anything else is a fault of the model.</param>
    /// <remarks>Source: Kano et al. 1984; the form for k = 1 is that of Wang and Ji 2010.</remarks>
    public static IValueFunction MustBe(double curvature = 1) => new ExponentialValue("must-be", curvature, -1);

    /// <summary>v(x) = (e^kx - 1)/(e^k - 1): not expected, so a failure costs little and excellence delights.</summary>
    /// <param name="curvature">k, 0 (linear) to 700; anything else is a fault of the model.</param>
    /// <remarks>Source: Kano et al. 1984; the form for k = 1 is that of Wang and Ji 2010.</remarks>
    public static IValueFunction Attractive(double curvature = 1) => new ExponentialValue("attractive", curvature, 1);

    /// <summary>Straight lines through given points.</summary>
    /// <param name="points">At least two points (score, value), scores rising strictly from 0 to 1.</param>
    /// <exception cref="ArgumentException">Fewer than two points, or scores that do not rise strictly from 0 to 1.</exception>
    public static IValueFunction PiecewiseLinear(params ReadOnlySpan<(double Score, double Value)> points) => new PiecewiseLinearValue(points);

    /// <summary>Straight lines with a kink at a reference: below it a loss weighs as much as <paramref name="lambda"/> gains.</summary>
    /// <param name="lambda">The loss aversion, finite and positive; 2.25 in Tversky and Kahneman 1992.</param>
    /// <param name="reference">The score that is neither loss nor gain, strictly between 0 and 1.</param>
    /// <exception cref="ArgumentOutOfRangeException">The loss aversion or the reference is outside its range.</exception>
    public static IValueFunction LossAverse(double lambda, double reference = 0.5)
    {
        if (lambda is not (> 0 and <= double.MaxValue))
        {
            throw new ArgumentOutOfRangeException(nameof(lambda), lambda, FormattableString.Invariant($"The loss aversion was {lambda}; allowed is a finite number above 0."));
        }

        return reference is > 0 and < 1
            ? new PiecewiseLinearValue([(0, 0), (reference, lambda * reference / ((lambda * reference) + (1 - reference))), (1, 1)])
            : throw new ArgumentOutOfRangeException(nameof(reference), reference, FormattableString.Invariant($"The reference was {reference}; allowed is above 0 and below 1."));
    }

    /// <summary>The logistic curve 1/(1 + e^(-steepness (x - midpoint))), stretched so that 0 stays 0 and 1 stays 1.</summary>
    /// <param name="midpoint">Where it is steepest, 0 to 1; anything else is a fault of the model.</param>
    /// <param name="steepness">0.001 to 700; anything else is a fault of the model.</param>
    public static IValueFunction Logistic(double midpoint, double steepness) => new LogisticValue(midpoint, steepness);

    private sealed record LinearValue : IValueFunction
    {
        public string Name => "linear";

        public double Apply(double score) => score;

        public override string ToString() => Name;
    }

    private sealed record PowerValue(double Exponent) : IValueFunction
    {
        public string Name => string.Create(CultureInfo.InvariantCulture, $"power({Exponent})");

        public double Apply(double score) => Exponent is >= 0 and <= double.MaxValue ? Elementary.Pow(score, Exponent) : double.NaN;

        public override string ToString() => Name;
    }

    // (e^kx - 1)/(e^k - 1), k < 0 must-be, k > 0 attractive; for 0 its limit, a straight line. NaN, a fault of the model, off its range.
    private sealed record ExponentialValue(string Kind, double Curvature, int Sign) : IValueFunction
    {
        public string Name => string.Create(CultureInfo.InvariantCulture, $"{Kind}({Curvature})");

        public double Apply(double score) => Curvature switch
        {
            0 => score,
            > 0 and <= Steepest => Math.Clamp(Elementary.ExpMinusOne(Sign * Curvature * score) / Elementary.ExpMinusOne(Sign * Curvature), 0, 1),
            _ => double.NaN,
        };

        public override string ToString() => Name;
    }

    private sealed record LogisticValue(double Midpoint, double Steepness) : IValueFunction
    {
        // Below, the curve is a straight line to a double, and the difference of its ends has no digits.
        private const double Flattest = 1e-3;

        public string Name => string.Create(CultureInfo.InvariantCulture, $"logistic({Midpoint}, {Steepness})");

        public double Apply(double score) => Midpoint is >= 0 and <= 1 && Steepness is >= Flattest and <= Steepest
            ? Math.Clamp((Curve(score) - Curve(0)) / (Curve(1) - Curve(0)), 0, 1)
            : double.NaN;

        public override string ToString() => Name;

        private double Curve(double x) => 1 / (1 + Elementary.Exp(-Steepness * (x - Midpoint)));
    }
}
