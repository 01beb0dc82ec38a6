namespace Cx.Scoring.Evidence;

/// <summary>How an interval is read off resampled scores. Source: Efron and Tibshirani 1993, chapters 13 and 14.</summary>
public enum IntervalMethod
{
    /// <summary>Bias-corrected and accelerated, and widened where touchpoints may tie and the score bends there, as that of a weakest link does.</summary>
    /// <remarks>Source: Fang and Santos 2019; Andrews and Soares 2010; Romano, Shaikh and Wolf 2014; docs/evidence.md.</remarks>
    HoldsAtTies,

    /// <summary>Bias-corrected and accelerated: shifted by how far the resampled scores lie to one side, and by how the error changes with the score.</summary>
    BiasCorrectedAccelerated,

    /// <summary>The middle share of the resampled scores.</summary>
    Percentile,
}
