using System.Globalization;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring;

/// <summary>The built-in value functions, one line each. All are immutable and equal by value.</summary>
public static class ValueFunctions
{
    /// <summary>v(x) = x: a score is worth what it says.</summary>
    public static IValueFunction Linear { get; } = new LinearValue();

    /// <summary>v(x) = x^exponent: above 1 only high scores are worth much, below 1 even low ones are.</summary>
    /// <param name="exponent">Finite and positive; anything else is a fault of the model.</param>
    public static IValueFunction Power(double exponent) => new PowerValue(exponent);

    /// <summary>v(x) = (1 - e^-kx)/(1 - e^-k): taken for granted, so a failure costs much and excellence earns little.</summary>
    /// <param name="curvature">k, 0 (linear) to 700.</param>
    /// <remarks>Source: Kano et al. 1984; the form for k = 1 is that of Wang and Ji 2010.</remarks>
    public static IValueFunction MustBe(double curvature = 1) => new ExponentialValue("must-be", -curvature);

    /// <summary>v(x) = (e^kx - 1)/(e^k - 1): not expected, so a failure costs little and excellence delights.</summary>
    /// <param name="curvature">k, 0 (linear) to 700.</param>
    /// <remarks>Source: Kano et al. 1984; the form for k = 1 is that of Wang and Ji 2010.</remarks>
    public static IValueFunction Attractive(double curvature = 1) => new ExponentialValue("attractive", curvature);

    /// <summary>Straight lines through given points.</summary>
    /// <param name="points">At least two points (score, value), scores rising strictly from 0 to 1.</param>
    /// <exception cref="ArgumentException">Fewer than two points, or scores that do not rise strictly from 0 to 1.</exception>
    public static IValueFunction PiecewiseLinear(params ReadOnlySpan<(double Score, double Value)> points) => new PiecewiseLinearValue(points);

    /// <summary>Straight lines with a kink at a reference: below it a loss weighs as much as <paramref name="lambda"/> gains.</summary>
    /// <param name="lambda">The loss aversion, finite and positive; 2.25 in Tversky and Kahneman 1992.</param>
    /// <param name="reference">The score that is neither loss nor gain, strictly between 0 and 1.</param>
    public static IValueFunction LossAverse(double lambda, double reference = 0.5) =>
        new PiecewiseLinearValue([(0, 0), (reference, lambda * reference / ((lambda * reference) + (1 - reference))), (1, 1)]);

    /// <summary>The logistic curve 1/(1 + e^(-steepness (x - midpoint))), stretched so that 0 stays 0 and 1 stays 1.</summary>
    /// <param name="midpoint">Where it is steepest, 0 to 1.</param>
    /// <param name="steepness">Finite and positive, to 700; anything else is a fault of the model.</param>
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

        public double Apply(double score) => Elementary.Pow(score, Exponent);

        public override string ToString() => Name;
    }

    // (e^kx - 1)/(e^k - 1), k < 0 must-be, k > 0 attractive; near 0 its limit, a straight line.
    private sealed record ExponentialValue(string Kind, double Rate) : IValueFunction
    {
        private const double AlmostLinear = 1e-8;

        public string Name => string.Create(CultureInfo.InvariantCulture, $"{Kind}({Math.Abs(Rate)})");

        public double Apply(double score) =>
            Math.Abs(Rate) < AlmostLinear ? score : Math.Clamp((Elementary.Exp(Rate * score) - 1) / (Elementary.Exp(Rate) - 1), 0, 1);

        public override string ToString() => Name;
    }

    private sealed record LogisticValue(double Midpoint, double Steepness) : IValueFunction
    {
        public string Name => string.Create(CultureInfo.InvariantCulture, $"logistic({Midpoint}, {Steepness})");

        public double Apply(double score) => (Curve(score) - Curve(0)) / (Curve(1) - Curve(0));

        public override string ToString() => Name;

        private double Curve(double x) => 1 / (1 + Elementary.Exp(-Steepness * (x - Midpoint)));
    }
}
