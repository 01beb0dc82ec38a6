namespace Cx.Scoring.Batch;

/// <summary>Portions of work on one thread or several.</summary>
internal static class Work
{
    // Journeys that a thread takes at a time: a multiple of every width.
    private const int Journeys = 16_384;

    /// <summary>Does ranges of journeys: all at once on one thread, else in portions that do not depend on the number of threads.</summary>
    /// <param name="journeys">How many journeys.</param>
    /// <param name="threads">On how many threads.</param>
    /// <param name="state">What the body is given.</param>
    /// <param name="body">Does some: the first and how many.</param>
    /// <returns>The sum of what the ranges return.</returns>
    public static long OverJourneys<TState>(int journeys, int threads, TState state, Func<int, int, TState, long> body) => threads == 1
        ? body(0, journeys, state)
        : Run((int)(((uint)journeys + Journeys - 1) / Journeys), threads, (journeys, state, body), static (portion, call) =>
        {
            var first = portion * Journeys;
            return call.body(first, Math.Min(Journeys, call.journeys - first), call.state);
        });

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
