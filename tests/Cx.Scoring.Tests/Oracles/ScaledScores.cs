using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Tests.Oracles;

/// <summary>Scores on a scale of their own, equally weighted, and brought to [0,1] by a unit.</summary>
/// <remarks>The unit is a power of two, so that dividing and multiplying by it rounds nothing and the strategy alone is compared.</remarks>
internal sealed class ScaledScores
{
    private readonly double[] scores;
    private readonly double[] weights;

    public ScaledScores(IReadOnlyList<double> scores)
    {
        while (Unit < scores.Max())
        {
            Unit *= 2;
        }

        this.scores = [.. scores.Select(score => score / Unit)];
        weights = [.. scores.Select(_ => 1.0 / scores.Count)];
    }

    public double Unit { get; } = 1;

    public int Count => scores.Length;

    /// <summary>What a strategy makes of the scores, in their own unit: right for homogeneous ones, and for others if their parameters were scaled too.</summary>
    public double Of(IAggregationStrategy strategy) => Unit * strategy.Aggregate(scores, weights);

    /// <summary>What each of several strategies that are meant to be the same makes of the scores.</summary>
    public double[] OfEach(params IAggregationStrategy[] strategies) => Array.ConvertAll(strategies, Of);
}
