using System.Collections.Frozen;
using System.Runtime.Intrinsics;
using Cx.Scoring.Aggregation;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>A valid model laid out flat, so that scoring never looks at the tree again.</summary>
/// <remarks>
/// A <em>node</em> is a step or the journey itself (node 0). Nodes stand breadth first, so the children of a group are neighbours and a
/// strategy reads them as one span. A <em>slot</em> is the place of a touchpoint in model order.
/// </remarks>
internal sealed class CompiledModel
{
    private readonly FrozenDictionary<string, int> nodeOfId;
    private readonly int[] parents;
    private readonly bool[] counts;
    private readonly Group?[] groupOfNode;

    private CompiledModel(ScoringModel model, Layout layout)
    {
        Model = model;
        Identity = new(model.Name, model.Version, Fingerprint.Of(model));
        Steps = [.. layout.Steps];
        parents = [.. layout.Parents];
        Shares = [.. layout.Shares];
        Groups = [.. layout.Groups];
        StageNodes = [.. layout.StageNodes];
        groupOfNode = [.. Enumerable.Range(0, Steps.Length).Select(node => Groups.FirstOrDefault(group => group.Node == node))];
        NodeOfSlot = [.. layout.TouchpointNodes];
        Slots = [.. NodeOfSlot.Select(node => new Slot((Touchpoint)Steps[node]!, node))];
        IsPlain = Slots.All(slot => slot.IsPlain);
        Rulers = [.. Slots.Select(slot => slot.Ruler)];
        AreExact = Rulers.All(ruler => ruler.IsExact);
        SlotsByFour = Vector256.IsHardwareAccelerated && StageNodes.Length == 0 && Slots.Length >= Vector256Lane.Count && Rulers.All(ruler => !ruler.IsBent)
            ? FourSlots.Of(Slots, Groups[^1].Shares)
            : [];
        Worst = [.. Slots.Select(slot => slot.ScoreOf(0))];
        Neutral = [.. Slots.Select(slot => slot.ScoreOf(0.5))];
        Best = [.. Slots.Select(slot => slot.ScoreOf(1))];
        SlotOfId = Slots.Select((slot, index) => (slot.Id, index)).ToFrozenDictionary(pair => pair.Id, pair => pair.index, StringComparer.Ordinal);
        nodeOfId = Enumerable.Range(1, Steps.Length - 1).ToFrozenDictionary(node => Steps[node]!.Id, StringComparer.Ordinal);
        counts = [.. Enumerable.Range(0, Steps.Length).Select(IsCounted)];
        AllCount = NodeOfSlot.All(Counts);
        EffectiveWeights = [.. NodeOfSlot.Select(node => EffectiveWeight(node, Shares))];
        OrderMatters = Groups.Any(group => group.Ordered);
        IsMonotone = Groups.Select(group => group.Strategy).Concat(Slots.Select(slot => slot.Strategy)).All(strategy => strategy.Keeps(Law.Monotone));
        AsksForEvidence = model.MinimumCoverage > 0 || Slots.Any(slot => slot.Required);
        Single = new(this);
    }

    public ScoringModel Model { get; }

    public ModelIdentity Identity { get; }

    /// <summary>The step of each node; none at node 0.</summary>
    public Step?[] Steps { get; }

    /// <summary>The share of each node among its siblings when nothing is missing.</summary>
    public double[] Shares { get; }

    /// <summary>The groups in the order in which they are aggregated: a stage before what it stands in, the journey last.</summary>
    public Group[] Groups { get; }

    /// <summary>The nodes of the stages, in model order.</summary>
    public int[] StageNodes { get; }

    public Slot[] Slots { get; }

    /// <summary>Whether all slots are plain.</summary>
    public bool IsPlain { get; }

    /// <summary>The rulers of all slots.</summary>
    public Ruler<ScalarLane>[] Rulers { get; }

    /// <summary>
    /// All slots four at a time; the last four may overlap those before. None where the processor has no register for four, where a ruler is bent, where there are too few, or
    /// where stages keep the nodes of the slots from being neighbours.
    /// </summary>
    public FourSlots[] SlotsByFour { get; }

    /// <summary>Whether every touchpoint can change the score.</summary>
    public bool AllCount { get; }

    /// <summary>Whether all rulers are exact.</summary>
    public bool AreExact { get; }

    public int[] NodeOfSlot { get; }

    /// <summary>What each slot scores with one value at the worst end of its scale.</summary>
    public double[] Worst { get; }

