namespace Cx.Scoring.Aggregation;

/// <summary>A property that a strategy keeps for all scores and weights; F is the strategy, x the scores, w the weights.</summary>
/// <remarks>Source: Grabisch, Marichal, Mesiar, Pap, Aggregation Functions, 2009, chapter 2; docs/strategies.md#laws.</remarks>
public enum Law
{
    /// <summary>F(c, .., c) = c: equal scores are their own aggregate.</summary>
    Idempotent,

    /// <summary>Raising a score never lowers F.</summary>
    Monotone,

    /// <summary>min x &lt;= F(x) &lt;= max x.</summary>
    Internal,

    /// <summary>F(kx) = k F(x) for k &gt;= 0: the unit does not matter.</summary>
    Homogeneous,

    /// <summary>F(x + c) = F(x) + c: the origin does not matter.</summary>
    TranslationEquivariant,

    /// <summary>Scores may change places together with their weights.</summary>
    Symmetric,

    /// <summary>A touchpoint may be split into two of the same score that share its weight.</summary>
    WeightSplitting,

    /// <summary>A group may be replaced by its own aggregate, with the group's weight, as often as it has members.</summary>
    StronglyDecomposable,

    /// <summary>Parts that were kept apart merge into the whole, from states of a fixed size (<see cref="IMergeableStrategy"/>).</summary>
    Mergeable,
}
