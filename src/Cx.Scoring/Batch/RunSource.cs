using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>Journeys that meet a single touchpoint again and again, turned as they are read: what its strategy looks at are their rows.</summary>
/// <param name="rows">The rows.</param>
/// <param name="lengths">How many rows each journey has.</param>
/// <param name="slot">The touchpoint.</param>
/// <remarks>A journey with fewer rows than the longest of its tile repeats its first one, which weighs 0 there.</remarks>
internal readonly ref struct RunSource<TLane, TRule>(Rows rows, ReadOnlySpan<double> lengths, ref readonly Slot slot) : ITileSource<TLane>
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

    // Values and weights by themselves: together they leave the compiler no room. Each takes two rows of a journey at a time, and room for an even number of them.
    public int Read(int journey, scoped Span<PairLane<TLane>> scores, scoped Span<PairLane<TLane>> shares)
    {
        var count = Longest(rows.Offsets.Slice(journey, PairLane<TLane>.Count + 1), scores.Length);
        var even = count + (count % 2);
        if (count == 0 || !ReadScores(journey, scores[..even]))
        {
            return 0;
        }

        ReadShares(journey, shares[..even]);
        return count;
    }

    // How many rows the longest journey has; 0 where the tile is not read.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private int Longest(ReadOnlySpan<int> offsets, int most)
    {
        var longest = 0;
        for (var i = 1; i < offsets.Length; i++)
        {
            longest = Math.Max(longest, offsets[i] - offsets[i - 1]);
        }

        var (start, end) = (offsets[0], offsets[^1]);
        var isRead = longest <= most && longest * PairLane<TLane>.Count <= MostFilled * (end - start) && offsets[^2] < rows.Values.Length - longest
            && rows.Count(start, end) && !rows.Touchpoints[start..end].ContainsAnyExcept(0);
        return isRead ? longest : 0;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private bool ReadScores(int journey, Span<PairLane<TLane>> scores)
    {
        var low = rows.Offsets.Slice(journey, TLane.Count);
        var high = rows.Offsets.Slice(journey + TLane.Count, TLane.Count);
        var ahead = Ahead(journey);
        var length = LengthOf(journey);
        var (place, one, first, marks) = (TLane.Broadcast(0), TLane.Broadcast(1), PairLane<TLane>.Broadcast(0), TLane.Broadcast(0));
        var value = new ReadOnlyWalk<double>(rows.Values);
        var score = new Walk<PairLane<TLane>>(scores);
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

            x = PairLane<TLane>.SelectLess(place, length, x, first);
            place += one;
            y = PairLane<TLane>.SelectLess(place, length, y, first);
            place += one;
            score.Now = Score(ref marks, x);
            score.Next();
            score.Now = Score(ref marks, y);
            score.Next();
        }

        return TLane.IsUnmarked(marks);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void ReadShares(int journey, Span<PairLane<TLane>> shares)
    {
        var low = rows.Offsets.Slice(journey, TLane.Count);
        var high = rows.Offsets.Slice(journey + TLane.Count, TLane.Count);
        var ahead = Ahead(journey);
        var length = LengthOf(journey);
        var (place, one, zero) = (TLane.Broadcast(0), TLane.Broadcast(1), PairLane<TLane>.Broadcast(0));
        var total = zero;
        var weight = new ReadOnlyWalk<double>(rows.Weights);
        var areWeighted = !rows.Weights.IsEmpty;
        var share = new Walk<PairLane<TLane>>(shares);
        for (nint step = 0; share.Goes; step += 2)
        {
            var (v, w) = (PairLane<TLane>.Broadcast(1), PairLane<TLane>.Broadcast(1));
            if (areWeighted)
            {
                Ask(in weight[low[0]], ahead, step);
                TLane.Turn(in weight[step], low, out var a, out var c);
                TLane.Turn(in weight[step], high, out var b, out var d);
                (v, w) = (new(a, b), new(c, d));
            }

            v = PairLane<TLane>.SelectLess(place, length, v, zero);
            place += one;
            w = PairLane<TLane>.SelectLess(place, length, w, zero);
            place += one;
            total = total + v + w;
            share.Now = v;
            share.Next();
            share.Now = w;
            share.Next();
        }

        Weights.Divide(shares, total);
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
