using System.Globalization;
using Cx.Scoring.Aggregation.States;

namespace Cx.Scoring.Evidence;

/// <summary>How alike scores are: within a journey across its touchpoints, within a touchpoint across visits, or over time across the journeys of a customer.</summary>
/// <remarks>
/// It says nothing of how good they are: what is always bad is perfectly consistent, so read it beside <see cref="Mean"/>. The three are different things
/// with different names, and none is an estimate of another. Immutable and equal by value. Source: docs/evidence.md#consistency.
/// </remarks>
public sealed record Consistency
{
    private const string Journey = "within a journey";
    private const string Touchpoint = "within a touchpoint";
    private const string Time = "over time";
    private static readonly MomentsState Moments = new((_, variance, _) => variance);

    private readonly string across;

    private Consistency(string across, long count, double mean, double variance) =>
        (this.across, Count, Mean, Variance) = (across, count, mean, variance);

    /// <summary>How many scores were compared, 1 or more. Of a single one all that follows says nothing.</summary>
    public long Count { get; }

    /// <summary>Their mean, 0 to 1; within a journey by effective weight.</summary>
    public double Mean { get; }

    /// <summary>Their population variance S², 0 to ¼.</summary>
    public double Variance { get; }

    /// <summary>Their standard deviation S, 0 to ½, in the unit of a score.</summary>
    public double Deviation => Math.Sqrt(Variance);

    /// <summary>The consistency index 1 - 2S, 0 to 1: 1 where all scores are the same, 0 where half of them are 0 and half are 1.</summary>
    /// <remarks>The greatest deviation of scores in [0,1] is ½ (Popoviciu 1935). Near an end of the scale there is no room to deviate, so a mean of 0.9 has an index of 0.4 at least.</remarks>
    public double Index => Math.Max(0, 1 - (2 * Deviation));

    /// <summary>Consistency within a journey: across the touchpoints that were measured and count, each by its effective weight.</summary>
    /// <param name="journey">The score of the journey; it may have no value.</param>
    /// <exception cref="ArgumentException">No touchpoint that counts was measured.</exception>
    public static Consistency WithinJourney(JourneyScore journey)
    {
        ArgumentNullException.ThrowIfNull(journey);
        var (scores, weights) = (new List<double>(), new List<double>());
        foreach (var touchpoint in journey.Touchpoints)
        {
            if (touchpoint is { Score: { } score, EffectiveWeight: > 0 and var weight })
            {
                scores.Add(score);
                weights.Add(weight);
            }
        }

        return scores.Count > 0
            ? Of(Journey, [.. scores], [.. weights])
            : throw new ArgumentException($"Journey '{journey.JourneyId}' has no touchpoint that was measured and counts; consistency within a journey takes at least one.", nameof(journey));
    }

    /// <summary>Consistency within a touchpoint: across the visits in which it was measured.</summary>
    /// <param name="touchpoint">The id of the touchpoint, or of a stage.</param>
    /// <param name="journeys">The scores of the journeys, all under one model. Those in which it was not measured are left out; <see cref="Count"/> says how many were not.</param>
    /// <exception cref="ArgumentException">It was measured in none, a score is null, or journeys were scored under different models.</exception>
    /// <exception cref="KeyNotFoundException">The model has no step with this id.</exception>
    public static Consistency WithinTouchpoint(string touchpoint, IEnumerable<JourneyScore> journeys)
    {
        ArgumentNullException.ThrowIfNull(touchpoint);
        var scores = UnderOneModel(journeys).Select(journey => journey[touchpoint].Score).OfType<double>().ToArray();
        return scores.Length > 0
            ? WithinTouchpoint(scores)
            : throw new ArgumentException($"No journey measured '{touchpoint}'; consistency {Touchpoint} takes at least one that did.", nameof(journeys));
    }

    /// <summary>Consistency within a touchpoint: across its scores in several visits.</summary>
    /// <param name="scores">Scores in [0,1], in any order; at least one.</param>
    /// <exception cref="ArgumentException">There are none, or one is NaN or off [0,1]; the message counts scores from 0.</exception>
    public static Consistency WithinTouchpoint(params ReadOnlySpan<double> scores) => Of(Touchpoint, scores);

