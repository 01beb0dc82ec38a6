using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>A table that goes journey after journey, turned as it is read, two touchpoints at a time; none of its cells may be missing.</summary>
/// <param name="table">The table; it has two touchpoints or more.</param>
/// <param name="rulers">The scales of the touchpoints.</param>
internal readonly ref struct TurnedSource<TLane, TRule>(Table table, Ruler<ScalarLane>[] rulers) : ITileSource<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
    where TRule : struct, ICellRule<TLane>
{
    private readonly Table table = table;

    public static bool HasShares => false;

    public static bool MayMiss => false;

    [MethodImpl(MethodImplOptions.NoInlining)]
    public int Read(int journey, scoped Span<PairLane<TLane>> scores, scoped Span<PairLane<TLane>> shares)
    {
        var count = rulers.Length;
        scores = scores[..count];
        var rows = table.Rows(journey, PairLane<TLane>.Count);
        var two = (nuint)(2 * count);
        var low = new ReadOnlyWalk<double>(rows);
        var high = new ReadOnlyWalk<double>(rows[(TLane.Count * count)..]);
        nint ahead = 2 * rows.Length;
        var score = new Walk<PairLane<TLane>>(scores);
        var ruler = new ReadOnlyWalk<Ruler<ScalarLane>>(rulers);
        var marks = TLane.Broadcast(0);
        for (var step = 0; step < count; step += 2)
        {
            // What is read two tiles later, as much as is read now: the cells of two touchpoints stand in many lines, too many to be foreseen.
            ref readonly var part = ref low[step * PairLane<TLane>.Count];
            for (var cell = 0; cell < 2 * PairLane<TLane>.Count; cell += CacheLine.Doubles)
            {
                CacheLine.Prefetch(in part, ahead + cell);
            }

            // The last two may overlap those before.
            nint slot = Math.Min(step, count - 2);
            TLane.Turn(in low[slot], in low[slot + count], two, out var firstLow, out var secondLow);
            TLane.Turn(in high[slot], in high[slot + count], two, out var firstHigh, out var secondHigh);
            score[slot] = Score(ref marks, in ruler[slot], firstLow, firstHigh);
            score[slot + 1] = Score(ref marks, in ruler[slot + 1], secondLow, secondHigh);
        }

        return TLane.IsUnmarked(marks) ? count : 0;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static PairLane<TLane> Score(ref TLane marks, ref readonly Ruler<ScalarLane> ruler, TLane low, TLane high)
    {
        var scores = TRule.Score(in ruler, new PairLane<TLane>(low, high));
        marks = TRule.Mark(TRule.Mark(marks, in ruler, low, scores.Low), in ruler, high, scores.High);
        return scores;
    }
}
