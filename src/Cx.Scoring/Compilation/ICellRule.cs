using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>What becomes of the cells of a column. The compiler knows which rule it compiles.</summary>
internal interface ICellRule<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    /// <summary>Whether it is the score by which it is seen what is not allowed.</summary>
    static abstract bool MarksScores { get; }

    /// <summary>The score of a value.</summary>
    static abstract TLane Score<TOwn>(ref readonly Ruler<TOwn> ruler, TLane value)
        where TOwn : unmanaged, IEngineLane<TOwn>;

    /// <summary>The scores of two lanes of values on one scale.</summary>
    static abstract PairLane<TLane> Score<TOwn>(ref readonly Ruler<TOwn> ruler, PairLane<TLane> values)
        where TOwn : unmanaged, IEngineLane<TOwn>;

    /// <summary>Marks what is not allowed.</summary>
    static abstract TLane Mark<TOwn>(TLane marks, ref readonly Ruler<TOwn> ruler, TLane value, TLane score)
        where TOwn : unmanaged, IEngineLane<TOwn>;

    /// <summary>The same, but for NaN that stands for a missing value.</summary>
    static abstract TLane MarkUnlessMissing<TOwn>(TLane marks, ref readonly Ruler<TOwn> ruler, TLane value, TLane score)
        where TOwn : unmanaged, IEngineLane<TOwn>;
}

/// <summary>Values on any scale.</summary>
internal readonly struct OnAnyScale<TLane> : ICellRule<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    public static bool MarksScores => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Score<TOwn>(ref readonly Ruler<TOwn> ruler, TLane value)
        where TOwn : unmanaged, IEngineLane<TOwn> => ruler.Normalise(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> Score<TOwn>(ref readonly Ruler<TOwn> ruler, PairLane<TLane> values)
        where TOwn : unmanaged, IEngineLane<TOwn> => new(ruler.Normalise(values.Low), ruler.Normalise(values.High));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Mark<TOwn>(TLane marks, ref readonly Ruler<TOwn> ruler, TLane value, TLane score)
        where TOwn : unmanaged, IEngineLane<TOwn> => ruler.Mark(marks, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane MarkUnlessMissing<TOwn>(TLane marks, ref readonly Ruler<TOwn> ruler, TLane value, TLane score)
        where TOwn : unmanaged, IEngineLane<TOwn> => ruler.MarkUnlessMissing(marks, value);
}

/// <summary>Values on scales whose ruler is exact: what it does not accept is seen from its score.</summary>
internal readonly struct OnExactScale<TLane> : ICellRule<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    public static bool MarksScores => true;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Score<TOwn>(ref readonly Ruler<TOwn> ruler, TLane value)
        where TOwn : unmanaged, IEngineLane<TOwn> => ruler.NormaliseExactly(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> Score<TOwn>(ref readonly Ruler<TOwn> ruler, PairLane<TLane> values)
        where TOwn : unmanaged, IEngineLane<TOwn> => ruler.NormaliseExactly(values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Mark<TOwn>(TLane marks, ref readonly Ruler<TOwn> ruler, TLane value, TLane score)
        where TOwn : unmanaged, IEngineLane<TOwn> => TLane.Mark(marks, score);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane MarkUnlessMissing<TOwn>(TLane marks, ref readonly Ruler<TOwn> ruler, TLane value, TLane score)
        where TOwn : unmanaged, IEngineLane<TOwn> =>
        TLane.Mark(marks, TLane.IfNumber(score, score));
}

/// <summary>The same where values may be missing.</summary>
internal readonly struct WithGaps<TLane, TRule> : ICellRule<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
    where TRule : struct, ICellRule<TLane>
{
    public static bool MarksScores => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Score<TOwn>(ref readonly Ruler<TOwn> ruler, TLane value)
        where TOwn : unmanaged, IEngineLane<TOwn> => TRule.Score(in ruler, value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> Score<TOwn>(ref readonly Ruler<TOwn> ruler, PairLane<TLane> values)
        where TOwn : unmanaged, IEngineLane<TOwn> => TRule.Score(in ruler, values);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Mark<TOwn>(TLane marks, ref readonly Ruler<TOwn> ruler, TLane value, TLane score)
        where TOwn : unmanaged, IEngineLane<TOwn> => TRule.MarkUnlessMissing(marks, in ruler, value, score);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane MarkUnlessMissing<TOwn>(TLane marks, ref readonly Ruler<TOwn> ruler, TLane value, TLane score)
        where TOwn : unmanaged, IEngineLane<TOwn> => Mark(marks, in ruler, value, score);
}

/// <summary>Weights, which have no scale.</summary>
internal readonly struct AsWeight<TLane> : ICellRule<TLane>
    where TLane : unmanaged, IEngineLane<TLane>
{
    public static bool MarksScores => false;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Score<TOwn>(ref readonly Ruler<TOwn> ruler, TLane value)
        where TOwn : unmanaged, IEngineLane<TOwn> => value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> Score<TOwn>(ref readonly Ruler<TOwn> ruler, PairLane<TLane> values)
        where TOwn : unmanaged, IEngineLane<TOwn> => values;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Mark<TOwn>(TLane marks, ref readonly Ruler<TOwn> ruler, TLane value, TLane score)
        where TOwn : unmanaged, IEngineLane<TOwn>
    {
        var held = TLane.Min(TLane.Broadcast(Weights.Greatest), TLane.Max(TLane.Broadcast(Weights.Least), value));
        return TLane.SelectEqual(held, value, marks, TLane.SelectEqual(value, TLane.Broadcast(0), marks, TLane.Broadcast(-1)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane MarkUnlessMissing<TOwn>(TLane marks, ref readonly Ruler<TOwn> ruler, TLane value, TLane score)
        where TOwn : unmanaged, IEngineLane<TOwn> => Mark(marks, in ruler, value, score);
}
