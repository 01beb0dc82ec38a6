namespace Cx.Scoring.Aggregation.States;

/// <summary>The least and the greatest score.</summary>
internal sealed class ExtremaState(Func<double, double, double> finish) : IMergeableState
{
    public int Size => 2;

    public void Start(Span<double> state, double score, double weight) => (state[0], state[1]) = (score, score);

    public void Merge(Span<double> state, ReadOnlySpan<double> later) =>
        (state[0], state[1]) = (Math.Min(state[0], later[0]), Math.Max(state[1], later[1]));

    public double Finish(ReadOnlySpan<double> state) => finish(state[0], state[1]);
}
