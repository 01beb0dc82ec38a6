using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Batch;

/// <summary>Pins what a batch reads and writes, so that several threads can.</summary>
internal static class PinnedCall
{
    /// <summary>What runs while the memory is pinned.</summary>
    public delegate BatchReport Body<TState>(Raw<double> values, Raw<double> weights, ScoreMemory into, TState state);

    /// <summary>What runs while rows are pinned.</summary>
    public delegate BatchReport RowBody<TKey, TState>(Raw<TKey> keys, Raw<TKey> found, RowMemory rows, ScoreMemory into, TState state)
        where TKey : unmanaged;

    /// <summary>Pins a table and what is made of it while a body runs.</summary>
    public static BatchReport Run<TState>(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, BatchScores into, TState state, Body<TState> body) =>
        Raw.Pin(values, weights, new Call<TState> { Into = into, State = state, Body = body }, static (values, weights, call) =>
        Raw.Pin(call.Into.Values, call.Into.Low, call with { Values = values, Weights = weights }, static (scores, low, call) =>
        Raw.Pin(call.Into.High, call.Into.Coverage, call with { Memory = new() { Values = scores, Low = low } }, static (high, coverage, call) =>
        Raw.Pin(call.Into.Weakest, [], call with { Memory = call.Memory with { High = high, Coverage = coverage } }, static (weakest, _, call) =>
            call.Body(call.Values, call.Weights, call.Memory with { Weakest = weakest }, call.State)))));

    /// <summary>Pins rows and what is made of them while a body runs.</summary>
    public static BatchReport Run<TKey, TState>(ReadOnlySpan<TKey> keys, Span<TKey> found, Rows rows, BatchScores into, TState state, RowBody<TKey, TState> body)
        where TKey : unmanaged =>
        Raw.Pin(keys, found, new RowCall<TKey, TState> { Rows = rows, Into = into, State = state, Body = body }, static (keys, found, call) =>
        Raw.Pin(call.Rows.Touchpoints, [], call with { Keys = keys, Found = found }, static (touchpoints, _, call) =>
        Run(call.Rows.Values, call.Rows.Weights, call.Into, (call.Keys, call.Found, touchpoints, call.State, call.Body), static (values, weights, memory, call) =>
            call.Body(call.Keys, call.Found, new() { Touchpoints = call.touchpoints, Values = values, Weights = weights }, memory, call.State))));

    private readonly ref struct Call<TState>
    {
        public BatchScores Into { get; init; }

        public TState State { get; init; }

        public Body<TState> Body { get; init; }

        public Raw<double> Values { get; init; }

        public Raw<double> Weights { get; init; }

        public ScoreMemory Memory { get; init; }
    }

    private readonly ref struct RowCall<TKey, TState>
        where TKey : unmanaged
    {
        public Rows Rows { get; init; }

        public BatchScores Into { get; init; }

        public TState State { get; init; }

        public RowBody<TKey, TState> Body { get; init; }

        public Raw<TKey> Keys { get; init; }

        public Raw<TKey> Found { get; init; }
    }
}
