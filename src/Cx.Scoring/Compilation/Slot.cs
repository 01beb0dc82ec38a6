using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>A touchpoint made ready for use: from a value on its scale to the score that its group sees.</summary>
internal readonly struct Slot
{
    private readonly Ruler<ScalarLane> ruler;
    private readonly Touchpoint touchpoint;

    // A single score is its own aggregate where the strategy says so; a strategy that is not idempotent is asked.
    private readonly bool isIdempotent;
    private readonly bool isLinear;

    public Slot(Touchpoint touchpoint, int node)
    {
        (this.touchpoint, Id, Node) = (touchpoint, touchpoint.Id, node);
        ruler = new(touchpoint.Scale);
        isIdempotent = touchpoint.Strategy.Keeps(Law.Idempotent);
        isLinear = touchpoint.ValueFunction.Equals(ValueFunctions.Linear);
        IsPlain = isIdempotent && isLinear;
    }

    /// <summary>The node that its score is written to.</summary>
    public int Node { get; }

    /// <summary>Whether a single value scores its place on the scale, and nothing else is asked.</summary>
    public bool IsPlain { get; }

    public string Id { get; }

    /// <summary>The scale, ready for lanes of any width.</summary>
    [UnscopedRef]
    public ref readonly Ruler<ScalarLane> Ruler => ref ruler;

    public Scale Scale => touchpoint.Scale;

    /// <summary>A value that the scale accepts.</summary>
    public double Acceptable => touchpoint.Scale.Worst;

    public bool Required => touchpoint.Required;

    public IAggregationStrategy Strategy => touchpoint.Strategy;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Accepts(double value) => ruler.Accepts(new ScalarLane(value));

    /// <summary>Where a value lies on the scale, 0 to 1; <see cref="ScoreOf"/> says what the touchpoint scores there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Normalise(double value) => ruler.Normalise(new ScalarLane(value)).Value;

    /// <summary>The score of the touchpoint in a journey with several micro-experiences there.</summary>
    /// <param name="values">Values that the scale accepts, in journey order; overwritten.</param>
    /// <param name="weights">Positive weights; overwritten.</param>
    public double Score(Span<double> values, Span<double> weights)
    {
        Prepare(ScalarLane.Of(values), ScalarLane.Of(weights));
        return ScoreCheck.Of(touchpoint.Strategy, touchpoint.Strategy.Aggregate(values, weights), touchpoint.Id);
    }

    /// <summary>From the micro-experiences of journeys that meet the touchpoint equally often to what its strategy is shown.</summary>
    /// <param name="values">Values that the scale accepts, in journey order; receives scores.</param>
    /// <param name="weights">Positive weights; receives shares, which sum to 1.</param>
    public void Prepare<TLane>(Span<TLane> values, Span<TLane> weights)
        where TLane : unmanaged, IEngineLane<TLane>
    {
        Weights.Divide(weights, Weights.Sum<TLane>(weights));
        ruler.NormaliseAll(values);
        if (!isLinear)
        {
            foreach (ref var score in MemoryMarshal.Cast<TLane, double>(values))
            {
                score = ValueOf(score);
            }
        }
    }

    /// <summary>From places on the scale to scores, one at a time: value functions know no lanes.</summary>
    /// <param name="scores">The places on the scale, NaN where missing; receives the scores.</param>
    public void Finish(Span<double> scores)
    {
        foreach (ref var score in scores)
        {
            score = double.IsNaN(score) ? score : ScoreOf(score);
        }
    }

    /// <summary>What the touchpoint scores with one value that lies at a score on its scale.</summary>
    public double ScoreOf(double score)
    {
        var value = ValueOf(score);
        return isIdempotent ? value : ScoreCheck.Of(touchpoint.Strategy, touchpoint.Strategy.Aggregate([value], [1]), touchpoint.Id);
    }

    /// <summary>What a place on the scale is worth.</summary>
    public double ValueOf(double score)
    {
        // Adding 0 turns -0 into 0, as a scale does.
        var value = touchpoint.ValueFunction.Apply(score) + 0;
        return value is >= 0 and <= 1
            ? value
            : throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"Value function '{touchpoint.ValueFunction.Name}' of touchpoint '{touchpoint.Id}' made {value} of the score {score}; allowed is 0 to 1."));
    }
}
