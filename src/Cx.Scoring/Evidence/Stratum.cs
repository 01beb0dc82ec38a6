using Cx.Scoring.Evidence.Distributions;
using Cx.Scoring.Explanation;

namespace Cx.Scoring.Evidence;

/// <summary>Units that are drawn with replacement, as many as there are: the answers at one touchpoint, or whole customers. Alike units are kept once.</summary>
internal sealed class Stratum
{
    // Where so many are alike, how often each kind is drawn is cheaper to draw than the units.
    private const int Alike = 8;
    private readonly int[][] cells;
    private readonly int[] multiplicities;

    // Empty where units were only counted.
    private readonly int[] kindOfUnit;

    /// <param name="slot">The touchpoint whose answers they are; below 0 for customers.</param>
    /// <param name="units">The cells of each unit's answers, ascending.</param>
    public Stratum(int slot, IEnumerable<int[]> units)
    {
        Slot = slot;
        var kinds = new Dictionary<string, int>(StringComparer.Ordinal);
        var (ofKind, counts, kindOf) = (new List<int[]>(), new List<int>(), new List<int>());
        foreach (var unit in units)
        {
            var key = string.Join(',', unit);
            if (!kinds.TryGetValue(key, out var kind))
            {
                kinds.Add(key, kind = ofKind.Count);
                ofKind.Add(unit);
                counts.Add(0);
            }

            counts[kind]++;
            kindOf.Add(kind);
        }

        (cells, multiplicities, kindOfUnit) = ([.. ofKind], [.. counts], [.. kindOf]);
        Count = kindOfUnit.Length;
    }

    /// <param name="slot">The touchpoint whose answers they are.</param>
    /// <param name="kinds">The cell of each kind of answer.</param>
    /// <param name="multiplicities">How many answers there are of each.</param>
    public Stratum(int slot, IEnumerable<int> kinds, IEnumerable<int> multiplicities)
    {
        (Slot, cells, this.multiplicities, kindOfUnit) = (slot, [.. kinds.Select(static cell => (int[])[cell])], [.. multiplicities], []);
        Count = this.multiplicities.Sum();
    }

    /// <summary>The touchpoint whose answers they are; below 0 for customers.</summary>
    public int Slot { get; }

    /// <summary>How many units there are.</summary>
    public int Count { get; }

    /// <summary>How many kinds of units there are.</summary>
    public int Kinds => cells.Length;

    /// <summary>How many units there are of a kind.</summary>
    public int CountOf(int kind) => multiplicities[kind];

    /// <summary>The cells of the answers of a kind, ascending.</summary>
    public ReadOnlySpan<int> CellsOf(int kind) => cells[kind];

    /// <summary>Adds a kind to the counts of the cells, so many times; a negative number takes it away.</summary>
    public void Add(int kind, int times, Span<int> counts)
    {
        foreach (var cell in cells[kind])
        {
            counts[cell] += times;
        }
    }

    /// <summary>Adds a unit to the counts of the cells.</summary>
    public void AddUnit(int unit, Span<int> counts) => Add(kindOfUnit[unit], 1, counts);

    /// <summary>The kind of a unit.</summary>
    public int KindOf(int unit) => kindOfUnit[unit];

    /// <summary>Draws some of the units, none twice, and adds them to the counts of the cells.</summary>
    public void DrawApart(ref ulong state, int units, Span<int> counts)
    {
        int[] order = [.. Enumerable.Range(0, Count)];
        SplitMix.Shuffle(ref state, order);
        foreach (var unit in order.AsSpan(0, units))
        {
            AddUnit(unit, counts);
        }
    }

    /// <summary>Draws as many units as there are, with replacement, and adds them to the counts of the cells: the same places in every stratum of as many units.</summary>
    public void DrawPlaces(ref ulong state, Span<int> counts)
    {
        for (var unit = 0; unit < Count; unit++)
        {
            AddUnit(SplitMix.Below(ref state, Count), counts);
        }
    }

    /// <summary>Draws as many units as there are, with replacement, and adds them to the counts of the cells.</summary>
    public void Draw(ref ulong state, Span<int> counts)
    {
        if (kindOfUnit.Length > 0 && Kinds * Alike > Count)
        {
            DrawPlaces(ref state, counts);
            return;
        }

        // Kind after kind, each a binomial among what is left: together they are multinomial.
        var (left, among) = (Count, Count);
        for (var kind = 0; kind < Kinds && left > 0; kind++)
        {
            var drawn = multiplicities[kind] == among ? left : Binomial.Draw(ref state, left, (double)multiplicities[kind] / among);
            if (drawn > 0)
            {
                Add(kind, drawn, counts);
            }

            left -= drawn;
            among -= multiplicities[kind];
        }
    }
}
