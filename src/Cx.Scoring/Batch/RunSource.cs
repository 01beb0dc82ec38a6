using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>Journeys that meet a single touchpoint again and again, turned as they are read: what its strategy looks at are their rows.</summary>
/// <param name="rows">The rows.</param>
/// <param name="lengths">How many rows each journey has.</param>
/// <param name="slot">The touchpoint.</param>
/// <remarks>A journey with fewer rows than the longest of its tile repeats its first one, which weighs 0 there.</remarks>
internal readonly ref struct RunSource<TLane, TRule>(Rows rows, ReadOnlySpan<double> lengths, ref readonly Slot slot) : IMomentSource<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
    where TRule : struct, ICellRule<TLane>
{
    // A tile is not read that would be more than so many times its rows.
    private const int MostFilled = 6;

    // How many rows ahead memory is asked for into the next cache, which the nearest then has from there.
    private const int Far = 1024;

    private readonly Rows rows = rows;
    private readonly ReadOnlySpan<double> lengths = lengths;
    private readonly ref readonly Ruler<ScalarLane> ruler = ref slot.Ruler;

    public static bool HasShares => true;

    public static bool MayMiss => false;

    public int Read(int journey, scoped Span<PairLane<TLane>> scores, scoped Span<PairLane<TLane>> shares)
    {
        var (sum, least, greatest) = (default(PairLane<TLane>), default(PairLane<TLane>), default(PairLane<TLane>));
        var count = Longest(journey, scores.Length);
        var even = count + (count % 2);
        return count > 0 && Add<AsksForScores>(journey, scores[..even], shares[..even], ref sum, ref least, ref greatest) ? count : 0;
    }

    public int Add<TAsking>(
        nint journey,
        int count,
        ReadOnlySpan<TLane> weights,
        scoped Span<PairLane<TLane>> kept,
        ref PairLane<TLane> sum,
        ref PairLane<TLane> least,
        ref PairLane<TLane> greatest)
        where TAsking : IAsksForMoments
    {
        // Behind an odd number of rows one more weighs 0.
        var longest = Longest((int)journey, count);
        var even = longest + (longest % 2);
        return longest > 0 && Add<TAsking>((int)journey, kept[..even], kept.Slice(even, even), ref sum, ref least, ref greatest) ? even : 0;
    }

    // How many rows the longest journey has; 0 where the tile is not read.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Longest(int journey, int most)
    {
        // Not one journey after the other, by a branch that is foretold wrongly.
        var longest = 0.0;
        Span<TLane> longer = [TLane.Max(TLane.Load(in lengths[journey]), TLane.Load(in lengths[journey + TLane.Count]))];
        foreach (var length in MemoryMarshal.Cast<TLane, double>(longer))
        {
            longest = double.MaxNative(longest, length);
        }

        var offsets = rows.Offsets.Slice(journey, PairLane<TLane>.Count + 1);
        var isRead = longest <= most && longest * PairLane<TLane>.Count <= MostFilled * (offsets[^1] - offsets[0]) && offsets[^2] < rows.Values.Length - (int)longest;
        return isRead ? (int)longest : 0;
    }

    // The weights first, whose sum the scores wait for. Two rows of a journey at a time.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool Add<TAsking>(
        int journey,
        scoped Span<PairLane<TLane>> scores,
        scoped Span<PairLane<TLane>> shares,
        ref PairLane<TLane> sum,
        ref PairLane<TLane> least,
        ref PairLane<TLane> greatest)
        where TAsking : IAsksForMoments
    {
        var asked = TAsking.Asks;
        var areKept = asked is >= ScoreMoments.Variance or RunningMoments.Scores;
        var areWeighed = asked >= ScoreMoments.Mean || areKept;

        // Weights are read by methods of their own: the compiler inlines nothing into what it has not seen run, and rows with weights may come after many without.
        var total = PairLane<TLane>.Broadcast(1);
        if (areWeighed)
        {
            total = rows.Weights.IsEmpty ? Ones(journey, shares) : ReadWeights(journey, shares);
        }
        else if (!rows.Weights.IsEmpty && !AreWeights(journey))
        {
            return false;
        }

        var low = rows.Offsets.Slice(journey, TLane.Count);
        var high = rows.Offsets.Slice(journey + TLane.Count, TLane.Count);
        var ahead = Ahead(journey);
        var length = LengthOf(journey);
        var divisor = new Divisor<PairLane<TLane>>(total);
        var (sumSoFar, leastSoFar, greatestSoFar) = (sum, least, greatest);
        var (place, one, first, marks) = (TLane.Broadcast(0), TLane.Broadcast(1), PairLane<TLane>.Broadcast(0), TLane.Broadcast(0));
        var value = new ReadOnlyWalk<double>(rows.Values);
        var score = new Walk<PairLane<TLane>>(scores);
        var share = new Walk<PairLane<TLane>>(shares);
        for (nint step = 0; score.Goes; step += 2)
        {
            Ask(in value[low[0]], ahead, step);
            TLane.Turn(in value[step], low, out var a, out var c);
            TLane.Turn(in value[step], high, out var b, out var d);
            var (x, y) = (new PairLane<TLane>(a, b), new PairLane<TLane>(c, d));
            if (step == 0)
            {
                first = x;
            }

            // One row after the other: written out for both, it is too much for the compiler.
            for (var row = 0; row < 2; row++)
            {
                x = Score(ref marks, PairLane<TLane>.SelectLess(place, length, x, first));
                place += one;
                if (areKept)
                {
                    score.Now = x;
                }

                score.Next();
                var w = default(PairLane<TLane>);
                if (areWeighed)
                {
                    w = divisor.Of(share.Now);
                    if (areKept)
                    {
                        share.Now = w;
                    }

                    share.Next();
                }

                RunningMoments.Add(ref sumSoFar, ref leastSoFar, ref greatestSoFar, x, w, asked);
                x = y;
            }
        }

        (sum, least, greatest) = (sumSoFar, leastSoFar, greatestSoFar);
        return TLane.IsUnmarked(marks) && TLane.AllEqual(total.Low + total.High, total.Low + total.High);
    }

    // The sum of the weights; NaN where one of them is no weight or 0.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private PairLane<TLane> ReadWeights(int journey, scoped Span<PairLane<TLane>> shares)
    {
        var low = rows.Offsets.Slice(journey, TLane.Count);
        var high = rows.Offsets.Slice(journey + TLane.Count, TLane.Count);
        var ahead = Ahead(journey);
        var length = LengthOf(journey);
        var (place, one, zero) = (TLane.Broadcast(0), TLane.Broadcast(1), PairLane<TLane>.Broadcast(0));
        var (total, lightest, heaviest) = (zero, one, one);
        var weight = new ReadOnlyWalk<double>(rows.Weights);
        var share = new Walk<PairLane<TLane>>(shares);
        for (nint step = 0; share.Goes; step += 2)
        {
            Ask(in weight[low[0]], ahead, step);
            TLane.Turn(in weight[step], low, out var a, out var c);
            TLane.Turn(in weight[step], high, out var b, out var d);

            // NaN first: then the extremum so far is kept, or NaN from there on, as the processor has it. A row behind the end of a journey may have it, too.
            lightest = TLane.Min(d, TLane.Min(c, TLane.Min(b, TLane.Min(a, lightest))));
            heaviest = TLane.Max(d, TLane.Max(c, TLane.Max(b, TLane.Max(a, heaviest))));
            var (v, w) = (new PairLane<TLane>(a, b), new PairLane<TLane>(c, d));
            for (var row = 0; row < 2; row++)
            {
                v = PairLane<TLane>.SelectLess(place, length, v, zero);
                place += one;
                total += v;
                share.Now = v;
                share.Next();
                v = w;
            }
        }

        // NaN is no extremum, but it is the sum of its journey.
        return TLane.AllEqual(TLane.Max(lightest, TLane.Broadcast(Weights.Least)), lightest)
            && TLane.AllEqual(TLane.Min(heaviest, TLane.Broadcast(Weights.Greatest)), heaviest) ? total : PairLane<TLane>.Broadcast(double.NaN);
    }

    // The same where all weights are 1.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private PairLane<TLane> Ones(int journey, scoped Span<PairLane<TLane>> shares)
    {
        var length = LengthOf(journey);
        var (place, one, zero) = (TLane.Broadcast(0), PairLane<TLane>.Broadcast(1), PairLane<TLane>.Broadcast(0));
        foreach (ref var share in shares)
        {
            share = PairLane<TLane>.SelectLess(place, length, one, zero);
            place += one.Low;
        }

        return length;
    }

    // Whether all weights of a tile are positive, where nobody asks for them.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool AreWeights(int journey)
    {
        var (start, end) = (rows.Offsets[journey], rows.Offsets[journey + PairLane<TLane>.Count]);
        var ahead = Ahead(journey);
        var weight = new ReadOnlyWalk<double>(rows.Weights);
        for (nint step = 0; step * PairLane<TLane>.Count < end - start; step += 2)
        {
            Ask(in weight[start], ahead, step);
        }

        return rows.Count(start, end);
    }

    // A journey without rows borrows the first one behind it: nobody asks for its score.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PairLane<TLane> LengthOf(int journey) =>
        PairLane<TLane>.Max(PairLane<TLane>.Broadcast(1), new(TLane.Load(in lengths[journey]), TLane.Load(in lengths[journey + TLane.Count])));

    // Two tiles.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private nint Ahead(int journey) => 2 * (rows.Offsets[journey + PairLane<TLane>.Count] - rows.Offsets[journey]);

    // For as much as a step reads: rows of so many journeys stand in more lines than are foreseen. What is wanted first is asked for first.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Ask(ref readonly double start, nint ahead, nint step)
    {
        var read = step * PairLane<TLane>.Count;
        var (near, far) = (ahead + read, Far + read);
        for (var row = 0; row < 2 * PairLane<TLane>.Count; row += CacheLine.Doubles)
        {
            CacheLine.Prefetch(in start, near + row);
        }

        for (var row = 0; row < 2 * PairLane<TLane>.Count; row += CacheLine.Doubles)
        {
            CacheLine.PrefetchFar(in start, far + row);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PairLane<TLane> Score(ref TLane marks, PairLane<TLane> values)
    {
        var scores = TRule.Score(in ruler, values);
        marks = TRule.Mark(TRule.Mark(marks, in ruler, values.Low, scores.Low), in ruler, values.High, scores.High);
        return scores;
    }
}
