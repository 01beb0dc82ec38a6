namespace Cx.Scoring.Aggregation;

/// <summary>Finds the parameter that gives a strategy a wanted andness, by bisection: andness moves one way with the parameter.</summary>
internal static class WantedAndness
{
    private const int Halvings = 32;
    private const double FarthestExponent = 1000;

    public static IAggregationStrategy PowerMean(double andness, int touchpoints)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(touchpoints, 2);
        return Parameter.Within(andness, 0, 1, nameof(andness)) switch
        {
            0 => new PowerMean(double.PositiveInfinity),
            0.5 => new PowerMean(1),
            1 => new PowerMean(double.NegativeInfinity),
            _ => Find(andness, touchpoints, -FarthestExponent, FarthestExponent, exponent => new PowerMean(Stretch(exponent)), falling: true),
        };

        // Evenly spread where the andness moves most, around 0.
        static double Stretch(double t) => t * Math.Abs(t) / FarthestExponent;
    }

    public static IAggregationStrategy Owa(double andness, int touchpoints)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(touchpoints, 2);
        return andness is > 0 and < 1
            ? Find(andness, touchpoints, -1, 1, Quantified, falling: false)
            : throw new ArgumentOutOfRangeException(nameof(andness), andness, $"The andness was {Parameter.Print(andness)}; allowed is above 0 and below 1.");

        // From r^0.001 to r^1000.
        static IAggregationStrategy Quantified(double t) =>
            AggregationStrategies.Owa(Quantifier.Power(t < 0 ? 1 / (1 - (t * FarthestExponent)) : 1 + (t * FarthestExponent)));
    }

    private static IAggregationStrategy Find(double andness, int touchpoints, double low, double high, Func<double, IAggregationStrategy> strategy, bool falling)
    {
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (low + high) / 2;
            var tooLow = Andness.Of(strategy(middle), touchpoints).Value < andness;
            (low, high) = tooLow == falling ? (low, middle) : (middle, high);
        }

        return strategy((low + high) / 2);
    }
}
