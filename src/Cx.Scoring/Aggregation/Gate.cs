using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Aggregation.States;

namespace Cx.Scoring.Aggregation;

/// <summary>Another strategy's score, but at most a cap when a watched score is below a threshold.</summary>
internal readonly record struct Gate : ILaneStrategy<Gate>, IDeclaresLaws, IMergeableStrategy, IBindsToSteps
{
    private readonly IAggregationStrategy inner;
    private readonly double threshold;
    private readonly double cap;

    // The places that are watched; null for all of them.
    private readonly ValueList<bool>? watched;

    public Gate(IAggregationStrategy inner, double threshold, double cap)
    {
        InnerStrategy.Require(inner, "gate", nameof(inner));
        this.inner = inner;
        this.threshold = Parameter.Within(threshold, 0, 1, nameof(threshold));
        this.cap = Parameter.Within(cap, 0, 1, nameof(cap));
    }

    private Gate(Gate gate, ValueList<bool> watched)
        : this(gate.inner, gate.threshold, gate.cap) => this.watched = watched;

    public string Name => $"gate({inner.Name}, {Parameter.Print(threshold)}, {Parameter.Print(cap)})";

    /// <summary>With a cap from the threshold up nothing within reach is lowered below the minimum.</summary>
    public IReadOnlyList<DeclaredLaw> Laws
    {
        get
        {
            var (strategy, places) = (inner, watched is not null);
            if (IsOpen)
            {
                return (strategy as IDeclaresLaws)?.Laws ?? [];
            }

            Law[] kept = cap >= threshold ? [Law.Idempotent, Law.Monotone, Law.Internal, Law.Symmetric, Law.WeightSplitting, Law.Mergeable] : [Law.Monotone, Law.Symmetric, Law.WeightSplitting, Law.Mergeable];
            return [.. kept.Where(law => !places || law is Law.Idempotent or Law.Monotone or Law.Internal).Select(law => strategy.Declaration(law)).OfType<DeclaredLaw>()];
        }
    }

    // It never trips, or the cap is no cap.
    private bool IsOpen => threshold == 0 || cap == 1;

    public ILaneStrategy Bind(ReadOnlySpan<bool> required)
    {
        var places = new ValueList<bool>(required);
        return places.Contains(true) && !IsOpen ? new Gate(this, places) : this;
    }

    public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
    {
        var (zero, one) = (TLane.Broadcast(0), TLane.Broadcast(1));
        var least = one;
        for (var i = 0; i < scores.Length; i++)
        {
            if (watched is null || watched[i])
            {
                least = TLane.Min(least, TLane.SelectLess(zero, weights[i], scores[i], one));
            }
        }

        var score = inner.AggregateLanes(scores, weights);
        return TLane.SelectLess(least, TLane.Broadcast(threshold), TLane.Min(score, TLane.Broadcast(cap)), score);
    }

    public IMergeableState? State => watched is null ? Composite(inner, threshold, cap) : null;

    public override string ToString() => Name;

    private static CompositeState? Composite(IAggregationStrategy inner, double threshold, double cap) =>
        CompositeState.Of([inner, default(WeakestLink)], scores => scores[1] < threshold ? Math.Min(scores[0], cap) : scores[0]);
}
