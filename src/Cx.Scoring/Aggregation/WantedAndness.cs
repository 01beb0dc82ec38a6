namespace Cx.Scoring.Aggregation;

/// <summary>Finds the parameter that gives a strategy a wanted andness, by bisection: andness moves one way with the parameter.</summary>
internal static class WantedAndness
{
    // What is promised, and what is near enough to stop.
    private const double Promised = 1e-4;
    private const double Near = 1e-7;
    private const int Halvings = 40;
    private const double FarthestExponent = 1e6;

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

        // From r^(1/1000000) to r^1000000.
        static IAggregationStrategy Quantified(double t) =>
            AggregationStrategies.Owa(Quantifier.Power(t < 0 ? 1 / (1 + (t * t * FarthestExponent)) : 1 + (t * t * FarthestExponent)));
    }

    private static IAggregationStrategy Find(double andness, int touchpoints, double low, double high, Func<double, IAggregationStrategy> strategy, bool falling)
    {
        for (var i = 0; i < Halvings; i++)
        {
            var found = strategy((low + high) / 2);
            var reached = Andness.Of(found, touchpoints).Value;
            if (Math.Abs(reached - andness) <= Near)
            {
                return found;
            }

            (low, high) = reached < andness == falling ? (low, (low + high) / 2) : ((low + high) / 2, high);
        }

        var nearest = strategy((low + high) / 2);
        var last = Andness.Of(nearest, touchpoints).Value;
        return Math.Abs(last - andness) <= Promised
            ? nearest
            : throw new ArgumentOutOfRangeException(nameof(andness), andness, FormattableString.Invariant($"The andness was {andness}; the nearest that is reached for {touchpoints} touchpoints is {last}, by {nearest.Name}."));
    }
}
