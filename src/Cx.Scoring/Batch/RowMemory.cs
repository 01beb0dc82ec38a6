using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Batch;

/// <summary>The rows of a call while they are pinned.</summary>
internal readonly struct RowMemory
{
    public Raw<int> Touchpoints { get; init; }

    public Raw<double> Values { get; init; }

    /// <summary>Empty where all weights are 1.</summary>
    public Raw<double> Weights { get; init; }

    /// <summary>The rows as they lie there, grouped by journey.</summary>
    public Rows Grouped(ReadOnlySpan<int> offsets) => new() { Offsets = offsets, Touchpoints = Touchpoints.Span, Values = Values.Span, Weights = Weights.Span };
}
