using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Aggregation;

/// <summary>The expected score of a strategy over independent uniform scores with equal weights.</summary>
internal static class ExpectedScores
{
    // What two steps of the integration may differ by where a strategy is smooth beside the diagonal.
    private const double Smooth = 1e-8;

    // The step and the number of steps either way of the integration.
    private const double Step = 1.0 / 16;
    private const int Reach = 56;
    private const int Shifts = 32;
    private const int MostPoints = 1024;
    private const int LeastPoints = 32;
    private const int Budget = 1 << 19;
    private const int MostDimensions = 24;

    /// <summary>Exact where the strategy is linear in the sorted scores: their expectations are i/(n+1).</summary>
    public static double OfSortedScores(IAggregationStrategy strategy, int touchpoints) => strategy.Aggregate(
        [.. Enumerable.Range(1, touchpoints).Select(i => i / (touchpoints + 1.0))],
        [.. Enumerable.Repeat(1.0 / touchpoints, touchpoints)]);

    /// <summary>The expected score, with the half width of a 99.7 % interval around it.</summary>
    public static (double Mean, double Error) Estimate(IAggregationStrategy strategy, int touchpoints) =>
        touchpoints == 2 && OfTwo(strategy) is { Error: < Smooth } integrated ? integrated : OfMany(strategy, touchpoints);

    /// <summary>Over the two triangles of the unit square, where strategies are smooth, by the double exponential rule of Takahasi and Mori 1974.</summary>
    private static (double Mean, double Error) OfTwo(IAggregationStrategy strategy)
    {
        // A homogeneous strategy is known from its values on two sides of the square: each triangle is a third of their integral.
        var homogeneous = strategy.Keeps(Law.Homogeneous);
        var (fine, coarse) = (0.0, 0.0);
        for (var j = -Reach; j <= Reach; j++)
        {
            var (ratio, ofRatio) = Node(j * Step);
            for (var k = homogeneous ? Reach : -Reach; k <= Reach; k++)
            {
                var (greater, ofGreater) = homogeneous ? (1, 1 / (3 * Step)) : Node(k * Step);
                var term = Step * Step * ofGreater * ofRatio * greater * OfPair(ratio * greater, greater);
                fine += term;
                coarse += j % 2 != 0 ? 0 : homogeneous ? 2 * term : k % 2 == 0 ? 4 * term : 0;
            }
        }

        return (fine, Math.Abs(fine - coarse));

        double OfPair(double lesser, double greater) => strategy.Aggregate([lesser, greater], [0.5, 0.5]) + strategy.Aggregate([greater, lesser], [0.5, 0.5]);

        // x = 1/(1 + e^(-π sinh t)) and its derivative.
        static (double X, double Weight) Node(double t)
        {
            var (up, down) = (Elementary.Exp(t), Elementary.Exp(-t));
            var far = Elementary.Exp(-Math.PI * (up - down) / 2);
            var x = 1 / (1 + far);
            return (x, Math.PI * (up + down) / 2 * x * (far / (1 + far)));
        }
    }

    /// <summary>Randomised quasi-Monte Carlo: the mean over shifted copies of one sequence, and three standard errors of it.</summary>
    /// <remarks>
    /// The sequence is that of Roberts 2018 (multiples of powers of a generalised golden ratio) up to 24 touchpoints, plain
    /// random points beyond; each is taken with its antithetic twin. The same bits on every machine.
    /// </remarks>
    private static (double Mean, double Error) OfMany(IAggregationStrategy strategy, int touchpoints)
    {
        var steps = Steps(touchpoints);
        var points = Math.Clamp(Budget / (Shifts * touchpoints), LeastPoints, MostPoints);
        var weights = Enumerable.Repeat(1.0 / touchpoints, touchpoints).ToArray();
        var (scores, twin, shift) = (new double[touchpoints], new double[touchpoints], new double[touchpoints]);
        var means = new double[Shifts];
        var seed = 1UL;
        for (var copy = 0; copy < Shifts; copy++)
        {
            Fill(shift);
            for (var point = 0; point < points; point++)
            {
                if (steps is null)
                {
                    Fill(shift);
                }

                for (var i = 0; i < touchpoints; i++)
                {
                    var place = steps is null ? shift[i] : shift[i] + (point * steps[i]);
                    scores[i] = place - Math.Floor(place);
                    twin[i] = 1 - scores[i];
                }

                means[copy] += (strategy.Aggregate(scores, weights) + strategy.Aggregate(twin, weights)) / (2 * points);
            }
        }

        var mean = means.Average();
        var variance = means.Sum(one => (one - mean) * (one - mean)) / (Shifts - 1);
        return (mean, 3 * Math.Sqrt(variance / Shifts));

        void Fill(double[] uniform)
        {
            for (var i = 0; i < uniform.Length; i++)
            {
                uniform[i] = Next(ref seed);
            }
        }
    }

    // The powers of 1/φ, φ the root of φ^(d+1) = φ + 1.
    private static double[]? Steps(int dimensions)
    {
        if (dimensions > MostDimensions)
        {
            return null;
        }

        var ratio = 2.0;
        for (var i = 0; i < 64; i++)
        {
            ratio = Elementary.Pow(1 + ratio, 1.0 / (dimensions + 1));
        }

        var steps = new double[dimensions];
        var step = 1.0;
        for (var i = 0; i < dimensions; i++)
        {
            step /= ratio;
            steps[i] = step;
        }

        return steps;
    }

    // SplitMix64, Steele, Lea, Flood 2014.
    private static double Next(ref ulong seed)
    {
        seed += 0x9E37_79B9_7F4A_7C15;
        var mixed = (seed ^ (seed >> 30)) * 0xBF58_476D_1CE4_E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D0_49BB_1331_11EB;
        return ((mixed ^ (mixed >> 31)) >> 11) * (1.0 / (1UL << 53));
    }
}
