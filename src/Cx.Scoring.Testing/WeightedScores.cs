using System.Globalization;

namespace Cx.Scoring.Testing;

/// <summary>Scores with their weights: what a strategy aggregates, as a generator makes it. Equal by content.</summary>
/// <param name="Items">At least one score in [0,1] with a weight from 0 to 1,000,000, of which at least one is positive.</param>
public sealed record WeightedScores(IReadOnlyList<(double Score, double Weight)> Items)
{
    /// <summary>The items with a positive weight: what a strategy sees.</summary>
    public WeightedScores Present => new([.. Items.Where(item => item.Weight > 0)]);

    /// <summary>The scores.</summary>
    public double[] ToScores() => [.. Items.Select(item => item.Score)];

    /// <summary>The weights divided by their sum.</summary>
    public double[] ToWeights()
    {
        var total = Items.Sum(item => item.Weight);
        return [.. Items.Select(item => item.Weight / total)];
    }

    /// <inheritdoc/>
    public bool Equals(WeightedScores? other) => other is not null && Items.SequenceEqual(other.Items);

    /// <inheritdoc/>
    public override int GetHashCode() => Items.Aggregate(Items.Count, HashCode.Combine);

    /// <summary>Scores and weights: <c>(0.2, 1; weights 1, 3)</c>; equal weights are left out.</summary>
    public override string ToString()
    {
        var scores = string.Join(", ", Items.Select(item => Print(item.Score)));
        var unequal = Items.Any(item => item.Weight != Items[0].Weight);
        return unequal ? $"({scores}; weights {string.Join(", ", Items.Select(item => Print(item.Weight)))})" : $"({scores})";
    }

    private static string Print(double number) => number.ToString(CultureInfo.InvariantCulture);
}
