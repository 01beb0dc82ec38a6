using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Aggregation.States;

/// <summary>log of the weighted mean of e^t, with the greatest t factored out: (Σ w, T, Σ w e^(t - T)).</summary>
/// <param name="of">t of a score.</param>
/// <param name="finish">The score, from the logarithm of the mean.</param>
/// <param name="near">Whether all t are near each other: then Σ w (e^(t - T) - 1) is kept instead, which has the digits that count.</param>
internal sealed class LogSumState(Func<double, double> of, Func<double, double> finish, bool near) : IMergeableState
{
    public int Size => 3;

    public void Start(Span<double> state, double score, double weight) => (state[0], state[1], state[2]) = (weight, of(score), near ? 0 : weight);

    public void Merge(Span<double> state, ReadOnlySpan<double> later)
    {
        var greatest = Math.Max(state[1], later[1]);
        var sum = Rescaled(state, greatest) + Rescaled(later, greatest);
        (state[0], state[1], state[2]) = (state[0] + later[0], greatest, sum);
    }

    public double Finish(ReadOnlySpan<double> state)
    {
        var share = state[2] / state[0];
        return Math.Clamp(finish(state[1] + (near ? Elementary.LogOnePlus(share) : Elementary.Log(share))), 0, 1);
    }

    // An infinite t, of the score 0, stays what it is: its difference from itself is 0.
    private double Rescaled(ReadOnlySpan<double> state, double greatest)
    {
        var shift = state[1] == greatest ? 0 : state[1] - greatest;
        return near ? state[2] + ((state[0] + state[2]) * Elementary.ExpMinusOne(shift)) : state[2] * Elementary.Exp(shift);
    }
}
