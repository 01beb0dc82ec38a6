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
    // A tile is not read of which so much is filled up.
    private const int MostFilled = 6;

    private readonly Rows rows = rows;
    private readonly ReadOnlySpan<double> lengths = lengths;
    private readonly ref readonly Ruler<ScalarLane> ruler = ref slot.Ruler;

    public static bool HasShares => true;

    public static bool MayMiss => false;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Read(int journey, scoped Span<PairLane<TLane>> scores, scoped Span<PairLane<TLane>> shares)
    {
        var offsets = rows.Offsets.Slice(journey, PairLane<TLane>.Count + 1);
        var count = Longest(offsets);
        var (start, read) = (offsets[0], offsets[^1] - offsets[0]);
        if (count > scores.Length || count * PairLane<TLane>.Count > MostFilled * read || offsets[^2] + count >= rows.Values.Length
            || !rows.Count(start, start + read) || rows.Touchpoints.Slice(start, read).ContainsAnyExcept(0))
        {
            return 0;
        }

        var low = offsets[..TLane.Count];
        var high = offsets[TLane.Count..];
        var length = new PairLane<TLane>(TLane.Load(in lengths[journey]), TLane.Load(in lengths[journey + TLane.Count]));
        var (one, zero) = (PairLane<TLane>.Broadcast(1), PairLane<TLane>.Broadcast(0));
        var (place, total, first, marks) = (zero, zero, zero, zero.Low);
        var value = new ReadOnlyWalk<double>(rows.Values);
        var weight = new ReadOnlyWalk<double>(rows.Weights);
        var areWeighted = !rows.Weights.IsEmpty;
        for (var step = 0; step < count; step += 2)
        {
            // What is read two tiles later, as much as is read now: rows of so many journeys stand in more lines than are foreseen.
            var part = start + (step * PairLane<TLane>.Count);
            for (var row = 0; row < 2 * PairLane<TLane>.Count; row += CacheLine.Doubles)
            {
                CacheLine.Prefetch(in value[part], (2 * read) + row);
                CacheLine.Prefetch(in weight[part], (2 * read) + row);
            }

            TLane.Turn(in value[step], low, out var a, out var c);
            TLane.Turn(in value[step], high, out var b, out var d);
            var (x, y) = (new PairLane<TLane>(a, b), new PairLane<TLane>(c, d));
            var (v, w) = (one, one);
            if (areWeighted)
            {
                TLane.Turn(in weight[step], low, out a, out c);
                TLane.Turn(in weight[step], high, out b, out d);
                (v, w) = (new(a, b), new(c, d));
            }

            if (step == 0)
            {
                first = x;
            }

            x = PairLane<TLane>.SelectLess(place, length, x, first);
            v = PairLane<TLane>.SelectLess(place, length, v, zero);
            place += one;
            y = PairLane<TLane>.SelectLess(place, length, y, first);
            w = PairLane<TLane>.SelectLess(place, length, w, zero);
            place += one;
            total = total + v + w;
            (shares[step], shares[step + 1]) = (v, w);
            (scores[step], scores[step + 1]) = (Score(ref marks, x), Score(ref marks, y));
        }

        if (!TLane.IsUnmarked(marks))
        {
            return 0;
        }

        // A journey without rows stands beside others, and nobody asks for its score.
        var empty = PairLane<TLane>.SelectEqual(total, zero, one, zero);
        Weights.Divide(shares[..count], total + empty);
        shares[0] += empty;
        return count;
    }

    private static int Longest(ReadOnlySpan<int> offsets)
    {
        var longest = 0;
        for (var i = 1; i < offsets.Length; i++)
        {
            longest = Math.Max(longest, offsets[i] - offsets[i - 1]);
        }

        return longest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private PairLane<TLane> Score(ref TLane marks, PairLane<TLane> values)
    {
        var (low, high) = (TRule.Score(in ruler, values.Low), TRule.Score(in ruler, values.High));
        marks = TRule.Mark(TRule.Mark(marks, in ruler, values.Low, low), in ruler, values.High, high);
        return new(low, high);
    }
}
