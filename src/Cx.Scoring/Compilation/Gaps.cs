using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>Closes the gaps of journeys, before any strategy sees them.</summary>
internal static class Gaps
{
    /// <summary>Absent scores repeat one that is present and weigh 0, and the weights of the others are normalised.</summary>
    /// <param name="children">The scores, NaN where absent.</param>
    /// <param name="weights">As many weights.</param>
    /// <param name="scores">Receives the scores; may be the children themselves.</param>
    /// <param name="present">Receives the weights, summing to 1; all are 0 where nothing that counts is present.</param>
    /// <returns>1 where nothing that counts is present, else 0.</returns>
    public static TLane Close<TLane>(ReadOnlySpan<TLane> children, ReadOnlySpan<TLane> weights, Span<TLane> scores, Span<TLane> present)
        where TLane : struct, ILane<TLane>
    {
        var (zero, one) = (TLane.Broadcast(0), TLane.Broadcast(1));
        weights = weights[..children.Length];
        present = present[..children.Length];
        var last = zero;
        for (var i = 0; i < children.Length; i++)
        {
            var child = children[i];
            var weight = TLane.SelectEqual(child, child, weights[i], zero);
            present[i] = weight;
            last = TLane.SelectLess(zero, weight, child, last);
        }

        LaneMath.FillAbsent(children, present, last, scores);
        var total = Weights.Sum<TLane>(present);
        Weights.Divide(present, TLane.SelectEqual(total, zero, one, total));
        return TLane.SelectEqual(total, zero, one, zero);
    }
}
