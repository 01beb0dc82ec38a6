using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>The columns of a table, read side by side; none of their cells may be missing.</summary>
/// <param name="columns">The columns.</param>
/// <param name="rulers">The scales of the touchpoints.</param>
internal readonly ref struct ColumnSource<TLane, TRule>(TableColumns<TLane> columns, ReadOnlySpan<Ruler<ScalarLane>> rulers) : IColumnSource<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
    where TRule : struct, ICellRule<TLane>
{
    private readonly TableColumns<TLane> columns = columns;
    private readonly ReadOnlySpan<Ruler<ScalarLane>> rulers = rulers;

    public static bool HasShares => false;

    public static bool MayMiss => false;

    public static int Together => TableColumns<TLane>.Few;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Read(int journey, scoped Span<PairLane<TLane>> scores, scoped Span<PairLane<TLane>> shares)
    {
        var (sum, least, greatest) = (default(PairLane<TLane>), default(PairLane<TLane>), default(PairLane<TLane>));
        return Add<AsksForScores>(
            columns.Move(journey, PairLane<TLane>.Count), columns.Stride, columns.AreFew, 0, rulers.Length, default, scores, false, default, default, ref sum, ref least, ref greatest) ? rulers.Length : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Add<TAsking>(
        nint journey,
        int count,
        ReadOnlySpan<TLane> weights,
        scoped Span<PairLane<TLane>> kept,
        ref PairLane<TLane> sum,
        ref PairLane<TLane> least,
        ref PairLane<TLane> greatest)
        where TAsking : IAsksForMoments =>

        // Only who asks for the variance reads more side by side; for all others that is known when this is compiled.
        Add<TAsking>(
            journey, TLane.Count, TAsking.Asks < ScoreMoments.Variance || count <= Together, 0, count, weights, kept, false, default, default, ref sum, ref least, ref greatest) ? count : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool AddSome<TAsking>(
        nint journey,
        int touchpoint,
        int count,
        ReadOnlySpan<TLane> weights,
        scoped Span<PairLane<TLane>> lost,
        ref PairLane<TLane> sum,
        ref PairLane<TLane> least,
        ref PairLane<TLane> greatest)
        where TAsking : IAsksForMoments =>
        Add<TAsking>(journey, TLane.Count, true, touchpoint, count, weights, lost, false, default, default, ref sum, ref least, ref greatest);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void AddAgain<TAsking>(
        nint journey,
        int touchpoint,
        int count,
        ReadOnlySpan<TLane> weights,
        PairLane<TLane> mean,
        scoped Span<PairLane<TLane>> lost,
        ref PairLane<TLane> squares,
        ref PairLane<TLane> rest)
        where TAsking : IAsksForMoments
    {
        var (squaresSoFar, restSoFar) = (squares, rest);
        var (lostOfSquares, lostOfRest) = TAsking.CarriesLost ? (lost[0], lost[1]) : default;
        var ruler = new ReadOnlyWalk<Ruler<ScalarLane>>(rulers.Slice(touchpoint, count));
        var column = new ReadOnlyWalk<Raw<double>>(columns.Columns.Slice(touchpoint, count));
        var weight = new ReadOnlyWalk<TLane>(weights.Slice(touchpoint, count));
        for (; ruler.Goes; ruler.Next(), column.Next(), weight.Next())
        {
            TableColumns<TLane>.ReadTwo(in column.Now, journey, TLane.Count, areFew: true, out var a, out var b);
            var (x, w) = (TRule.Score(in ruler.Now, new PairLane<TLane>(a, b)), PairLane<TLane>.Common(in weight.Now));
            if (TAsking.CarriesLost)
            {
                RunningMoments.AddAgainOfMany(ref squaresSoFar, ref lostOfSquares, ref restSoFar, ref lostOfRest, x, w, mean);
            }
            else
            {
                RunningMoments.AddAgain(ref squaresSoFar, ref restSoFar, x, w, mean);
            }
        }

        if (TAsking.CarriesLost)
        {
            (lost[0], lost[1]) = (lostOfSquares, lostOfRest);
        }

        (squares, rest) = (squaresSoFar, restSoFar);
    }

    /// <summary>Adds up all touchpoints under weights of each journey's own.</summary>
    /// <param name="start">Where the first journey stands (<see cref="Move"/>).</param>
    /// <param name="kept">As <see cref="IMomentSource{TLane}.Add"/>.</param>
    /// <param name="own">The weights; receives the shares, if the scores are kept.</param>
    /// <param name="divisor">By what they are divided.</param>
    /// <param name="sum">As <see cref="IMomentSource{TLane}.Add"/>, likewise the others.</param>
    /// <param name="least">Likewise.</param>
    /// <param name="greatest">Likewise.</param>
    /// <returns>Whether all cells were as they may be.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool AddUnderOwn<TAsking>(
        nint start,
        scoped Span<PairLane<TLane>> kept,
        scoped Span<PairLane<TLane>> own,
        Divisor<PairLane<TLane>> divisor,
        ref PairLane<TLane> sum,
        ref PairLane<TLane> least,
        ref PairLane<TLane> greatest)
        where TAsking : IAsksForMoments =>
        Add<TAsking>(start, columns.Stride, columns.AreFew, 0, rulers.Length, default, kept, true, own, divisor, ref sum, ref least, ref greatest);

    /// <summary>Goes to two lanes of journeys (<see cref="TableColumns{TLane}.Move"/>).</summary>
    public nint Move(int journey) => columns.Move(journey, PairLane<TLane>.Count);

    // From where a journey stands in each column, turned or not. Whether journeys have weights of their own is known when this is compiled.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private bool Add<TAsking>(
        nint start,
        nint stride,
        bool areFew,
        int touchpoint,
        int count,
        ReadOnlySpan<TLane> weights,
        scoped Span<PairLane<TLane>> kept,
        bool haveOwn,
        scoped Span<PairLane<TLane>> own,
        Divisor<PairLane<TLane>> divisor,
        ref PairLane<TLane> sum,
        ref PairLane<TLane> least,
        ref PairLane<TLane> greatest)
        where TAsking : IAsksForMoments
    {
        var asked = TAsking.Asks;
        var areKept = asked is >= ScoreMoments.Variance or RunningMoments.Scores;
        var areWeighed = asked >= ScoreMoments.Mean || (haveOwn && areKept);
        var carriesLost = TAsking.CarriesLost;
        weights = areWeighed && !haveOwn ? weights.Slice(touchpoint, count) : default;
        kept = areKept ? kept[..count] : carriesLost ? kept[..1] : default;
        own = areWeighed && haveOwn ? own[..count] : default;

        // Then one operation finds the greatest score and what is none.
        var isGreatestMark = asked >= ScoreMoments.Extremes && TRule.MarksScores && TLane.IsMarkGreatest;
        var marks = TLane.Broadcast(0);
        var (sumSoFar, leastSoFar, greatestSoFar) = (sum, least, greatest);
        var lost = carriesLost ? kept[0] : default;
        var ruler = new ReadOnlyWalk<Ruler<ScalarLane>>(rulers.Slice(touchpoint, count));
        var column = new ReadOnlyWalk<Raw<double>>(columns.Columns.Slice(touchpoint, count));
        var weight = new ReadOnlyWalk<TLane>(weights);
        var share = new Walk<PairLane<TLane>>(own);
        var score = new Walk<PairLane<TLane>>(kept);
        for (; ruler.Goes; ruler.Next(), column.Next())
        {
            TableColumns<TLane>.ReadTwo(in column.Now, start, stride, areFew, out var a, out var b);
            var x = TRule.Score(in ruler.Now, new PairLane<TLane>(a, b));
            if (isGreatestMark)
            {
                greatestSoFar = new(TLane.Mark(greatestSoFar.Low, x.Low), TLane.Mark(greatestSoFar.High, x.High));
            }
            else
            {
                marks = TRule.Mark(TRule.Mark(marks, in ruler.Now, a, x.Low), in ruler.Now, b, x.High);
            }

            if (areKept)
            {
                score.Now = x;
                score.Next();
            }

            var w = default(PairLane<TLane>);
            if (!haveOwn && areWeighed)
            {
                w = PairLane<TLane>.Common(in weight.Now);
                weight.Next();
            }

            if (haveOwn && areWeighed)
            {
                w = divisor.Of(share.Now);
                if (areKept)
                {
                    share.Now = w;
                }

                share.Next();
            }

            if (carriesLost)
            {
                lost += RunningMoments.Lost(sumSoFar, x, w);
            }

            RunningMoments.Add(ref sumSoFar, ref leastSoFar, ref greatestSoFar, x, w, asked, isGreatestMark);
        }

        if (carriesLost)
        {
            kept[0] = lost;
        }

        (sum, least, greatest) = (sumSoFar, leastSoFar, greatestSoFar);
        return TLane.IsUnmarked(isGreatestMark ? TLane.Mark(greatestSoFar.Low, greatestSoFar.High) : marks);
    }
}
