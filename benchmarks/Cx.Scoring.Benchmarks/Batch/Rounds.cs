namespace Cx.Scoring.Benchmarks.Batch;

/// <summary>Works on the same data, each run once a round, so that what disturbs the machine disturbs all of them.</summary>
internal sealed class Rounds
{
    private readonly List<(string Name, Action Work, bool OnWall, List<double> Seconds)> works = [];

    /// <summary>Adds a work; the first is what the others are compared with.</summary>
    /// <param name="name">What it does.</param>
    /// <param name="work">The work.</param>
    /// <param name="onWall">Whether it runs on several threads, so that the clock on the wall must measure it.</param>
    public void Add(string name, Action work, bool onWall = false) => works.Add((name, work, onWall, []));

    /// <summary>Runs all works in turn and gives for each its median time and the median of its ratios to the first in the same round.</summary>
    public IEnumerable<(string Name, double Seconds, double Ratio)> Run(int rounds)
    {
        // Once before, so that everything is compiled and every page is there; twice, so that it is compiled well.
        for (var round = -2; round < rounds; round++)
        {
            foreach (var (_, work, onWall, seconds) in works)
            {
                var start = onWall ? ThreadClock.Wall : ThreadClock.Now;
                work();
                var end = onWall ? ThreadClock.Wall : ThreadClock.Now;
                if (round >= 0)
                {
                    seconds.Add(end - start);
                }
            }
        }

        return works.Select(work => (work.Name, Median(work.Seconds), Median([.. work.Seconds.Zip(works[0].Seconds, (mine, first) => mine / first)])));
    }

    private static double Median(List<double> numbers) => numbers.Order().ElementAt(numbers.Count / 2);
}
