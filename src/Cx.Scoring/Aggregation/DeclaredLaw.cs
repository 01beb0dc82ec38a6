namespace Cx.Scoring.Aggregation;

/// <summary>A law that a strategy declares to keep, always or under a condition on the weights.</summary>
public sealed class DeclaredLaw
{
    private readonly Func<ReadOnlySpan<double>, bool>? applies;

    private DeclaredLaw(Law law, string? condition, Func<ReadOnlySpan<double>, bool>? applies) =>
        (Law, Condition, this.applies) = (law, condition, applies);

    /// <summary>The law.</summary>
    public Law Law { get; }

    /// <summary>When the law holds, in words; null when it holds always.</summary>
    public string? Condition { get; }

    /// <summary>A law that holds always.</summary>
    public static implicit operator DeclaredLaw(Law law) => new(law, null, null);

    /// <summary>A law that holds under a condition on the weights, and so on their number.</summary>
    /// <param name="law">The law.</param>
    /// <param name="condition">The condition in words: <c>n &lt;= 2</c>.</param>
    /// <param name="applies">Whether the condition holds for weights that are positive and sum to 1.</param>
    public static DeclaredLaw When(Law law, string condition, Func<ReadOnlySpan<double>, bool> applies)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(condition);
        ArgumentNullException.ThrowIfNull(applies);
        return new(law, condition, applies);
    }

    /// <summary>Whether the law holds for these weights.</summary>
    /// <param name="weights">Positive weights that sum to 1.</param>
    public bool AppliesTo(ReadOnlySpan<double> weights) => applies is null || applies(weights);

    /// <summary>The law and its condition: <c>Monotone if n &lt;= 2</c>.</summary>
    public override string ToString() => Condition is null ? $"{Law}" : $"{Law} if {Condition}";
}
