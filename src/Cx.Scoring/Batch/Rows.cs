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

    /// <summary>How many journeys there are.</summary>
    public readonly int Journeys => Math.Max(0, Offsets.Length - 1);

    /// <summary>The rows of one journey.</summary>
    public readonly OfJourney this[int journey]
    {
        get
        {
            var (start, count) = (Offsets[journey], Offsets[journey + 1] - Offsets[journey]);
            return new(Touchpoints.Slice(start, count), Values.Slice(start, count), Weights.IsEmpty ? [] : Weights.Slice(start, count));
        }
    }

    /// <summary>The same rows under the offsets of some journeys.</summary>
    public readonly Rows Under(ReadOnlySpan<int> offsets) => new() { Offsets = offsets, Touchpoints = Touchpoints, Values = Values, Weights = Weights };

    /// <summary>Whether all weights of some rows are positive weights.</summary>
    public readonly bool Count(int start, int end) => Weights.IsEmpty || Compilation.Weights.AreAllPositive(Weights[start..end]);

    /// <summary>The rows of one journey, in the order in which they were lived.</summary>
    internal readonly ref struct OfJourney(ReadOnlySpan<int> touchpoints, ReadOnlySpan<double> values, ReadOnlySpan<double> weights) : IExperiences
    {
        private readonly ReadOnlySpan<int> touchpoints = touchpoints;
        private readonly ReadOnlySpan<double> values = values;
        private readonly ReadOnlySpan<double> weights = weights;

        public int Count => touchpoints.Length;

        public int Touchpoint(int index) => touchpoints[index];

        public double Value(int index) => values[index];

        public double Weight(int index) => weights.IsEmpty ? 1 : weights[index];
    }
}
