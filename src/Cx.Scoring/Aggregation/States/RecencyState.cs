using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Aggregation.States;

/// <summary>A mean that fades: (n, Σ w decay^(n-i), Σ w decay^(n-i) x), the earlier part fading by one step for each later item.</summary>
internal sealed class RecencyState(double decay) : IMergeableState
{
    public int Size => 3;

    public void Start(Span<double> state, double score, double weight) => (state[0], state[1], state[2]) = (1, weight, weight * score);

    public void Merge(Span<double> state, ReadOnlySpan<double> later)
    {
        var faded = Elementary.Pow(decay, later[0]);
        (state[0], state[1], state[2]) = (state[0] + later[0], (state[1] * faded) + later[1], (state[2] * faded) + later[2]);
    }

    public double Finish(ReadOnlySpan<double> state) => Math.Clamp(state[2] / state[1], 0, 1);
}
