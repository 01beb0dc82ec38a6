namespace Cx.Scoring.Batch;

/// <summary>Many journeys as rows in any order, each with the key of its journey. The rows of a journey stand in the order in which they were lived.</summary>
/// <typeparam name="TKey">The kind of key: <see cref="int"/> for the number of the journey, <see cref="long"/> or <see cref="string"/> for any key.</typeparam>
public readonly ref struct LongRows<TKey>
{
    /// <summary>Rows in any order; they are scored fastest where the keys ascend, all of them.</summary>
    /// <param name="journeys">The key of each row's journey.</param>
    /// <param name="touchpoints">The touchpoint of each row, an index into <see cref="JourneyScorer.Touchpoints"/>.</param>
    /// <param name="values">What was measured, on the scale of the touchpoint.</param>
    /// <param name="weights"><see cref="MicroExperience.Weight"/> of each row; empty where all are 1.</param>
    public LongRows(ReadOnlySpan<TKey> journeys, ReadOnlySpan<int> touchpoints, ReadOnlySpan<double> values, ReadOnlySpan<double> weights = default)
    {
        Journeys = journeys;
        Touchpoints = touchpoints;
        Values = values;
        Weights = weights;
    }

    internal ReadOnlySpan<TKey> Journeys { get; }

    internal ReadOnlySpan<int> Touchpoints { get; }

    internal ReadOnlySpan<double> Values { get; }

    internal ReadOnlySpan<double> Weights { get; }
}
