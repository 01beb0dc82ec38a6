namespace Cx.Scoring.Batch;

/// <summary>Many journeys as rows, one a micro-experience, those of a journey together and in the order in which they were lived.</summary>
/// <remarks>A touchpoint may occur several times in a journey, or not at all.</remarks>
public readonly ref struct JourneyRows
{
    /// <summary>Rows grouped by journey.</summary>
    /// <param name="offsets">Where each journey begins, and at last where the last one ends: journey j has the rows offsets[j] up to, not including, offsets[j + 1].</param>
    /// <param name="touchpoints">The touchpoint of each row, an index into <see cref="JourneyScorer.Touchpoints"/>.</param>
    /// <param name="values">What was measured, on the scale of the touchpoint. A row has a value: what is missing has no row.</param>
    /// <param name="weights"><see cref="MicroExperience.Weight"/> of each row; empty where all are 1.</param>
    public JourneyRows(ReadOnlySpan<int> offsets, ReadOnlySpan<int> touchpoints, ReadOnlySpan<double> values, ReadOnlySpan<double> weights = default)
    {
        Offsets = offsets;
        Touchpoints = touchpoints;
        Values = values;
        Weights = weights;
    }

    /// <summary>The number of journeys.</summary>
    public int Journeys => Math.Max(0, Offsets.Length - 1);

    internal ReadOnlySpan<int> Offsets { get; }

    internal ReadOnlySpan<int> Touchpoints { get; }

    internal ReadOnlySpan<double> Values { get; }

    internal ReadOnlySpan<double> Weights { get; }
}
