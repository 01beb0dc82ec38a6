using System.Globalization;
using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Compilation;

/// <summary>A touchpoint made ready for use: from a value on its scale to the score that its group sees.</summary>
internal readonly struct Slot
{
    private readonly Ruler ruler;
    private readonly Touchpoint touchpoint;

    // A single score is its own aggregate where the strategy says so; a strategy that is not idempotent is asked.
    private readonly bool isIdempotent;
    private readonly bool isPlain;

    public Slot(Touchpoint touchpoint)
    {
        this.touchpoint = touchpoint;
        ruler = new(touchpoint.Scale);
        isIdempotent = touchpoint.Strategy.Keeps(Law.Idempotent);
        isPlain = isIdempotent && touchpoint.ValueFunction.Equals(ValueFunctions.Linear);
    }

    public string Id => touchpoint.Id;

    public bool Required => touchpoint.Required;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Accepts(double value) => ruler.Accepts(value);

    /// <summary>The score of the touchpoint in a journey with one micro-experience there.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public double Score(double value)
    {
        var score = ruler.Normalise(value);
        return isPlain ? score : ScoreOf(score);
    }

    /// <summary>The score of the touchpoint in a journey with several micro-experiences there.</summary>
    /// <param name="values">Values that the scale accepts, in journey order; overwritten.</param>
    /// <param name="weights">Positive weights; overwritten.</param>
    public double Score(Span<double> values, Span<double> weights)
    {
        var total = Weights.Sum(weights);
        for (var i = 0; i < values.Length; i++)
        {
            values[i] = ValueOf(ruler.Normalise(values[i]));
            weights[i] /= total;
        }

        return ScoreCheck.Of(touchpoint.Strategy, touchpoint.Strategy.Aggregate(values, weights), touchpoint.Id);
    }

    /// <summary>What the touchpoint scores with one value that lies at a score on its scale.</summary>
    public double ScoreOf(double score)
    {
        var value = ValueOf(score);
        return isIdempotent ? value : ScoreCheck.Of(touchpoint.Strategy, touchpoint.Strategy.Aggregate([value], [1]), touchpoint.Id);
    }

    private double ValueOf(double score)
    {
        var value = touchpoint.ValueFunction.Apply(score);
        return value is >= 0 and <= 1
            ? value
            : throw new InvalidOperationException(string.Create(
                CultureInfo.InvariantCulture,
                $"Value function '{touchpoint.ValueFunction.Name}' of touchpoint '{touchpoint.Id}' made {value} of the score {score}; allowed is 0 to 1."));
    }
}
