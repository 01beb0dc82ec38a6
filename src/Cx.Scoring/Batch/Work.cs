namespace Cx.Scoring.Batch;

/// <summary>Portions of work on one thread or several.</summary>
internal static class Work
{
    /// <summary>Does each portion once; on one thread in turn, and without allocating anything.</summary>
    /// <returns>The sum of what the portions return.</returns>
    public static long Run<TState>(int portions, int threads, TState state, Func<int, TState, long> body)
    {
        if (threads > 1 && portions > 1)
        {
            return OnThreads(portions, threads, state, body);
        }

        var sum = 0L;
        for (var portion = 0; portion < portions; portion++)
        {
            sum += body(portion, state);
        }

        return sum;
    }

    // Apart, so that one thread pays nothing for what several capture.
    private static long OnThreads<TState>(int portions, int threads, TState state, Func<int, TState, long> body)
    {
        var sum = 0L;
        Parallel.For(0, portions, new ParallelOptions { MaxDegreeOfParallelism = threads }, portion => Interlocked.Add(ref sum, body(portion, state)));
        return sum;
    }
}
