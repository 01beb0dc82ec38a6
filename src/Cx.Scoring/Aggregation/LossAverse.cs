using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Aggregation.States;

namespace Cx.Scoring.Aggregation;

/// <summary>The mean of gains and losses against a reference, losses counted lambda times, mapped back by the inverse: idempotent.</summary>
internal readonly record struct LossAverse : ILaneStrategy<LossAverse>, IDeclaresLaws, IMergeableStrategy
{
    private const double GreatestLambda = 1e6;
    private readonly double lambda;
    private readonly double reference;

    public LossAverse(double lambda, double reference)
    {
        this.lambda = lambda >= 1 / GreatestLambda && lambda <= GreatestLambda ? lambda : Parameter.Refuse(lambda, nameof(lambda), "1E-06 to 1000000");
        this.reference = Parameter.Within(reference, 0, 1, nameof(reference));
    }

    public string Name => $"loss-averse({Parameter.Print(lambda)}, {Parameter.Print(reference)})";

    public IReadOnlyList<DeclaredLaw> Laws => lambda == 1 || reference is 0 or 1
        ? default(WeightedMean).Laws
        : [Law.Idempotent, Law.Monotone, Law.Internal, Law.Symmetric, Law.WeightSplitting, Law.StronglyDecomposable, Law.Mergeable];

    public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
    {
        // Scaled so that neither gains nor losses leave the range of the sum.
        var (zero, origin) = (TLane.Broadcast(0), TLane.Broadcast(reference));
        var greater = Math.Max(1, lambda);
        var (gain, loss) = (TLane.Broadcast(1 / greater), TLane.Broadcast(lambda / greater));
        var sum = LaneSum<TLane>.Of(scores.Length);
        for (var i = 0; i < scores.Length; i++)
        {
            var change = scores[i] - origin;
            sum.Add(weights[i] * (change * TLane.SelectLess(change, zero, loss, gain)));
        }

        var value = sum.Value;
        var score = origin + (value / TLane.SelectLess(value, zero, loss, gain));
        return LaneMath.Within(scores, score);
    }

    public IMergeableState? State => Changes(lambda, reference);

    public override string ToString() => Name;

    private static SumState Changes(double lambda, double reference) => new(
        x => x < reference ? lambda * (x - reference) : x - reference,
        mean => reference + (mean < 0 ? mean / lambda : mean));
}
