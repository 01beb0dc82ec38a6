namespace Cx.Scoring.Aggregation;

/// <summary>A strategy that knows its expected score over random journeys in closed form, and so its andness exactly.</summary>
public interface IKnowsExpectedScore : IAggregationStrategy
{
    /// <summary>The mean of the strategy over scores that are independent and uniform on [0,1], with equal weights.</summary>
    /// <param name="touchpoints">The number of scores, at least 1.</param>
    /// <returns>The expected score in [0,1]; null where these parameters have no closed form.</returns>
    double? ExpectedScore(int touchpoints);
}
