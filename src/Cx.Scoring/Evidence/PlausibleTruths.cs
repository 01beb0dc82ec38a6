using Cx.Scoring.Compilation;
using Cx.Scoring.Evidence.Distributions;

namespace Cx.Scoring.Evidence;

/// <summary>What chance makes of a score if the truth is not what was measured, but what the sample does not rule out either: touchpoints that are equally good, or further apart.</summary>
/// <remarks>
/// A score that bends where touchpoints tie, as a minimum does, has no one error: it is another at the tie than beside it, and the sample cannot tell how near
/// the tie is. So its error is looked at under the least favourable of the truths within joint intervals of the touchpoints. Sources: the error at a tie
/// by a directional derivative, Fang and Santos 2019; which may tie, by moment selection, Andrews and Soares 2010; the interval in two steps, Romano, Shaikh
/// and Wolf 2014; the wider of both errors, Andrews and Guggenberger 2009.
/// </remarks>
internal sealed class PlausibleTruths
{
    /// <summary>What was measured, taken as the truth.</summary>
    public const int Measured = -1;

    // All touchpoints lie within their intervals in so many of cohorts, or more (Bonferroni).
    private const double JointConfidence = 0.95;

    // A bend shows in few samples.
    private const int Few = 200;
    private const int Halvings = 40;

    // Scores that are the same but for rounding.
    private const double Rounding = 1e-9;
    private readonly Cohort cohort;
    private readonly CompiledModel compiled;
    private readonly double[] samples;
    private readonly double[] measured;
    private readonly double[] reach;
    private readonly List<Truth> truths = [];

    /// <param name="cohort">The answers.</param>
    /// <param name="compiled">The model.</param>
    /// <param name="samples">The scores of all nodes in each resample, one row after the other; that of the journey first.</param>
    public PlausibleTruths(Cohort cohort, CompiledModel compiled, double[] samples)
    {
        (this.cohort, this.compiled, this.samples) = (cohort, compiled, samples);
        measured = [.. cohort.Score.Nodes];
        var z = Normal.Quantile(1 - ((1 - JointConfidence) / (2 * compiled.Slots.Length)));
        reach = [.. Enumerable.Range(0, Width).Select(node => z * ErrorOf(node))];
        var most = compiled.Groups.Max(group => Members(group).Length);
        var tied = Enumerable.Range(0, most).Select(rank => Of(Arrangement.Tied, rank)).ToList();
        if (most > 1 && tied.Exists(Bends))
        {
            truths.AddRange(tied);
            truths.AddRange(Enumerable.Range(0, most).SelectMany(rank => Apart.Select(arrangement => Of(arrangement, rank))));
        }
    }

    // How the steps of a group may lie to each other, as far as their intervals let them. The one that is named is the one of a rank.
    private enum Arrangement
    {
        /// <summary>All where the one is.</summary>
        Tied,

        /// <summary>The one and those below it as low as may be, the others as high.</summary>
        Split,

        /// <summary>The one and those below it as low as may be, the others where the best is.</summary>
        TiedAbove,

        /// <summary>Those above the one as high as may be, the others where the worst is.</summary>
        TiedBelow,

        /// <summary>The one as low as may be, the others as high.</summary>
        LowestAlone,

        /// <summary>The one as high as may be, the others as low.</summary>
        HighestAlone,
    }

    private static Arrangement[] Apart => [Arrangement.Split, Arrangement.TiedAbove, Arrangement.TiedBelow, Arrangement.LowestAlone, Arrangement.HighestAlone];

    /// <summary>How many truths are worth a look; none where ties do not matter to the score.</summary>
    public int Count => truths.Count;

    private int Width => measured.Length;

    private int Resamples => samples.Length / Width;

    /// <summary>Whether touchpoints tie in a truth.</summary>
    public bool IsTie(int truth) => truths[truth].IsTie;

