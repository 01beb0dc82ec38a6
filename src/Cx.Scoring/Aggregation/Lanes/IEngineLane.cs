namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>What the engine asks of a lane beyond what a formula needs: to read and write memory, and to see what is missing or no score.</summary>
internal interface IEngineLane<TSelf> : ILane<TSelf>
    where TSelf : struct, IEngineLane<TSelf>
{
    /// <summary>Reads the numbers of neighbouring journeys from memory.</summary>
    static abstract TSelf Load(ref readonly double first);

    /// <summary>Writes the numbers of neighbouring journeys to memory.</summary>
    static abstract void Store(TSelf value, ref double first);

    /// <summary>A value where a tested one is a number, and 0 where it is NaN.</summary>
    static abstract TSelf IfNumber(TSelf tested, TSelf value);

    /// <summary>Marks scores that are none.</summary>
    /// <param name="marks">What was marked before; 0 where nothing was.</param>
    /// <param name="scores">The scores.</param>
    /// <returns>The marks, among them one for each journey whose score is not from 0 to 1; a score of -0 is marked too.</returns>
    static abstract TSelf Mark(TSelf marks, TSelf scores);

    /// <summary>Whether the marks of scores are the greatest of them, if each is a score.</summary>
    static abstract bool IsMarkGreatest { get; }

    /// <summary>Whether nothing was marked.</summary>
    static abstract bool IsUnmarked(TSelf marks);

    /// <summary>Reads two neighbouring numbers of each journey from memory where one journey stands after the other.</summary>
    /// <param name="origin">Where the journeys are counted from.</param>
    /// <param name="starts">Where the first of the two stands in each journey.</param>
    /// <param name="first">Receives the first of all journeys.</param>
    /// <param name="second">Receives the second of all journeys.</param>
    static abstract void Turn(ref readonly double origin, ReadOnlySpan<int> starts, out TSelf first, out TSelf second);

    /// <summary>The same where all journeys are of one length and stand one behind the other: nothing is read but numbers.</summary>
    /// <param name="even">The first of the two in the first journey.</param>
    /// <param name="odd">The same in the second journey, if there are several.</param>
    /// <param name="two">How long two journeys are.</param>
    /// <param name="first">Receives the first of all journeys.</param>
    /// <param name="second">Receives the second of all journeys.</param>
    static abstract void Turn(ref readonly double even, ref readonly double odd, nuint two, out TSelf first, out TSelf second);

    /// <summary>Writes two neighbouring numbers of each journey to memory where one journey stands after the other.</summary>
    /// <param name="first">The first of all journeys.</param>
    /// <param name="second">The second of all journeys.</param>
    /// <param name="origin">Where the first of the two goes in the first journey.</param>
    /// <param name="stride">How far on the next journey is.</param>
    static abstract void TurnBack(TSelf first, TSelf second, ref double origin, int stride);
}
