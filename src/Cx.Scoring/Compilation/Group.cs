using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Compilation;

/// <summary>A stage or the journey itself: which nodes it aggregates, and how.</summary>
internal sealed class Group
{
    public Group(int node, int first, string name, IAggregationStrategy strategy, double[] weights, ReadOnlySpan<bool> required)
    {
        (Node, First, Name, Weights) = (node, first, name, weights);
        Strategy = strategy is IBindsToSteps binding ? binding.Bind(required) : strategy;
        var total = Compilation.Weights.Sum(weights);
        Shares = [.. weights.Select(weight => weight / total)];
        NeedsAll = strategy is IPositionalStrategy;
        Ordered = !strategy.Keeps(Law.Symmetric) && !NeedsAll && Strategy.Equals(strategy);
    }

    /// <summary>The id of the stage, or the name of the model.</summary>
    public string Name { get; }

    /// <summary>The node that its aggregate is written to.</summary>
    public int Node { get; }

    /// <summary>The first of its children, which are neighbours.</summary>
    public int First { get; }

    public int Count => Weights.Length;

    /// <summary>The strategy, bound to its steps where it looks at them.</summary>
    public IAggregationStrategy Strategy { get; }

    /// <summary>The weights of its children.</summary>
    public double[] Weights { get; }

    /// <summary>The weights of its children divided by their sum.</summary>
    public double[] Shares { get; }

    /// <summary>Whether it has no score unless every child that counts has one: its parameters belong to places.</summary>
    public bool NeedsAll { get; }

    /// <summary>Whether it wants its scores in the order in which they were lived.</summary>
    public bool Ordered { get; }
}
