namespace Cx.Scoring.Batch;

/// <summary>The caller's memory while it is pinned, so that several threads can read and write it. All that is unsafe is in this file.</summary>
/// <remarks>A span cannot be handed to another thread; its address can, as long as the call that pinned it waits for them.</remarks>
internal readonly unsafe struct Raw<T>(T* first, int length)
    where T : unmanaged
{
    private readonly T* first = first;

    public int Length { get; } = length;

    public bool IsEmpty => Length == 0;

    public Span<T> Span => new(first, Length);

    /// <summary>A part, its bounds checked.</summary>
    public Span<T> Slice(int start, int length) => Span.Slice(start, length);
}

/// <summary>Pins the memory of a call.</summary>
internal static unsafe class Raw
{
    /// <summary>What runs while the memory is pinned.</summary>
    public delegate BatchReport Body<TState>(Raw<double> values, Raw<double> weights, ScoreMemory into, TState state);

    /// <summary>Pins what a batch reads and writes while a body runs.</summary>
    public static BatchReport Pin<TState>(ReadOnlySpan<double> values, ReadOnlySpan<double> weights, BatchScores into, TState state, Body<TState> body)
    {
        fixed (double* ofValues = values, ofWeights = weights, scores = into.Values, low = into.Low, high = into.High, coverage = into.Coverage)
        fixed (int* weakest = into.Weakest)
        {
            var memory = new ScoreMemory
            {
                Values = new(scores, into.Values.Length),
                Low = new(low, into.Low.Length),
                High = new(high, into.High.Length),
                Coverage = new(coverage, into.Coverage.Length),
                Weakest = new(weakest, into.Weakest.Length),
            };
            return body(new(ofValues, values.Length), new(ofWeights, weights.Length), memory, state);
        }
    }
}
