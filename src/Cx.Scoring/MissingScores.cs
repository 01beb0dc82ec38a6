namespace Cx.Scoring;

/// <summary>What a model does about touchpoints that were not measured in a journey.</summary>
public enum MissingScores
{
    /// <summary>An incomplete journey has no value, only bounds and a reason.</summary>
    Refuse,

    /// <summary>The rest is scored with its weights scaled up; a stage without any measured touchpoint is missing in its turn.</summary>
    /// <remarks>A journey can score higher for not having been asked: look at the bounds.</remarks>
    Skip,

    /// <summary>A missing score counts as the worst value of its scale.</summary>
    TreatAsWorst,

    /// <summary>A missing score counts as the neutral value of its scale.</summary>
    TreatAsNeutral,
}
