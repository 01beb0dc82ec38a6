using Cx.Scoring.Compilation;

namespace Cx.Scoring.Evidence;

/// <summary>What one unit less would change: from that, how fast the error of a score changes with the score.</summary>
/// <remarks>Jackknife influences, stratum by stratum; Davison and Hinkley 1997, equation 5.31 for several samples.</remarks>
internal sealed class Influences
{
    private readonly CompiledModel compiled;
    private readonly double[] squares;
    private readonly double[] cubes;

    /// <param name="cohort">The answers.</param>
    /// <param name="compiled">The model.</param>
    /// <param name="others">Another cohort, whose score is subtracted, with the same returning customers; null for none.</param>
    public Influences(Cohort cohort, CompiledModel compiled, Cohort? others = null)
    {
        this.compiled = compiled;
        (squares, cubes) = (new double[compiled.Slots.Length + 1], new double[compiled.Slots.Length + 1]);
        var returning = Add(cohort, 1);
        var ofOthers = others is null ? null : Add(others, -1);
        AddReturning(returning, ofOthers);
        Accelerations = [.. squares.Zip(cubes, static (square, cube) => square == 0 ? 0 : cube / (6 * square * Math.Sqrt(square)))];
    }

    /// <summary>Of the journey's score, and then of each touchpoint's.</summary>
    public double[] Accelerations { get; }

    // The score of the journey and those of its touchpoints, one after the other.
    private void Read(double value, ReadOnlySpan<double> nodes, Span<double> into)
    {
        into[0] = value;
        for (var slot = 0; slot < compiled.NodeOfSlot.Length; slot++)
        {
            into[slot + 1] = nodes[compiled.NodeOfSlot[slot]];
        }
    }

    // Returns the influences of the customers who are in another cohort too: theirs on both are summed before they are squared.
    private double[][] Add(Cohort cohort, int sign)
    {
        var nodes = new double[compiled.Steps.Length];
        var counts = cohort.Counts.ToArray();
        var (all, less) = (new double[squares.Length], new double[squares.Length]);
        Read(cohort.Value(counts, nodes), nodes, all);
        double[] whole = [.. nodes];
        double[][] returning = [];
        foreach (var stratum in cohort.Strata.Where(static stratum => stratum.Count > 1))
        {
            var influences = new double[stratum.Kinds][];
            for (var kind = 0; kind < stratum.Kinds; kind++)
            {
                stratum.Add(kind, -1, counts);
                whole.CopyTo(nodes);
                Read(cohort.Value(counts, stratum.CellsOf(kind), nodes), nodes, less);
                stratum.Add(kind, 1, counts);

                // Where nothing is left without this unit, nothing can be said of it.
                influences[kind] = [.. all.Zip(less, (all, less) => double.IsNaN(less) || double.IsNaN(all) ? 0 : sign * (stratum.Count - 1) * (all - less) / stratum.Count)];
            }

            if (stratum.Slot == Cohort.Returning)
            {
                returning = [.. Enumerable.Range(0, stratum.Count).Select(unit => influences[stratum.KindOf(unit)])];
                continue;
            }

            for (var kind = 0; kind < stratum.Kinds; kind++)
            {
                Add(influences[kind], stratum.CountOf(kind));
            }
        }

        return returning;
    }

    private void AddReturning(double[][] ofCohort, double[][]? ofOthers)
    {
        for (var customer = 0; customer < ofCohort.Length; customer++)
        {
            Add([.. ofCohort[customer].Zip(ofOthers![customer], static (one, other) => one + other)], 1);
        }
    }

    private void Add(double[] influences, int times)
    {
        for (var i = 0; i < influences.Length; i++)
        {
            squares[i] += times * influences[i] * influences[i];
            cubes[i] += times * influences[i] * influences[i] * influences[i];
        }
    }
}
