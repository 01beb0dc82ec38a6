namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>What a strategy asks about the scores of a journey, in place of the scores themselves (<see cref="IMomentStrategy{TSelf}"/>). Each asks for those before it too.</summary>
public enum ScoreMoments
{
    /// <summary>The least score.</summary>
    Least,

    /// <summary>The least score and the greatest.</summary>
    Extremes,

    /// <summary>The weighted mean Σ wᵢxᵢ, which is held between the extremes.</summary>
    Mean,

    /// <summary>The population variance Σ wᵢ(xᵢ-M)² about the mean.</summary>
    Variance,
}
