using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Aggregation.States;

namespace Cx.Scoring.Aggregation;

/// <summary>The probability that every step succeeds: Π xᵢ for equal weights, Π xᵢ^(n wᵢ) otherwise.</summary>
internal readonly record struct SeriesReliability : ILaneStrategy<SeriesReliability>, IDeclaresLaws, IMergeableStrategy, IKnowsExpectedScore
{
    public string Name => "series-reliability";

    public IReadOnlyList<DeclaredLaw> Laws => [Law.Monotone, Law.Symmetric, Law.Mergeable];

    public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
    {
        var (zero, one) = (TLane.Broadcast(0), TLane.Broadcast(1));
        var (product, error, count, lightest, heaviest) = (one, zero, zero, one, zero);
        for (var i = 0; i < scores.Length; i++)
        {
            var weight = weights[i];
            var score = TLane.SelectLess(zero, weight, scores[i], one);
            count += TLane.SelectLess(zero, weight, one, zero);
            lightest = TLane.Min(lightest, TLane.SelectLess(zero, weight, weight, one));
            heaviest = TLane.Max(heaviest, weight);

            // The product carries its rounding errors along: Ogita, Rump, Oishi 2005.
            var next = product * score;
            error = TLane.FusedMultiplyAdd(error, score, TLane.FusedMultiplyAdd(product, score, -next));
            product = next;
        }

        var unweighted = TLane.Min(one, product + error);
        return TLane.AllEqual(lightest, heaviest) ? unweighted
            : TLane.SelectEqual(lightest, heaviest, unweighted, TLane.Min(one, LaneMath.ProductOfPowers(scores, weights, count)));
    }

    public double? ExpectedScore(int touchpoints) => Math.ScaleB(1, -touchpoints);

    public IMergeableState? State => new ProductState();

    public override string ToString() => Name;
}
