namespace Cx.Scoring.Aggregation.States;

/// <summary>A weighted mean of a function of the scores: (Σ w, Σ w f(x), the rounding of the second).</summary>
internal sealed class SumState(Func<double, double> of, Func<double, double> finish) : IMergeableState
{
    public int Size => 3;

    public void Start(Span<double> state, double score, double weight) => (state[0], state[1], state[2]) = (weight, weight * of(score), 0);

    public void Merge(Span<double> state, ReadOnlySpan<double> later)
    {
        // Knuth's two-sum carries the rounding along; that of an infinity, the logarithm of 0, is none.
        var (one, other) = (state[1], later[1]);
        var sum = one + other;
        var part = sum - one;
        var error = (one - (sum - part)) + (other - part);
        state[0] += later[0];
        state[1] = sum;
        state[2] += later[2] + (double.IsFinite(sum) ? error : 0);
    }

    public double Finish(ReadOnlySpan<double> state) => Math.Clamp(finish((state[1] + state[2]) / state[0]), 0, 1);
}