    /// <summary>What each slot scores with one neutral value.</summary>
    public double[] Neutral { get; }

    /// <summary>What each slot scores with one value at the best end of its scale.</summary>
    public double[] Best { get; }

    /// <summary>What each slot scores where it is missing and the model fills it in; null where it does not.</summary>
    public double[]? Fillings => Model.MissingScores switch
    {
        MissingScores.TreatAsWorst => Worst,
        MissingScores.TreatAsNeutral => Neutral,
        _ => null,
    };

    public FrozenDictionary<string, int> SlotOfId { get; }

    /// <summary>The share of each slot in the journey when nothing is missing.</summary>
    public double[] EffectiveWeights { get; }

    /// <summary>Whether some group wants its scores in the order in which they were lived.</summary>
    public bool OrderMatters { get; }

    /// <summary>Whether every strategy declares without condition that a better score never lowers the whole.</summary>
    public bool IsMonotone { get; }

    /// <summary>Whether some touchpoint is required, or a coverage is.</summary>
    public bool AsksForEvidence { get; }

    /// <summary>The model for one journey at a time.</summary>
    public LaneModel<ScalarLane> Single { get; }

    public static CompiledModel Of(ScoringModel model) => new(model, new Layout(model));

    public bool TryGetNode(string id, out int node) => nodeOfId.TryGetValue(id, out node);

    /// <summary>The group that is aggregated at a node; null for a touchpoint.</summary>
    public Group? GroupOf(int node) => groupOfNode[node];

    /// <summary>Whether a node can change the score of the journey: it has a weight, and so have the stages around it.</summary>
    public bool Counts(int node) => counts[node];

    /// <summary>Whether the steps around a node have weights.</summary>
    public bool ParentCounts(int node) => counts[parents[node]];

    /// <summary>The share of a node in the journey, under given shares among siblings.</summary>
    public double EffectiveWeight(int node, ReadOnlySpan<double> shares) => EffectiveWeight(node, ScalarLane.Of(shares)).Value;

    /// <summary>The same for each of the journeys that lie side by side.</summary>
    public TLane EffectiveWeight<TLane>(int node, ReadOnlySpan<TLane> shares)
        where TLane : struct, ILane<TLane>
    {
        var weight = shares[node];
        for (var parent = parents[node]; parent > 0; parent = parents[parent])
        {
            weight *= shares[parent];
        }

        return weight;
    }

    // The product of the shares would say so too, but may be too small for a double.
    private bool IsCounted(int node) => node == 0 || (Shares[node] > 0 && IsCounted(parents[node]));

    /// <summary>The tree as lists, while they are built.</summary>
    private sealed class Layout
    {
        private readonly Dictionary<int, Group> groupOfNode = [];

        public Layout(ScoringModel model)
        {
            Add(null, parent: -1, share: 1);
            var waiting = new Queue<(int Node, IAggregationStrategy Strategy, IReadOnlyList<Step> Steps)>([(0, model.Strategy!, model.Steps)]);
            while (waiting.TryDequeue(out var next))
            {
                var group = new Group(next.Node, Steps.Count, Steps[next.Node]?.Id ?? model.Name, next.Strategy, [.. next.Steps.Select(step => step.Weight)], [.. next.Steps.Select(step => step is Touchpoint { Required: true })]);
                groupOfNode.Add(next.Node, group);
                Groups.Insert(0, group);
                foreach (var (step, share) in next.Steps.Zip(group.Shares))
                {
                    var node = Add(step, next.Node, share);
                    if (step is Stage stage)
                    {
                        waiting.Enqueue((node, stage.Strategy, stage.Steps));
                    }
                }
            }

            Visit(groupOfNode[0]);
        }

        public List<Step?> Steps { get; } = [];

        public List<int> Parents { get; } = [];

        public List<double> Shares { get; } = [];

        public List<Group> Groups { get; } = [];

        public List<int> StageNodes { get; } = [];

        public List<int> TouchpointNodes { get; } = [];

        private int Add(Step? step, int parent, double share)
        {
            Steps.Add(step);
            Parents.Add(parent);
            Shares.Add(share);
            return Steps.Count - 1;
        }

        // Depth first: the order in which the model was written.
        private void Visit(Group group)
        {
            for (var node = group.First; node < group.First + group.Count; node++)
            {
                if (groupOfNode.TryGetValue(node, out var stage))
                {
                    StageNodes.Add(node);
                    Visit(stage);
                }
                else
                {
                    TouchpointNodes.Add(node);
                }
            }
        }
    }
}
