namespace Cx.Scoring.Batch;

/// <summary>Where the profiles of a batch go: columns of the caller's, one entry a journey. NaN where nothing that counts was measured.</summary>
/// <remarks>
/// A profile looks at the touchpoints themselves, whatever the stages and strategies of the model: each with its share of the whole journey,
/// those that are missing left out. In a model without stages mean and minimum are, to the last bit, the scores of the weighted mean and of the weakest link
/// where missing scores are skipped.
/// </remarks>
public readonly ref struct BatchProfiles
{
    /// <summary>Profiles.</summary>
    /// <param name="means">Receives the weighted mean Σ wᵢxᵢ of the touchpoint scores, 0 to 1.</param>
    /// <param name="deviations">Receives their weighted population standard deviation √Σ wᵢ(xᵢ - M)², 0 to 0.5: how inconsistent the journey was.</param>
    /// <param name="minima">Receives the least of them, 0 to 1: the weakest link.</param>
    public BatchProfiles(Span<double> means, Span<double> deviations, Span<double> minima)
    {
        Means = means;
        Deviations = deviations;
        Minima = minima;
    }

    internal Span<double> Means { get; }

    internal Span<double> Deviations { get; }

    internal Span<double> Minima { get; }
}
