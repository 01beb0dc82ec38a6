namespace Cx.Scoring.Aggregation.States;

/// <summary>The peak so far and the last score.</summary>
internal sealed class PeakEndState(Func<double, double> height, double share) : IMergeableState
{
    public int Size => 2;

    public void Start(Span<double> state, double score, double weight) => (state[0], state[1]) = (score, score);

    // Of two that are as high the earlier stays.
    public void Merge(Span<double> state, ReadOnlySpan<double> later) =>
        (state[0], state[1]) = (height(later[0]) > height(state[0]) ? later[0] : state[0], later[1]);

    public double Finish(ReadOnlySpan<double> state) => (share * state[0]) + ((1 - share) * state[1]);
}
