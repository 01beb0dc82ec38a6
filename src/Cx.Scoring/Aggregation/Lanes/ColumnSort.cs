using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;
using static Cx.Scoring.Aggregation.Lanes.Counts;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>Sorts the scores of a single journey as a table of four columns in registers: one network sorts all columns at once, without looking at a score.</summary>
/// <remarks>
/// Source: Batcher 1968, bitonic sort. Where one column ascends and its neighbour descends, the lesser scores of all rows are the lesser half. A column whose signs
/// are turned descends under a network that sorts ascending, and the greater of two scores is the lesser of two turned ones: so a row is parted by one minimum,
/// and parted columns are sorted again. The network of eight rows has 19 exchanges, as few as there are (Knuth, The Art of Computer Programming, volume 3, 5.3.4); for
/// fewer rows those that reach beyond are left out.
/// </remarks>
internal static class ColumnSort
{
    /// <summary>So many scores at most.</summary>
    public const int Most = MostRows * Columns;

    private const int MostRows = 8;
    private const int Columns = 4;

    /// <summary>Whether this processor sorts four columns at once.</summary>
    public static bool IsFast => Avx2.IsSupported;

    /// <summary>Sorts scores ascending.</summary>
    /// <param name="scores">17 to 32 scores.</param>
    /// <param name="sorted">Receives as many.</param>
    public static void Ascending(ReadOnlySpan<double> scores, Span<double> sorted)
    {
        sorted = sorted[..scores.Length];
        switch ((scores.Length + Columns - 1) / Columns)
        {
            case 5: Sort<Of5>(scores, sorted); break;
            case 6: Sort<Of6>(scores, sorted); break;
            case 7: Sort<Of7>(scores, sorted); break;
            case MostRows: Sort<Of8>(scores, sorted); break;
            default: throw new ArgumentOutOfRangeException(nameof(scores), scores.Length, "There are fewer than 17 scores, or more than 32.");
        }
    }

    // Compiled by itself for each number of rows: within its caller the compiler would have no room.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void Sort<TRows>(ReadOnlySpan<double> scores, Span<double> sorted)
        where TRows : struct, ICount
    {
        // The signs that are turned: of the inner columns, of the right one of each pair.
        var (inner, right) = (Vector256.Create(0, -0.0, -0.0, 0), Vector256.Create(0, -0.0, 0, -0.0));
        var r0 = Read<TRows>(scores, 0, inner);
        var r1 = Read<TRows>(scores, 1, inner);
        var r2 = Read<TRows>(scores, 2, inner);
        var r3 = Read<TRows>(scores, 3, inner);
        var r4 = Read<TRows>(scores, 4, inner);
        var r5 = Read<TRows>(scores, 5, inner);
        var r6 = Read<TRows>(scores, 6, inner);
        var r7 = Read<TRows>(scores, 7, inner);

        SortColumns<TRows>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        (r0, r1, r2, r3) = (PartNeighbours(r0, right), PartNeighbours(r1, right), PartNeighbours(r2, right), PartNeighbours(r3, right));
        (r4, r5, r6, r7) = (PartNeighbours(r4, right), PartNeighbours(r5, right), PartNeighbours(r6, right), PartNeighbours(r7, right));
        SortColumns<TRows>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);
        (r0, r1, r2, r3) = (PartAll(r0, right, inner), PartAll(r1, right, inner), PartAll(r2, right, inner), PartAll(r3, right, inner));
        (r4, r5, r6, r7) = (PartAll(r4, right, inner), PartAll(r5, right, inner), PartAll(r6, right, inner), PartAll(r7, right, inner));
        SortColumns<TRows>(ref r0, ref r1, ref r2, ref r3, ref r4, ref r5, ref r6, ref r7);

