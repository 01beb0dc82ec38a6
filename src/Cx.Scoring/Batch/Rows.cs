using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>Rows grouped by journey, wherever they are kept.</summary>
internal ref struct Rows
{
    /// <summary>Where each journey begins, and where the last one ends.</summary>
    public ReadOnlySpan<int> Offsets { get; init; }

    public ReadOnlySpan<int> Touchpoints { get; init; }

    public ReadOnlySpan<double> Values { get; init; }

    /// <summary>Empty where all weights are 1.</summary>
    public ReadOnlySpan<double> Weights { get; init; }

    /// <summary>The rows of one journey.</summary>
    public readonly OfJourney this[int journey]
    {
        get
        {
            var (start, count) = (Offsets[journey], Offsets[journey + 1] - Offsets[journey]);
            return new(Touchpoints.Slice(start, count), Values.Slice(start, count), Weights.IsEmpty ? [] : Weights.Slice(start, count));
        }
    }

    /// <summary>The rows of one journey, in the order in which they were lived.</summary>
    internal readonly ref struct OfJourney(ReadOnlySpan<int> touchpoints, ReadOnlySpan<double> values, ReadOnlySpan<double> weights) : IExperiences
    {
        private readonly ReadOnlySpan<int> touchpoints = touchpoints;
        private readonly ReadOnlySpan<double> values = values;
        private readonly ReadOnlySpan<double> weights = weights;

        public int Count => touchpoints.Length;

        public void Deconstruct(out ReadOnlySpan<int> ofTouchpoints, out ReadOnlySpan<double> ofValues, out ReadOnlySpan<double> ofWeights)
        {
            ofTouchpoints = touchpoints;
            ofValues = values;
            ofWeights = weights;
        }

        public int Touchpoint(int index) => touchpoints[index];

        public double Value(int index) => values[index];

        public double Weight(int index) => weights.IsEmpty ? 1 : weights[index];
    }
}
