namespace Cx.Scoring.Aggregation.States;

/// <summary>Several states side by side, fed the same items.</summary>
internal sealed class CompositeState(IReadOnlyList<IMergeableState> parts, Func<IReadOnlyList<double>, double> finish) : IMergeableState
{
    public int Size { get; } = parts.Sum(part => part.Size);

    /// <summary>The states of strategies side by side; null where one of them has none.</summary>
    public static CompositeState? Of(IEnumerable<IAggregationStrategy> strategies, Func<IReadOnlyList<double>, double> finish)
    {
        var states = strategies.Select(strategy => (strategy as IMergeableStrategy)?.State).ToList();
        return states.Contains(null) ? null : new(states.OfType<IMergeableState>().ToList(), finish);
    }

    public void Start(Span<double> state, double score, double weight)
    {
        var first = 0;
        foreach (var part in parts)
        {
            part.Start(state.Slice(first, part.Size), score, weight);
            first += part.Size;
        }
    }

    public void Merge(Span<double> state, ReadOnlySpan<double> later)
    {
        var first = 0;
        foreach (var part in parts)
        {
            part.Merge(state.Slice(first, part.Size), later.Slice(first, part.Size));
            first += part.Size;
        }
    }

    public double Finish(ReadOnlySpan<double> state)
    {
        var scores = new List<double>(parts.Count);
        var first = 0;
        foreach (var part in parts)
        {
            scores.Add(part.Finish(state.Slice(first, part.Size)));
            first += part.Size;
        }

        return finish(scores);
    }
}