        Write<TRows>(sorted, 0, r0, r1);
        Write<TRows>(sorted, 2, r2, r3);
        Write<TRows>(sorted, 4, r4, r5);
        Write<TRows>(sorted, 6, r6, r7);
    }

    // A row with some signs turned. The last begins with what the one before it ends with: instead stand numbers beyond all scores, which end behind them.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Read<TRows>(ReadOnlySpan<double> scores, int row, Vector256<double> signs)
        where TRows : struct, ICount
    {
        if (row >= TRows.Value)
        {
            return default;
        }

        if (row < TRows.Value - 1)
        {
            return Vector256.Create(scores[(row * Columns)..]) ^ signs;
        }

        var isTwice = Vector256.LessThan(Vector256.Create(0.0, 1, 2, 3), Vector256.Create((double)((TRows.Value * Columns) - scores.Length)));
        return Vector256.ConditionalSelect(isTwice, Vector256.Create(double.PositiveInfinity), Vector256.Create(scores[^Columns..])) ^ signs;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SortColumns<TRows>(
        ref Vector256<double> r0,
        ref Vector256<double> r1,
        ref Vector256<double> r2,
        ref Vector256<double> r3,
        ref Vector256<double> r4,
        ref Vector256<double> r5,
        ref Vector256<double> r6,
        ref Vector256<double> r7)
        where TRows : struct, ICount
    {
        Exchange<TRows>(ref r0, ref r2, 2);
        Exchange<TRows>(ref r1, ref r3, 3);
        Exchange<TRows>(ref r4, ref r6, 6);
        Exchange<TRows>(ref r5, ref r7, 7);

        Exchange<TRows>(ref r0, ref r4, 4);
        Exchange<TRows>(ref r1, ref r5, 5);
        Exchange<TRows>(ref r2, ref r6, 6);
        Exchange<TRows>(ref r3, ref r7, 7);

        Exchange<TRows>(ref r0, ref r1, 1);
        Exchange<TRows>(ref r2, ref r3, 3);
        Exchange<TRows>(ref r4, ref r5, 5);
        Exchange<TRows>(ref r6, ref r7, 7);

        Exchange<TRows>(ref r2, ref r4, 4);
        Exchange<TRows>(ref r3, ref r5, 5);

        Exchange<TRows>(ref r1, ref r4, 4);
        Exchange<TRows>(ref r3, ref r6, 6);

        Exchange<TRows>(ref r1, ref r2, 2);
        Exchange<TRows>(ref r3, ref r4, 4);
        Exchange<TRows>(ref r5, ref r6, 6);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Exchange<TRows>(ref Vector256<double> first, ref Vector256<double> second, int row)
        where TRows : struct, ICount
    {
        if (row < TRows.Value)
        {
            var less = Vector256.MinNative(first, second);
            second = Vector256.MaxNative(first, second);
            first = less;
        }
    }

    // Of two scores in neighbouring columns the lesser goes outwards. Then the right pair of columns has its signs turned, and descends.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> PartNeighbours(Vector256<double> row, Vector256<double> signs) => Part(row, Vector256.Create(1, 0, 3, 2)) ^ signs;

    // Of two scores in the left pair of columns and in the right the lesser goes to the left; then within each pair the lesser goes outwards. No sign is turned any more.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> PartAll(Vector256<double> row, Vector256<double> right, Vector256<double> inner) =>
        Part(Part(row, Vector256.Create(2, 3, 0, 1)) ^ right, Vector256.Create(1, 0, 3, 2)) ^ inner;

    // Of two numbers of which one has its sign turned, the lesser stays without and the greater with.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Part(Vector256<double> row, Vector256<long> partners) => Vector256.MinNative(row, -Vector256.Shuffle(row, partners));

    // Two rows of each column; of the greatest scores, which the third column has, as many as there are.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Write<TRows>(Span<double> sorted, int row, Vector256<double> upper, Vector256<double> lower)
        where TRows : struct, ICount
    {
        if (row >= TRows.Value)
        {
            return;
        }

        var (left, right) = (Avx.UnpackLow(upper, lower), Avx.UnpackHigh(upper, lower));
        if (row + 1 < TRows.Value)
        {
            left.GetLower().CopyTo(sorted[row..]);
            right.GetLower().CopyTo(sorted[(TRows.Value + row)..]);
            right.GetUpper().CopyTo(sorted[((2 * TRows.Value) + row)..]);
        }
        else
        {
            sorted[row] = left[0];
            sorted[TRows.Value + row] = right[0];
            sorted[(2 * TRows.Value) + row] = right[2];
        }

        var place = (3 * TRows.Value) + row;
        if (place + 1 < sorted.Length)
        {
            left.GetUpper().CopyTo(sorted[place..]);
        }
        else if (place < sorted.Length)
        {
            sorted[place] = left[2];
        }
    }
}
