using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>A compiled model made ready for lanes of one width: from touchpoint scores to the score of the journey.</summary>
/// <remarks>The one source of a single journey, which is a lane of one, and of the journeys that lie side by side in a batch.</remarks>
internal sealed class LaneModel<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    private const int OnStack = 32;
    private const int Journey = 0;

    // Shares are rounded: eight touchpoints of ten must count as 80 %.
    private const double Rounding = 1e-12;
    private readonly CompiledModel compiled;
    private readonly LaneGroup<TLane>[] groups;
    private readonly TLane[] weights;
    private readonly TLane[] effective;
    private readonly TLane[] counts;

    // Whether the journey has no score where some group lacks one of its steps.
    private readonly bool needsAll;

    public LaneModel(CompiledModel compiled)
    {
        this.compiled = compiled;
        groups = [.. compiled.Groups.Select(group => new LaneGroup<TLane>(group))];
        weights = [.. compiled.Steps.Select(step => TLane.Broadcast(step?.Weight ?? 1))];
        effective = [.. compiled.EffectiveWeights.Select(TLane.Broadcast)];
        needsAll = compiled.Groups.Any(group => group.NeedsAll);
        counts = [.. compiled.NodeOfSlot.Select(node => TLane.Broadcast(compiled.Counts(node) ? 1 : 0))];
    }

    /// <summary>How many nodes there are.</summary>
    public int Nodes => weights.Length;

    /// <inheritdoc cref="CompiledModel.AsksForEvidence"/>
    public bool AsksForEvidence => compiled.AsksForEvidence;

    /// <summary>What the steps weigh in the model.</summary>
    public LaneWeights<TLane> Weights => new() { OfNodes = weights, OfSlots = effective, Counts = counts };

    /// <summary>What the touchpoints weigh in a model without stages.</summary>
    public ReadOnlySpan<TLane> WeightsOfTouchpoints => weights.AsSpan(1);

    /// <summary>What the steps weigh in journeys with weights of their own.</summary>
    /// <param name="ofNodes">The weight of each node among its siblings.</param>
    /// <param name="scratch">Room for as many lanes as there are nodes, and twice as many as there are slots.</param>
    public LaneWeights<TLane> Own(ReadOnlySpan<TLane> ofNodes, Span<TLane> scratch)
    {
        var (zero, one) = (TLane.Broadcast(0), TLane.Broadcast(1));
        var shares = scratch[..ofNodes.Length];
        var ofSlots = scratch.Slice(ofNodes.Length, effective.Length);
        var counting = scratch.Slice(ofNodes.Length + effective.Length, effective.Length);
        foreach (var group in compiled.Groups)
        {
            var total = Compilation.Weights.Sum(ofNodes.Slice(group.First, group.Count));
            for (var node = group.First; node < group.First + group.Count; node++)
            {
                shares[node] = ofNodes[node] / TLane.SelectEqual(total, zero, one, total);
            }
        }

        for (var slot = 0; slot < ofSlots.Length; slot++)
        {
            var node = compiled.NodeOfSlot[slot];
            counting[slot] = compiled.ParentCounts(node) ? TLane.SelectLess(zero, ofNodes[node], one, zero) : zero;
            ofSlots[slot] = compiled.EffectiveWeight<TLane>(node, shares);
        }

        return new() { OfNodes = ofNodes, OfSlots = ofSlots, Counts = counting };
    }

    /// <summary>Aggregates journeys without gaps under the weights of the model.</summary>
    /// <param name="nodes">The scores of the touchpoints; receives those of the groups.</param>
    /// <param name="positions">When each node was lived, for a single journey; empty where that is the order of the model.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Complete(Span<TLane> nodes, ReadOnlySpan<int> positions = default)
    {
        // The journey is the last of the groups.
        var score = default(TLane);
        foreach (var group in groups)
        {
            score = positions.IsEmpty ? group.Complete(nodes) : group.WithGaps(nodes, weights, positions, refuse: false, default);
            nodes[group.Group.Node] = score;
        }

        return score;
    }

    /// <summary>The same for tile after tile of journeys.</summary>
    /// <param name="tiles">The nodes of all tiles; the first node of each receives the score.</param>
    public void CompleteTiles(Span<TLane> tiles)
    {
        foreach (var group in groups)
        {
            group.Complete(tiles, weights.Length);
        }
    }

    /// <summary>The strategy of a model without stages, for journeys that are aggregated as they are read; null where they are not.</summary>
    /// <param name="hasShares">Whether each journey has shares of its own.</param>
    /// <param name="mayMiss">Whether scores may be missing.</param>
    /// <param name="shares">Receives the shares of the model.</param>
    public Kernel<TLane>? Direct(bool hasShares, bool mayMiss, out ReadOnlySpan<TLane> shares)
    {
        shares = default;
        return groups.Length == 1 && !(mayMiss && (needsAll || AsksForEvidence || compiled.Model.MissingScores is not MissingScores.Skip))
            ? groups[0].Direct(hasShares, out shares)
            : null;
    }

    /// <summary>The values of journeys with gaps; NaN for those that have none.</summary>
    /// <param name="nodes">The scores of the touchpoints, NaN where missing, which they stay; receives those of the groups.</param>
    /// <param name="given">What the steps weigh.</param>
    /// <param name="positions">When each node was lived, for a single journey; empty where that is the order of the model.</param>
    /// <param name="shares">Receives the shares that were used; empty where nobody asks.</param>
    public TLane WithGaps(Span<TLane> nodes, LaneWeights<TLane> given, ReadOnlySpan<int> positions = default, Span<TLane> shares = default)
    {
        var missing = compiled.Model.MissingScores;
        var score = missing is MissingScores.Refuse or MissingScores.Skip
            ? Skipped(nodes, given, positions, missing is MissingScores.Refuse, shares)
            : Filled(nodes, given, positions, missing is MissingScores.TreatAsWorst ? compiled.Worst : compiled.Neutral);

        // What else a journey may lack leaves it without a score by itself.
        return compiled.AsksForEvidence ? TLane.SelectEqual(LackOf(nodes, given).OfEvidence, TLane.Broadcast(0), score, TLane.Broadcast(double.NaN)) : score;
    }

    /// <summary>The same for tile after tile of journeys, under a model that asks for no evidence.</summary>
    /// <param name="tiles">The nodes of all tiles, NaN where missing; the first node of each receives the value.</param>
    /// <param name="ofNodes">What the nodes weigh, tile after tile; empty where the weights of the model hold.</param>
    public void WithGapsOfTiles(Span<TLane> tiles, ReadOnlySpan<TLane> ofNodes)
    {
        var stride = weights.Length;
        var given = ofNodes.IsEmpty ? weights : ofNodes;
        var weightStride = ofNodes.IsEmpty ? 0 : stride;
        if (compiled.Model.MissingScores is MissingScores.Refuse or MissingScores.Skip && !needsAll)
        {
            foreach (var group in groups)
            {
                group.WithGaps(tiles, stride, given, weightStride, compiled.Model.MissingScores is MissingScores.Refuse);
            }

            return;
        }

        for (var tile = 0; tile < tiles.Length; tile += stride)
        {
            tiles[tile] = WithGaps(tiles.Slice(tile, stride), ofNodes.IsEmpty ? Weights : new() { OfNodes = given.Slice(tile, stride), OfSlots = [], Counts = [] });
        }
    }

    /// <summary>Aggregates some of the groups of tile after tile of journeys without gaps.</summary>
    /// <param name="tiles">The nodes of all tiles; those of the groups receive their scores.</param>
    /// <param name="some">The places of the groups among those of the model, ascending.</param>
    public void CompleteTiles(Span<TLane> tiles, ReadOnlySpan<int> some)
    {
        foreach (var place in some)
        {
            groups[place].Complete(tiles, weights.Length);
        }
    }

    /// <summary>Aggregates some of the groups of journeys whose gaps are skipped, or that were lived in another order.</summary>
    /// <param name="nodes">The nodes, NaN where missing; those of the groups receive their scores.</param>
    /// <param name="positions">When each node was lived, for a single journey; empty where that is the order of the model.</param>
    /// <param name="some">The places of the groups among those of the model, ascending.</param>
    public void Skipping(Span<TLane> nodes, ReadOnlySpan<int> positions, ReadOnlySpan<int> some)
    {
        foreach (var place in some)
        {
            nodes[groups[place].Group.Node] = groups[place].WithGaps(nodes, weights, positions, refuse: false, default);
        }
    }

    /// <summary>The scores of journeys with gaps when these are skipped, whatever evidence the model asks for; NaN where there is none.</summary>
    /// <param name="nodes">The scores of the touchpoints, NaN where missing; receives those of the groups.</param>
    /// <param name="positions">When each node was lived, for a single journey; empty where that is the order of the model.</param>
    public TLane Skipping(Span<TLane> nodes, ReadOnlySpan<int> positions) => Skipped(nodes, Weights, positions, refuse: false, default);

    /// <summary>Between what the scores lie, whatever the missing touchpoints would have been.</summary>
    [SkipLocalsInit]
    public void Bounds(ReadOnlySpan<TLane> nodes, LaneWeights<TLane> given, ReadOnlySpan<int> positions, out TLane low, out TLane high)
    {
        using var rented = new Scratch<TLane>(nodes.Length, OnStack);
        var filled = rented.Over(stackalloc TLane[OnStack]);
        nodes.CopyTo(filled);
        var atWorst = Filled(filled, given, positions, compiled.Worst);
        var atBest = Filled(filled, given, positions, compiled.Best);
        (low, high) = (TLane.Min(atWorst, atBest), TLane.Max(atWorst, atBest));
    }

    /// <summary>The share of the weight that was measured.</summary>
    public TLane Coverage(ReadOnlySpan<TLane> nodes, LaneWeights<TLane> given)
    {
        var measured = LaneSum<TLane>.Zero;
        var all = LaneSum<TLane>.Zero;
        for (var slot = 0; slot < given.OfSlots.Length; slot++)
        {
            var (score, weight) = (nodes[compiled.NodeOfSlot[slot]], given.OfSlots[slot]);
            measured.Add(TLane.IfNumber(score, weight));
            all.Add(weight);
        }

        return measured.Value / all.Value;
    }

    /// <summary>What journeys with gaps lack for a value.</summary>
    public Lack<TLane> LackOf(ReadOnlySpan<TLane> nodes, LaneWeights<TLane> given)
    {
        var (zero, one) = (TLane.Broadcast(0), TLane.Broadcast(1));
        var (required, complete, measured) = (zero, zero, zero);
        for (var slot = 0; slot < given.Counts.Length; slot++)
        {
            var (score, count) = (nodes[compiled.NodeOfSlot[slot]], given.Counts[slot]);
            measured = TLane.SelectEqual(score, score, TLane.Max(measured, count), measured);
            complete = TLane.SelectEqual(score, score, complete, TLane.Max(complete, count));
            if (compiled.Slots[slot].Required)
            {
                required = TLane.SelectEqual(score, score, required, one);
            }
        }

        var model = compiled.Model;
        return new(
            required,
            model.MissingScores is MissingScores.Refuse ? complete : zero,
            model.MinimumCoverage > 0 ? TLane.SelectLess(Coverage(nodes, given), TLane.Broadcast(model.MinimumCoverage - Rounding), one, zero) : zero,
            model.MissingScores is MissingScores.Skip ? one - measured : zero);
    }

    /// <summary>The slot of the lowest touchpoint measured that counts, the first in model order on ties; -1 where there is none.</summary>
    public TLane Weakest(ReadOnlySpan<TLane> nodes, LaneWeights<TLane> given)
    {
        var (zero, beyond) = (TLane.Broadcast(0), TLane.Broadcast(double.PositiveInfinity));
        var (weakest, least) = (TLane.Broadcast(-1), beyond);
        for (var slot = 0; slot < given.Counts.Length; slot++)
        {
            // False for a gap, which is NaN.
            var score = TLane.SelectLess(zero, given.Counts[slot], nodes[compiled.NodeOfSlot[slot]], beyond);
            weakest = TLane.SelectLess(score, least, TLane.Broadcast(slot), weakest);
            least = TLane.SelectLess(score, least, score, least);
        }

        return weakest;
    }

    private TLane Skipped(Span<TLane> nodes, LaneWeights<TLane> given, ReadOnlySpan<int> positions, bool refuse, Span<TLane> shares)
    {
        var absent = TLane.Broadcast(double.NaN);
        var complete = TLane.Broadcast(1);
        foreach (var group in groups)
        {
            var score = group.WithGaps(nodes, given.OfNodes, positions, refuse, shares);
            nodes[group.Group.Node] = score;
            if (group.Group.NeedsAll && compiled.Counts(group.Group.Node))
            {
                complete = TLane.SelectEqual(score, score, complete, absent);
            }
        }

        return TLane.SelectEqual(complete, complete, nodes[Journey], absent);
    }

    // Leaves the gaps of the touchpoints as they are: what was not measured has no score of its own.
    [SkipLocalsInit]
    private TLane Filled(Span<TLane> nodes, LaneWeights<TLane> given, ReadOnlySpan<int> positions, double[] fillings)
    {
        using var rented = new Scratch<TLane>(nodes.Length, OnStack);
        var filled = rented.Over(stackalloc TLane[OnStack]);
        nodes.CopyTo(filled);
        for (var slot = 0; slot < fillings.Length; slot++)
        {
            ref var score = ref filled[compiled.NodeOfSlot[slot]];
            score = TLane.SelectEqual(score, score, score, TLane.Broadcast(fillings[slot]));
        }

        foreach (var group in groups)
        {
            var score = positions.IsEmpty && given.OfNodes == weights
                ? group.Complete(filled)
                : group.WithGaps(filled, given.OfNodes, positions, refuse: false, default);
            (filled[group.Group.Node], nodes[group.Group.Node]) = (score, score);
        }

        return nodes[Journey];
    }
}
