using System.Globalization;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring;

/// <summary>The ruler a value was measured with: the end that is worst, the end that is best, and the straight line between them.</summary>
/// <remarks>
/// A value v scores (v - <see cref="Worst"/>)/(<see cref="Best"/> - <see cref="Worst"/>): 0 at the worst end, 1 at the best. Either end may be the greater.
/// A <em>rating</em> scale refuses values off its ends; <em>goalposts</em> clamp them. Scales are immutable and equal by value. A faulty
/// scale (equal or non-finite ends, a neutral value that does not lie between them) is refused by the model's validator.
/// </remarks>
public sealed record Scale
{
    // Ten steps of a tenth make one.
    private const double Rounding = 1e-9;

    private Scale(double worst, double best, bool clamps) => (Worst, Best, Clamps) = (worst, best, clamps);

    /// <summary>One to five stars.</summary>
    public static Scale Stars { get; } = Rating(worst: 1, best: 5);

    /// <summary>Likelihood to recommend, 0 to 10: the scale of the net promoter score.</summary>
    public static Scale Recommendation { get; } = Rating(worst: 0, best: 10);

    /// <summary>Customer effort, 1 (very difficult) to 7 (very easy).</summary>
    public static Scale Effort { get; } = Rating(worst: 1, best: 7);

    /// <summary>A share in percent, 0 to 100.</summary>
    public static Scale Percent { get; } = Rating(worst: 0, best: 100);

    /// <summary>0 (no) or 1 (yes); a share of yes lies between.</summary>
    public static Scale YesNo { get; } = Rating(worst: 0, best: 1);

    /// <summary>Sentiment, -1 (negative) to 1 (positive), in steps of 0.1.</summary>
    public static Scale Sentiment { get; } = Rating(worst: -1, best: 1) with { Step = 0.1 };

    /// <summary>The value that scores 0.</summary>
    public double Worst { get; }

    /// <summary>The value that scores 1.</summary>
    public double Best { get; }

    /// <summary>Whether values off the ends count as the end (goalposts) or are refused (a rating).</summary>
    public bool Clamps { get; }

    /// <summary>The value that scores 0.5, strictly between the ends; null for their middle.</summary>
    /// <remarks>With one, the scale is two straight lines that meet there: <c>Scale.Stars with { Neutral = 4 }</c>.</remarks>
    public double? Neutral { get; init; }

    /// <summary>What one step is on the scale: one star, one minute; positive, 1 unless set. It changes no score.</summary>
    /// <remarks>Explanations ask what one step more would gain.</remarks>
    public double Step { get; init; } = 1;

    /// <summary>A scale that refuses values off its ends.</summary>
    /// <param name="worst">The value that scores 0, finite.</param>
    /// <param name="best">The value that scores 1, finite; less than <paramref name="worst"/> where less is better.</param>
    public static Scale Rating(double worst, double best) => new(worst, best, clamps: false);

    /// <summary>A scale that counts a value beyond an end as that end: minutes waited, for which 2 is as good as none.</summary>
    /// <param name="worst">The value at and beyond which the score is 0, finite.</param>
    /// <param name="best">The value at and beyond which the score is 1, finite; less than <paramref name="worst"/> where less is better.</param>
    public static Scale Goalposts(double worst, double best) => new(worst, best, clamps: true);

    /// <summary>Whether the scale takes a value: any finite one for goalposts, one between the ends for a rating.</summary>
    public bool Accepts(double value) => new Ruler<ScalarLane>(this).Accepts(new ScalarLane(value));

    /// <summary>The score of a value.</summary>
    /// <param name="value">A value that the scale accepts.</param>
    /// <returns>A score in [0,1]; NaN on a faulty scale, which every model refuses.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The value is off a rating scale, NaN or infinite.</exception>
    public double Normalise(double value)
    {
        var ruler = new Ruler<ScalarLane>(this);
        return ruler.Accepts(new ScalarLane(value)) ? ruler.Normalise(new ScalarLane(value)).Value : throw new ArgumentOutOfRangeException(nameof(value), value, Refusal(value));
    }

    /// <summary>The scale in words: <c>1 (worst) to 5 (best)</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"{Worst} (worst) to {Best} (best){(Clamps ? ", clamped" : "")}{(Neutral is { } neutral ? $", {neutral} neutral" : "")}");

    /// <summary>The value that lies at a place: the inverse of <see cref="Normalise"/>.</summary>
    internal double ValueAt(double place) => Neutral switch
    {
        null => Between(Worst, Best, place),
        { } neutral when place < 0.5 => Between(Worst, neutral, 2 * place),
        { } neutral => Between(neutral, Best, (2 * place) - 1),
    };

    /// <summary>How many steps a value is from the best end, the last one in part; 0 at and beyond it.</summary>
    internal double StepsToBest(double value) => Math.Ceiling(Math.Max(0, ((Best > Worst ? Best - value : value - Best) / Step) - Rounding));

    /// <summary>A value so many steps better, at most the best end; one beyond stays where it is.</summary>
    internal double Improve(double value, int steps) =>
        steps == 0 || StepsToBest(value) == 0 ? value
        : steps >= StepsToBest(value) ? Best
        : value + (Best > Worst ? steps * Step : -(steps * Step));

    // Exact at both ends, and never beyond them, where a rating would refuse it.
    private static double Between(double from, double to, double share) =>
        Math.Clamp((from * (1 - share)) + (to * share), Math.Min(from, to), Math.Max(from, to));

    /// <summary>Why a value is refused: <c>7 is off its scale, 1 (worst) to 5 (best)</c>.</summary>
    internal string Refusal(double value) => double.IsFinite(value)
        ? string.Create(CultureInfo.InvariantCulture, $"{value} is off its scale, {this}.")
        : string.Create(CultureInfo.InvariantCulture, $"{value} is no value; allowed is a finite number on its scale, {this}.");
}
