using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Batch;

/// <summary>Where the cells of a block of journeys stand, lane by lane: in the columns of their table, or turned if it goes journey after journey.</summary>
internal readonly ref struct TableColumns<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    /// <summary>Up to so many columns are read side by side as well as one.</summary>
    public const int Few = 12;

    // How many cells of a column ahead memory is asked for. Few columns come into the nearest cache; what is much more than 512 bytes ahead may lie there
    // where the next column is read. Of more the processor foresees none, so each is asked for well ahead, into the next cache.
    private const int AheadOfFew = 56;
    private const int AheadOfMore = 128;

    private readonly Table table;
    private readonly Span<Raw<double>> columns;
    private readonly Raw<double> turned;

    /// <param name="table">The table.</param>
    /// <param name="columns">Room for as many columns as the table has.</param>
    /// <param name="turned">Room for the cells of a block in whole lanes, if the table goes journey after journey.</param>
    public TableColumns(Table table, Span<Raw<double>> columns, Raw<double> turned)
    {
        (this.table, this.turned) = (table, turned);
        this.columns = columns;
        AreFew = columns.Length <= Few;
        Stride = IsTurned ? TLane.Count * table.Touchpoints : TLane.Count;
        for (var slot = 0; slot < columns.Length; slot++)
        {
            columns[slot] = IsTurned ? turned.From(slot * TLane.Count) : table.Column(slot);
        }
    }

    /// <summary>How far on the next lane of a touchpoint stands.</summary>
    public int Stride { get; }

    /// <summary>Whether there are so few columns that the nearest cache has room for what is asked for ahead.</summary>
    public bool AreFew { get; }

    private bool IsTurned => table.Order is CellOrder.JourneyMajor;

    /// <summary>Goes to some of the journeys.</summary>
    /// <returns>Where in each column they begin.</returns>
    public int Move(int first, int count)
    {
        if (!IsTurned)
        {
            return first;
        }

        Turn(table.Rows(first, count));
        return 0;
    }

    /// <summary>How many journeys stand before the one from which on no lane of the first column lies in two lines of the cache.</summary>
    public int Unaligned(int first) => IsTurned ? 0 : CacheLine.Until(in columns[0][first], TLane.Count);

    /// <summary>The columns, one a touchpoint; the caller holds what it reads within bounds.</summary>
    public ReadOnlySpan<Raw<double>> Columns => columns;

    /// <summary>Two neighbouring lanes of a column. Both are read before the caller writes one, so that no reading waits for a writing.</summary>
    /// <param name="column">The column.</param>
    /// <param name="start">Where the first of them begins.</param>
    /// <param name="stride"><see cref="Stride"/>, which the caller keeps in a register.</param>
    /// <param name="areFew"><see cref="AreFew"/>, likewise.</param>
    /// <param name="a">The first.</param>
    /// <param name="b">The second.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void ReadTwo(ref readonly Raw<double> column, nint start, nint stride, bool areFew, out TLane a, out TLane b)
    {
        ref readonly var first = ref column[start];
        var isMoreThanLine = 2 * TLane.Count > CacheLine.Doubles;
        if (areFew)
        {
            CacheLine.Prefetch(in first, AheadOfFew);
            if (isMoreThanLine)
            {
                CacheLine.Prefetch(in first, AheadOfFew + CacheLine.Doubles);
            }
        }
        else
        {
            CacheLine.PrefetchFar(in first, AheadOfMore);
            if (isMoreThanLine)
            {
                CacheLine.PrefetchFar(in first, AheadOfMore + CacheLine.Doubles);
            }
        }

        a = TLane.Load(in first);
        b = TLane.Load(in Raw.Ahead(in first, stride));
    }

    /// <summary>A lane in which there may be fewer journeys; then the last one is repeated.</summary>
    /// <param name="slot">The touchpoint.</param>
    /// <param name="start">Where in the column.</param>
    /// <param name="journeys">How many journeys are left.</param>
    public TLane Read(int slot, int start, int journeys) => Lanes.Read<TLane>(columns[slot].Slice(start, Math.Min(TLane.Count, journeys)));

    // From journey after journey to lanes, two touchpoints at a time; the last two may overlap those before.
    private void Turn(ReadOnlySpan<double> rows)
    {
        var touchpoints = table.Touchpoints;

        // One journey alone has none beside it.
        var (beside, two) = (TLane.Count == 1 ? 0 : touchpoints, (nuint)(2 * touchpoints));
        var lanes = turned.Span;
        for (; !rows.IsEmpty; lanes = lanes[Stride..])
        {
            var ofTile = rows[..Math.Min(Stride, rows.Length)];
            rows = rows[ofTile.Length..];
            if (ofTile.Length < Stride)
            {
                TurnEach(ofTile, touchpoints, lanes);
                continue;
            }

            var tile = MemoryMarshal.Cast<double, TLane>(lanes);
            for (var touchpoint = 0; touchpoint < touchpoints; touchpoint += 2)
            {
                var left = Math.Min(touchpoint, touchpoints - 2);
                TLane.Turn(in ofTile[left], in ofTile[left + beside], two, out tile[left], out tile[left + 1]);
            }
        }
    }

    private static void TurnEach(ReadOnlySpan<double> rows, int touchpoints, Span<double> lanes)
    {
        for (var (journey, place) = (0, 0); place < rows.Length; journey++)
        {
            for (var touchpoint = 0; touchpoint < touchpoints; touchpoint++, place++)
            {
                lanes[(touchpoint * TLane.Count) + journey] = rows[place];
            }
        }
    }
}
