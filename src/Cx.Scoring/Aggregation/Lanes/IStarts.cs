namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>Where in memory the journeys of a tile begin.</summary>
internal interface IStarts
{
    /// <summary>Where a journey begins, counted from an origin.</summary>
    nuint this[int journey] { get; }
}

/// <summary>Each where it happens to stand.</summary>
/// <param name="starts">As many as a lane has journeys.</param>
internal readonly ref struct GivenStarts(ReadOnlySpan<int> starts) : IStarts
{
    private readonly ReadOnlySpan<int> starts = starts;

    public nuint this[int journey] => (nuint)starts[journey];
}

/// <summary>One behind the other, which takes no memory to know.</summary>
/// <param name="length">How long each is.</param>
internal readonly struct EvenStarts(int length) : IStarts
{
    private readonly nuint length = (nuint)length;

    public nuint this[int journey] => (nuint)journey * length;
}
