using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Aggregation.States;

/// <summary>A product that is weighted only if the weights differ: (n, Σ ln x, Σ w, Σ w ln x, least w, greatest w).</summary>
internal sealed class ProductState : IMergeableState
{
    public int Size => 6;

    public void Start(Span<double> state, double score, double weight)
    {
        var log = Elementary.Log(score);
        (state[0], state[1], state[2], state[3], state[4], state[5]) = (1, log, weight, weight * log, weight, weight);
    }

    public void Merge(Span<double> state, ReadOnlySpan<double> later)
    {
        for (var i = 0; i < 4; i++)
        {
            state[i] += later[i];
        }

        (state[4], state[5]) = (Math.Min(state[4], later[4]), Math.Max(state[5], later[5]));
    }

    public double Finish(ReadOnlySpan<double> state) =>
        Math.Min(1, Elementary.Exp(state[4] == state[5] ? state[1] : state[3] * (state[0] / state[2])));
}
