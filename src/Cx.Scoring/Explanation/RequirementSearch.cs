using Cx.Scoring.Compilation;

namespace Cx.Scoring.Explanation;

/// <summary>Finds the least value of a touchpoint with which a journey reaches a target.</summary>
internal readonly struct RequirementSearch(JourneyScorer scorer, Journey journey, double target)
{
    private const int GridSteps = 256;

    /// <summary>The requirement of one touchpoint.</summary>
    public Requirement Of(Slot slot)
    {
        var (worst, best) = (slot.Scale.Worst, slot.Scale.Best);
        var steps = scorer.Compiled.IsMonotone ? 1 : GridSteps;
        var missed = worst;
        double? least = Reaches(slot, worst) ? worst : null;
        for (var step = 1; step <= steps && least is null; step++)
        {
            var value = step == steps ? best : worst + ((best - worst) * step / steps);
            if (Reaches(slot, value))
            {
                least = Bisect(slot, missed, value);
            }

            missed = value;
        }

        return new(slot.Id, target, least, scorer.ValueOrNull(journey.With(slot.Id, best)));
    }

    // Over the doubles between, in their order as integers: to the last bit in at most 64 steps.
    private double Bisect(Slot slot, double missed, double reached)
    {
        var (no, yes) = (Ordinal(missed), Ordinal(reached));
        while (no + 1 < yes || yes + 1 < no)
        {
            // Halves first, so that ends of opposite sign do not overflow.
            var middle = (no / 2) + (yes / 2) + (((no % 2) + (yes % 2)) / 2);
            (no, yes) = Reaches(slot, OfOrdinal(middle)) ? (no, middle) : (middle, yes);
        }

        return OfOrdinal(yes);
    }

    private bool Reaches(Slot slot, double value) => scorer.ScoreValue(journey.With(slot.Id, value)) >= target;

    private static long Ordinal(double value) => BitConverter.DoubleToInt64Bits(value) is var bits && bits < 0 ? long.MinValue - bits : bits;

    private static double OfOrdinal(long ordinal) => BitConverter.Int64BitsToDouble(ordinal < 0 ? long.MinValue - ordinal : ordinal);
}