    /// <summary>How far chance takes the score, in each resample, if its noise lies about a truth; or about what was <see cref="Measured"/>.</summary>
    public double[] Of(int truth)
    {
        var scratch = new double[Width];
        var noise = new double[Resamples];
        for (var resample = 0; resample < noise.Length; resample++)
        {
            noise[resample] = truth == Measured
                ? samples[resample * Width] - cohort.Score.Value!.Value
                : Moved(truths[truth], resample, 1, scratch) - truths[truth].Score;
        }

        return noise;
    }

    // Second differences of a smooth score shrink with the square of the noise, sixteen times for a quarter of it, and those at a bend four times.
    private bool Bends(Truth truth)
    {
        var scratch = new double[Width];
        var (whole, quarter) = (0.0, 0.0);
        for (var resample = 0; resample < Math.Min(Few, Resamples); resample++)
        {
            var (large, small) = (Second(1), Second(0.25));
            whole += double.IsNaN(large + small) ? 0 : large;
            quarter += double.IsNaN(large + small) ? 0 : small;

            double Second(double noise) => Math.Abs(Moved(truth, resample, noise, scratch) + Moved(truth, resample, -noise, scratch) - (2 * truth.Score));
        }

        return whole > Rounding && 8 * quarter > whole;
    }

    private double Moved(Truth truth, int resample, double noise, double[] scratch)
    {
        var row = samples.AsSpan(resample * Width, Width);
        foreach (var node in compiled.NodeOfSlot)
        {
            scratch[node] = Math.Clamp(truth.Nodes[node] + (noise * (row[node] - measured[node])), 0, 1);
        }

        return cohort.Value(scratch);
    }

    private Truth Of(Arrangement arrangement, int rank)
    {
        double[] nodes = [.. measured];
        foreach (var group in compiled.Groups)
        {
            var members = Members(group);
            if (members.Length > 1)
            {
                var place = Math.Min(rank, members.Length - 1);
                for (var i = 0; i < members.Length; i++)
                {
                    var (low, high) = (Math.Max(0, measured[members[i]] - reach[members[i]]), Math.Min(1, measured[members[i]] + reach[members[i]]));
                    Move(members[i], nodes, Math.Clamp(
                        arrangement switch
                        {
                            Arrangement.Tied => measured[members[place]],
                            Arrangement.TiedAbove => i <= place ? low : measured[members[^1]],
                            Arrangement.TiedBelow => i > place ? high : measured[members[0]],
                            Arrangement.Split => i <= place ? low : high,
                            Arrangement.LowestAlone => i == place ? low : high,
                            _ => i == place ? high : low,
                        },
                        low,
                        high));
                }
            }
        }

        return new(nodes, cohort.Value(nodes), arrangement is Arrangement.Tied);
    }

    // A stage is moved by moving all that is in it as far.
    private void Move(int node, double[] nodes, double target)
    {
        if (compiled.GroupOf(node) is null)
        {
            nodes[node] = target;
            return;
        }

        var (least, greatest) = (-1.0, 1.0);
        double[] moved = [.. nodes];
        for (var i = 0; i < Halvings; i++)
        {
            var middle = (least + greatest) / 2;
            Shift(node, middle, nodes, moved);
            cohort.Value(moved);
            (least, greatest) = moved[node] < target ? (middle, greatest) : (least, middle);
        }

        moved.CopyTo(nodes, 0);
    }

    private void Shift(int node, double by, double[] nodes, double[] moved)
    {
        if (compiled.GroupOf(node) is not { } group)
        {
            moved[node] = Math.Clamp(nodes[node] + by, 0, 1);
            return;
        }

        for (var child = group.First; child < group.First + group.Count; child++)
        {
            Shift(child, by, nodes, moved);
        }
    }

    // From the worst to the best; what was not measured or does not count cannot tie.
    private int[] Members(Group group) =>
        [.. Enumerable.Range(group.First, group.Count).Where(node => compiled.Counts(node) && !double.IsNaN(measured[node])).OrderBy(node => measured[node])];

    private double ErrorOf(int node) =>
        new Resampled(Enumerable.Range(0, Resamples).Select(resample => samples[(resample * Width) + node]), measured[node], 0).StandardError;

    private readonly record struct Truth(double[] Nodes, double Score, bool IsTie);
}
