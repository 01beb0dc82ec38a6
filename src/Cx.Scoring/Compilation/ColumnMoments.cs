using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>What becomes of the moments of two lanes of journeys.</summary>
internal interface IMomentTaker<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    /// <summary>Takes moments; those that were not asked for have no meaning.</summary>
    /// <param name="journey">The first of the journeys, counted from the first that is read.</param>
    /// <param name="mean">The weighted mean.</param>
    /// <param name="variance">The population variance.</param>
    /// <param name="least">The least score.</param>
    /// <param name="greatest">The greatest score.</param>
    /// <returns>False where they come to no score.</returns>
    bool Take(int journey, PairLane<TLane> mean, PairLane<TLane> variance, PairLane<TLane> least, PairLane<TLane> greatest);
}

/// <summary>The moments of more columns than are read side by side: some columns at a time, in long runs, and once more where the variance is asked for.</summary>
internal static class ColumnMoments<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    // So many journeys at a time: the longer the runs in a column, the less often is memory waited for, and the sums of so many leave the next cache room.
    private const int MostJourneys = 4096;

    // Fewer where columns are read again, so that more of them are still in a cache.
    private const int MostReadAgain = 1024;

    // Runs grow, so that what is read in vain, where a cell is not as it may be, is little beside what was read before.
    private const int FirstRun = 256;
    private const int Growth = 4;

    // What is kept of each tile until the last columns are read: no more than what is asked.
    private const int Least = 0;
    private const int Greatest = 1;
    private const int Sum = 2;
    private const int Lost = 3;

    // Where columns are read again the sum becomes the mean, and there is more: what squares and rest have lost stands where the loss of the sum stood, and behind it.
    private const int Squares = 5;
    private const int Rest = 6;
    private const int EachReadAgain = 7;

    /// <summary>Reads columns for as long as cells are as they may be and moments come to scores.</summary>
    /// <typeparam name="TSource">What is read from.</typeparam>
    /// <typeparam name="TAsking">Who asks, and so what is computed.</typeparam>
    /// <typeparam name="TTaker">Who takes the moments.</typeparam>
    /// <param name="source">What is read from.</param>
    /// <param name="first">The first journey.</param>
    /// <param name="count">How many journeys.</param>
    /// <param name="weights">The weights of all columns, summing to 1.</param>
    /// <param name="taker">Who takes the moments.</param>
    /// <returns>How many journeys were taken.</returns>
    public static int Read<TSource, TAsking, TTaker>(TSource source, int first, int count, ReadOnlySpan<TLane> weights, TTaker taker)
        where TSource : struct, IColumnSource<TLane>, allows ref struct
        where TAsking : struct, IAsksForMoments
        where TTaker : struct, IMomentTaker<TLane>, allows ref struct =>
        TAsking.Asks < ScoreMoments.Mean ? ReadOnce<TSource, TAsking, TTaker>(source, first, count, weights, taker)
        : weights.Length <= LaneMath.Plain ? Read<TSource, AsksForMean, TTaker>(source, first, count, weights, TAsking.Asks >= ScoreMoments.Variance, taker)
        : Read<TSource, AsksAboutMany<AsksForMean>, TTaker>(source, first, count, weights, TAsking.Asks >= ScoreMoments.Variance, taker);

    private static int Read<TSource, TAsking, TTaker>(TSource source, int first, int count, ReadOnlySpan<TLane> weights, bool isReadAgain, TTaker taker)
        where TSource : struct, IColumnSource<TLane>, allows ref struct
        where TAsking : struct, IAsksForMoments
        where TTaker : struct, IMomentTaker<TLane>, allows ref struct =>
        isReadAgain ? ReadTwice<TSource, TAsking, TTaker>(source, first, count, weights, taker) : ReadOnce<TSource, TAsking, TTaker>(source, first, count, weights, taker);

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadOnce<TSource, TAsking, TTaker>(TSource source, int first, int count, ReadOnlySpan<TLane> weights, TTaker taker)
        where TSource : struct, IColumnSource<TLane>, allows ref struct
        where TAsking : struct, IAsksForMoments
        where TTaker : struct, IMomentTaker<TLane>, allows ref struct
    {
        var (each, most, together) = (Each<TAsking>(), Math.Min(count, MostJourneys) / PairLane<TLane>.Count, Together<TSource>(weights.Length));
        using var rented = new AlignedScratch<PairLane<TLane>>(each * most);
        var (done, run) = (0, FirstRun / PairLane<TLane>.Count);
        while (count - done >= PairLane<TLane>.Count)
        {
            run = Math.Min(run, (count - done) / PairLane<TLane>.Count);
            var moments = rented.Span[..(each * run)];

            // Behind a cell that is not as it may be nothing is read on. The last columns come to scores at once.
            var column = 0;
            for (; column + together < weights.Length; column += together)
            {
                moments = moments[..(each * Add<TSource, TAsking>(source, first + done, column, together, weights, moments, each))];
            }

            var taken = Finish<TSource, TAsking, TTaker>(source, first, column, weights, moments, done, taker);
            done += taken;
            if (taken < run * PairLane<TLane>.Count)
            {
                break;
            }

            run = Math.Min(Growth * run, most);
        }

        return done;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int ReadTwice<TSource, TAsking, TTaker>(TSource source, int first, int count, ReadOnlySpan<TLane> weights, TTaker taker)
        where TSource : struct, IColumnSource<TLane>, allows ref struct
        where TAsking : struct, IAsksForMoments
        where TTaker : struct, IMomentTaker<TLane>, allows ref struct
    {
        var (most, together) = (Math.Min(count, MostReadAgain) / PairLane<TLane>.Count, Together<TSource>(weights.Length));
        using var rented = new AlignedScratch<PairLane<TLane>>(EachReadAgain * most);
        var (done, run) = (0, FirstRun / PairLane<TLane>.Count);
        while (count - done >= PairLane<TLane>.Count)
        {
            run = Math.Min(run, (count - done) / PairLane<TLane>.Count);
            var moments = rented.Span[..(EachReadAgain * run)];
            for (var column = 0; column < weights.Length; column += together)
            {
                moments = moments[..(EachReadAgain * Add<TSource, TAsking>(source, first + done, column, Math.Min(together, weights.Length - column), weights, moments, EachReadAgain))];
            }

            for (var column = 0; column < weights.Length; column += together)
            {
                AddAgain<TSource, TAsking>(source, first + done, column, Math.Min(together, weights.Length - column), weights, moments);
            }

            var taken = Take<TAsking, TTaker>(moments, done, taker);
            done += taken;
            if (taken < run * PairLane<TLane>.Count)
            {
                break;
            }

            run = Math.Min(Growth * run, most);
        }

        return done;
    }

    // Groups of like length.
    private static int Together<TSource>(int columns)
        where TSource : struct, IColumnSource<TLane>, allows ref struct
    {
        var groups = (columns + TSource.Together - 1) / TSource.Together;
        return (columns + groups - 1) / groups;
    }

    private static int Each<TAsking>()
        where TAsking : struct, IAsksForMoments =>
        TAsking.CarriesLost ? Lost + 1 : TAsking.Asks >= ScoreMoments.Mean ? Sum + 1 : TAsking.Asks >= ScoreMoments.Extremes ? Greatest + 1 : Least + 1;

    // How many tiles were as they may be, before the first that was not.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Add<TSource, TAsking>(TSource source, int journey, int column, int count, ReadOnlySpan<TLane> weights, Span<PairLane<TLane>> moments, int each)
        where TSource : struct, IColumnSource<TLane>, allows ref struct
        where TAsking : struct, IAsksForMoments
    {
        var tiles = 0;
        for (; !moments.IsEmpty; moments = moments[each..], journey += PairLane<TLane>.Count, tiles++)
        {
            var (sum, least, greatest) = (Start<TAsking>(), PairLane<TLane>.Broadcast(1), PairLane<TLane>.Broadcast(0));
            if (column > 0)
            {
                Recall<TAsking>(moments, ref sum, ref least, ref greatest);
            }
            else if (TAsking.CarriesLost)
            {
                moments[Lost] = PairLane<TLane>.Broadcast(0);
            }

            if (!source.AddSome<TAsking>(journey, column, count, weights, LostOf<TAsking>(moments), ref sum, ref least, ref greatest))
            {
                break;
            }

            moments[Least] = least;
            if (TAsking.Asks >= ScoreMoments.Extremes)
            {
                moments[Greatest] = greatest;
            }

            if (TAsking.Asks >= ScoreMoments.Mean)
            {
                moments[Sum] = sum;
            }
        }

        return tiles;
    }

    // From the first columns on the sum is the mean.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AddAgain<TSource, TAsking>(TSource source, int journey, int column, int count, ReadOnlySpan<TLane> weights, Span<PairLane<TLane>> moments)
        where TSource : struct, IColumnSource<TLane>, allows ref struct
        where TAsking : struct, IAsksForMoments
    {
        for (; !moments.IsEmpty; moments = moments[EachReadAgain..], journey += PairLane<TLane>.Count)
        {
            var lost = TAsking.CarriesLost ? moments.Slice(Lost, 2) : default;
            if (column == 0)
            {
                moments[Sum] = Mean<TAsking>(moments[Sum], moments, moments[Least], moments[Greatest]);
                (moments[Squares], moments[Rest]) = (PairLane<TLane>.Broadcast(0), Start<TAsking>());
                lost.Fill(PairLane<TLane>.Broadcast(0));
            }

            var (squares, rest) = (moments[Squares], moments[Rest]);
            source.AddAgain<TAsking>(journey, column, count, weights, moments[Sum], lost, ref squares, ref rest);
            (moments[Squares], moments[Rest]) = (squares, rest);
        }
    }

    // How many journeys were taken of those that were read twice.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Take<TAsking, TTaker>(ReadOnlySpan<PairLane<TLane>> moments, int first, TTaker taker)
        where TAsking : struct, IAsksForMoments
        where TTaker : struct, IMomentTaker<TLane>, allows ref struct
    {
        var done = 0;
        for (; !moments.IsEmpty; moments = moments[EachReadAgain..], done += PairLane<TLane>.Count)
        {
            var variance = TAsking.CarriesLost
                ? RunningMoments.VarianceOfMany(moments[Squares], moments[Lost], moments[Rest], moments[Lost + 1])
                : RunningMoments.Variance(moments[Squares], moments[Rest]);
            if (!taker.Take(first + done, moments[Sum], variance, moments[Least], moments[Greatest]))
            {
                break;
            }
        }

        return done;
    }

    // How many journeys were taken by the last columns and what those before came to.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Finish<TSource, TAsking, TTaker>(TSource source, int first, int column, ReadOnlySpan<TLane> weights, Span<PairLane<TLane>> moments, int from, TTaker taker)
        where TSource : struct, IColumnSource<TLane>, allows ref struct
        where TAsking : struct, IAsksForMoments
        where TTaker : struct, IMomentTaker<TLane>, allows ref struct
    {
        var (each, journey) = (Each<TAsking>(), from);
        for (; !moments.IsEmpty; moments = moments[each..], journey += PairLane<TLane>.Count)
        {
            var (sum, least, greatest) = (Start<TAsking>(), PairLane<TLane>.Broadcast(1), PairLane<TLane>.Broadcast(0));
            Recall<TAsking>(moments, ref sum, ref least, ref greatest);
            if (!source.AddSome<TAsking>(first + journey, column, weights.Length - column, weights, LostOf<TAsking>(moments), ref sum, ref least, ref greatest)
                || !taker.Take(journey, Mean<TAsking>(sum, moments, least, greatest), default, least, greatest))
            {
                break;
            }
        }

        return journey - from;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PairLane<TLane> Start<TAsking>()
        where TAsking : struct, IAsksForMoments => TAsking.CarriesLost ? LaneSum<PairLane<TLane>>.Start : PairLane<TLane>.Broadcast(0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Span<PairLane<TLane>> LostOf<TAsking>(Span<PairLane<TLane>> moments)
        where TAsking : struct, IAsksForMoments => TAsking.CarriesLost ? moments.Slice(Lost, 1) : default;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PairLane<TLane> Mean<TAsking>(PairLane<TLane> sum, ReadOnlySpan<PairLane<TLane>> moments, PairLane<TLane> least, PairLane<TLane> greatest)
        where TAsking : struct, IAsksForMoments =>
        TAsking.Asks < ScoreMoments.Mean ? default
        : RunningMoments.Mean(TAsking.CarriesLost ? LaneSum<PairLane<TLane>>.Whole(sum, moments[Lost]) : sum, least, greatest);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Recall<TAsking>(ReadOnlySpan<PairLane<TLane>> moments, ref PairLane<TLane> sum, ref PairLane<TLane> least, ref PairLane<TLane> greatest)
        where TAsking : struct, IAsksForMoments
    {
        least = moments[Least];
        if (TAsking.Asks >= ScoreMoments.Extremes)
        {
            greatest = moments[Greatest];
        }

        if (TAsking.Asks >= ScoreMoments.Mean)
        {
            sum = moments[Sum];
        }
    }
}
