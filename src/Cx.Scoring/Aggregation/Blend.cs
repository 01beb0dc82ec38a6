using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Aggregation.States;

namespace Cx.Scoring.Aggregation;

/// <summary>A convex combination of strategies: Σ shareₖ Fₖ.</summary>
internal readonly record struct Blend : ILaneStrategy<Blend>, IDeclaresLaws, IMergeableStrategy, IKnowsExpectedScore, IKnowsShapleyValues
{
    // What a sum of shares that were meant to make 1 may be off.
    private const double Rounding = 1e-9;
    private const int OnStack = 64;
    private readonly ValueList<(double Share, IAggregationStrategy Strategy)> parts;
    private readonly double total;
    private readonly bool isInternal;

    public Blend(ReadOnlySpan<(double Share, IAggregationStrategy Strategy)> parts)
    {
        this.parts = new(parts);
        if (parts.IsEmpty)
        {
            throw new ArgumentException("A blend has no parts; it needs at least one strategy.", nameof(parts));
        }

        var sum = 0.0;
        foreach (var (share, strategy) in parts)
        {
            InnerStrategy.Require(strategy, "blend", nameof(parts));
            sum += Parameter.Within(share, 0, 1, "share");
        }

        total = sum;
        isInternal = this.parts.All(part => part.Strategy.Keeps(Law.Internal));
        if (Math.Abs(sum - 1) > Rounding)
        {
            throw new ArgumentException($"The shares of a blend sum to {Parameter.Print(sum)}; they must sum to 1.", nameof(parts));
        }
    }

    public string Name => $"blend({string.Join(", ", parts.Select(part => $"{Parameter.Print(part.Share)} {part.Strategy.Name}"))})";

    /// <summary>What all parts have, but decomposability: the group's own aggregate is not that of each part.</summary>
    public IReadOnlyList<DeclaredLaw> Laws
    {
        get
        {
            var all = parts;
            return [.. Enum.GetValues<Law>().Where(law => law is not Law.StronglyDecomposable || all.Count == 1).Select(law => Common(all, law)).OfType<DeclaredLaw>()];
        }
    }

    public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
    {
        var sum = TLane.Broadcast(0);
        foreach (var (share, strategy) in parts.Span)
        {
            sum += TLane.Broadcast(share) * strategy.AggregateLanes(scores, weights);
        }

        var mixed = sum / TLane.Broadcast(total);
        return isInternal
            ? LaneMath.Within(scores, mixed)
            : TLane.Max(TLane.Broadcast(0), TLane.Min(TLane.Broadcast(1), mixed));
    }

    public double? ExpectedScore(int touchpoints)
    {
        var sum = 0.0;
        foreach (var (share, strategy) in parts.Span)
        {
            if ((strategy as IKnowsExpectedScore)?.ExpectedScore(touchpoints) is not { } expected)
            {
                return null;
            }

            sum += share * expected;
        }

        return sum / total;
    }

    public IMergeableState? State => Composite(parts, total);

    public bool TryAttribute(ReadOnlySpan<double> scores, ReadOnlySpan<double> baseline, ReadOnlySpan<double> weights, Span<double> values)
    {
        values.Clear();
        using var rented = new Scratch<double>(values.Length, OnStack);
        var ofPart = rented.Over(stackalloc double[OnStack]);
        foreach (var (share, strategy) in parts.Span)
        {
            if (strategy is not IKnowsShapleyValues known || !known.TryAttribute(scores, baseline, weights, ofPart))
            {
                return false;
            }

            for (var i = 0; i < values.Length; i++)
            {
                values[i] += share / total * ofPart[i];
            }
        }

        return true;
    }

    public override string ToString() => Name;

    private static CompositeState? Composite(ValueList<(double Share, IAggregationStrategy Strategy)> parts, double total) =>
        CompositeState.Of(parts.Select(part => part.Strategy), scores => Math.Clamp(parts.Zip(scores, (part, score) => part.Share * score).Sum() / total, 0, 1));

    private static DeclaredLaw? Common(ValueList<(double Share, IAggregationStrategy Strategy)> parts, Law law)
    {
        var declared = parts.Select(part => part.Strategy.Declaration(law)).ToList();
        var conditions = declared.OfType<DeclaredLaw>().Where(one => one.Condition is not null).ToList();
        return declared.Contains(null) ? null
            : conditions.Count == 0 ? law
            : DeclaredLaw.When(law, string.Join(" and ", conditions.Select(one => one.Condition).Distinct()), weights =>
            {
                foreach (var one in conditions)
                {
                    if (!one.AppliesTo(weights))
                    {
                        return false;
                    }
                }

                return true;
            });
    }
}