    /// <summary>Consistency over time: across the journeys of one customer.</summary>
    /// <param name="journeys">The scores of the customer's journeys, all under one model and with a value.</param>
    /// <exception cref="ArgumentException">There are none, one is null or has no value, or they were scored under different models.</exception>
    public static Consistency OverTime(IEnumerable<JourneyScore> journeys) =>
        OverTime([.. UnderOneModel(journeys).Select(journey => journey.Value
            ?? throw new ArgumentException($"Journey '{journey.JourneyId}' has no value: {journey.Reason}. Leave it out to compare the others.", nameof(journeys)))]);

    /// <summary>Consistency over time: across the scores of one customer's journeys.</summary>
    /// <param name="scores">Scores in [0,1]; at least one. Their order does not matter: a steady rise is as inconsistent as ups and downs of its spread.</param>
    /// <exception cref="ArgumentException">There are none, or one is NaN or off [0,1]; the message counts scores from 0.</exception>
    public static Consistency OverTime(params ReadOnlySpan<double> scores) => Of(Time, scores);

    /// <summary>The consistency of the scores of both, as if they had been given together: of more visits to the same touchpoint, or more journeys of the same customer.</summary>
    /// <remarks>Of two touchpoints or customers it would mix their difference in.</remarks>
    /// <exception cref="ArgumentException">One is within a touchpoint and the other over time, or they are within journeys.</exception>
    /// <exception cref="OverflowException">There are more scores than a long can count.</exception>
    public static Consistency operator +(Consistency left, Consistency right)
    {
        ArgumentNullException.ThrowIfNull(left);
        ArgumentNullException.ThrowIfNull(right);
        if (left.across != right.across || left.across == Journey)
        {
            throw new ArgumentException($"One is consistency {left.across} and the other {right.across}; only two within a touchpoint, or two over time, are merged.", nameof(right));
        }

        Span<double> state = [left.Count, left.Mean, left.Count * left.Variance, left.Mean];
        Moments.Merge(state, [right.Count, right.Mean, right.Count * right.Variance, right.Mean]);
        return new(left.across, checked(left.Count + right.Count), state[1], Moments.Finish(state));
    }

    /// <summary>The consistency in words: <c>consistency within a journey: 0.67 of 1 (mean 0.81, deviation 0.16, n = 7)</c>.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"consistency {across}: {Index:0.00} of 1 (mean {Mean:0.00}, deviation {Deviation:0.00}, n = {Count})");

    private static Consistency Of(string across, ReadOnlySpan<double> scores)
    {
        for (var i = 0; i < scores.Length; i++)
        {
            if (!(scores[i] is >= 0 and <= 1))
            {
                throw new ArgumentException(ScoreSpread.Refusal(i, scores[i]), nameof(scores));
            }
        }

        if (scores.IsEmpty)
        {
            throw new ArgumentException($"There are no scores; consistency {across} takes at least one.", nameof(scores));
        }

        var weights = new double[scores.Length];
        Array.Fill(weights, 1);
        return Of(across, scores, weights);
    }

    private static Consistency Of(string across, ReadOnlySpan<double> scores, ReadOnlySpan<double> weights)
    {
        var spread = ScoreSpread.Of(scores, weights);
        return new(across, scores.Length, spread.Mean, spread.Squares / spread.Weight);
    }

    private static JourneyScore[] UnderOneModel(IEnumerable<JourneyScore> journeys)
    {
        ArgumentNullException.ThrowIfNull(journeys);
        var scores = journeys.ToArray();
        if (Array.IndexOf(scores, null) is var index and >= 0)
        {
            throw new ArgumentException(FormattableString.Invariant($"Score {index} was null; leave out what there is not."), nameof(journeys));
        }

        if (Array.Find(scores, score => score.Model != scores[0].Model) is { } other)
        {
            throw new ArgumentException(
                $"Journey '{scores[0].JourneyId}' was scored under {Print(scores[0].Model)}, and '{other.JourneyId}' under {Print(other.Model)}; score all under one model.", nameof(journeys));
        }

        return scores;
    }

    private static string Print(ModelIdentity model) => $"'{model.Name}' {model.Version} ({model.Fingerprint})";
}
