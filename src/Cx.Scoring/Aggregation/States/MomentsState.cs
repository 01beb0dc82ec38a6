namespace Cx.Scoring.Aggregation.States;

/// <summary>Mean, variance and minimum: (Σ w, mean, Σ w(x - mean)², min), merged by the formula of Chan, Golub and LeVeque 1979.</summary>
internal sealed class MomentsState(Func<double, double, double, double> finish) : IMergeableState
{
    public int Size => 4;

    public void Start(Span<double> state, double score, double weight) => (state[0], state[1], state[2], state[3]) = (weight, score, 0, score);

    public void Merge(Span<double> state, ReadOnlySpan<double> later)
    {
        var weight = state[0] + later[0];
        var difference = later[1] - state[1];
        state[1] += difference * (later[0] / weight);
        state[2] += later[2] + (difference * difference * state[0] * (later[0] / weight));
        state[0] = weight;
        state[3] = Math.Min(state[3], later[3]);
    }

    // finish: mean, variance, minimum.
    public double Finish(ReadOnlySpan<double> state) => Math.Clamp(finish(state[1], state[2] / state[0], state[3]), 0, 1);
}
