using System.Runtime.CompilerServices;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>The sums and functions that strategies share, each written once over lanes.</summary>
/// <remarks>
/// Sums run from left to right in model order on every road. Those of more than 128 terms, and cumulated weights, are compensated
/// (<see cref="LaneSum{TLane}"/>; the squares of a variance by a sum that keeps their own digits, be they ever so small). An absent touchpoint has weight 0, so it adds nothing, and the score of one that is present, so it is no extremum.
/// </remarks>
public static partial class LaneMath
{
    /// <summary>Up to so many terms a plain sum of products loses no more than some 1e-15.</summary>
    internal const int Plain = 128;

    /// <summary>The weighted mean Σ wᵢxᵢ, held between the least and the greatest score so that no rounding carries it outside.</summary>
    /// <param name="scores">Scores in [0,1].</param>
    /// <param name="weights">As many weights, summing to 1; 0 where absent.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Mean<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : struct, ILane<TLane> => Mean(scores, weights, out _, out _);

    /// <summary>The weighted mean, the least score and the greatest.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Mean<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights, out TLane least, out TLane greatest)
        where TLane : struct, ILane<TLane>
    {
        if (scores.Length <= Plain)
        {
            return MeanOfFew(scores, weights, out least, out greatest);
        }

        // By variables of its own: what a call returns by reference is kept in memory, and it would be on the other way too.
        var mean = MeanOfMany(scores, weights, out var low, out var high);
        (least, greatest) = (low, high);
        return mean;
    }

    /// <summary>The population variance Σ wᵢ(xᵢ-M)², in two passes with the correction of Chan, Golub and LeVeque 1983.</summary>
    /// <param name="scores">Scores in [0,1].</param>
    /// <param name="weights">As many weights, summing to 1; 0 where absent.</param>
    /// <param name="mean">Their weighted mean.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Variance<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights, TLane mean)
        where TLane : struct, ILane<TLane>
    {
        if (scores.Length > Plain)
        {
            return VarianceOfMany(scores, weights, mean);
        }

        var (squares, rest) = (TLane.Broadcast(0), TLane.Broadcast(0));
        var score = new ReadOnlyWalk<TLane>(scores);
        var weight = new ReadOnlyWalk<TLane>(weights[..scores.Length]);
        for (; score.Goes; score.Next(), weight.Next())
        {
            RunningMoments.AddAgain(ref squares, ref rest, score.Now, weight.Now, mean);
        }

        return RunningMoments.Variance(squares, rest);
    }

    /// <summary>The weighted geometric mean, by logarithms: Π xᵢ^wᵢ, held between the least and the greatest score; 0 where a score is 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static TLane GeometricMean<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : struct, ILane<TLane> => TryMeanLogOfNormal(scores, weights, out var mean, out var least, out var greatest)
            ? WithinOrZero(TLane.Exp(mean), least, greatest)
            : Within(scores, ProductOfAny(scores, weights, TLane.Broadcast(1)));

    /// <summary>Π xᵢ^(wᵢ power), by logarithms; 0 where a score is 0.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static TLane ProductOfPowers<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights, in TLane power)
        where TLane : struct, ILane<TLane> => TryMeanLogOfNormal(scores, weights, out var mean, out var least, out _)
            ? UnlessZero(least, TLane.Exp(mean * power))
            : ProductOfAny(scores, weights, power);

    /// <summary>The least score.</summary>
    /// <param name="scores">Scores in [0,1].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Minimum<TLane>(ReadOnlySpan<TLane> scores)
        where TLane : struct, ILane<TLane>
    {
        var least = TLane.Broadcast(1);
        for (var score = new ReadOnlyWalk<TLane>(scores); score.Goes; score.Next())
        {
            least = TLane.Min(least, score.Now);
        }

        return least;
    }

    /// <summary>The greatest score.</summary>
    /// <param name="scores">Scores in [0,1].</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Maximum<TLane>(ReadOnlySpan<TLane> scores)
        where TLane : struct, ILane<TLane>
    {
        var greatest = TLane.Broadcast(0);
        foreach (var score in scores)
        {
            greatest = TLane.Max(greatest, score);
        }

        return greatest;
    }

    /// <summary>The least score and the greatest, in one loop.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Extremes<TLane>(ReadOnlySpan<TLane> scores, out TLane least, out TLane greatest)
        where TLane : struct, ILane<TLane>
    {
        var (low, high) = (TLane.Broadcast(1), TLane.Broadcast(0));
        foreach (ref readonly var score in scores)
        {
            low = TLane.Min(low, score);
            high = TLane.Max(high, score);
        }

        (least, greatest) = (low, high);
    }

    /// <summary>A score held between the least of some and the greatest, so that no rounding carries it outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Within<TLane>(ReadOnlySpan<TLane> scores, TLane score)
        where TLane : struct, ILane<TLane>
    {
        Extremes(scores, out var least, out var greatest);
        return Within(score, least, greatest);
    }

    /// <summary>The same where the least and the greatest are known.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane Within<TLane>(TLane score, TLane least, TLane greatest)
        where TLane : struct, ILane<TLane> => TLane.Max(least, TLane.Min(greatest, score));

    /// <summary>The same; with a score of 0 it is 0, whatever logarithms or powers come to.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static TLane WithinOrZero<TLane>(TLane score, TLane least, TLane greatest)
        where TLane : struct, ILane<TLane> => UnlessZero(least, Within(score, least, greatest));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane MeanOfFew<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights, out TLane leastOfAll, out TLane greatestOfAll)
        where TLane : struct, ILane<TLane>
    {
        var (sum, least, greatest) = (TLane.Broadcast(0), TLane.Broadcast(1), TLane.Broadcast(0));
        var score = new ReadOnlyWalk<TLane>(scores);
        var weight = new ReadOnlyWalk<TLane>(weights[..scores.Length]);
        for (; score.Goes; score.Next(), weight.Next())
        {
            RunningMoments.Add(ref sum, ref least, ref greatest, score.Now, weight.Now, ScoreMoments.Mean);
        }

        leastOfAll = least;

        // Of zeros the greater may have either sign; adding 0 leaves one.
        greatestOfAll = greatest + TLane.Broadcast(0);
        return RunningMoments.Mean(sum, least, greatest);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane MeanOfMany<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights, out TLane leastOfAll, out TLane greatestOfAll)
        where TLane : struct, ILane<TLane>
    {
        weights = weights[..scores.Length];
        var sum = LaneSum<TLane>.Zero;
        var (least, greatest) = (TLane.Broadcast(1), TLane.Broadcast(0));
        for (var i = 0; i < scores.Length; i++)
        {
            sum.Add(weights[i] * scores[i]);
            least = TLane.Min(least, scores[i]);
            greatest = TLane.Max(greatest, scores[i]);
        }

        (leastOfAll, greatestOfAll) = (least, greatest);
        return RunningMoments.Mean(sum.Value, least, greatest);
    }

    // Where there are at most 128 scores and none is subnormal, the mean has the bits of MeanLog; elsewhere false, and no meaning.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static bool TryMeanLogOfNormal<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights, out TLane mean, out TLane leastOfAll, out TLane greatestOfAll)
        where TLane : struct, ILane<TLane>
    {
        var (zero, smallest) = (TLane.Broadcast(0), TLane.Broadcast(SmallestNormal));
        var (sum, least, greatest) = (zero, TLane.Broadcast(1), zero);
        if (scores.Length > Plain)
        {
            (mean, leastOfAll, greatestOfAll) = (sum, least, greatest);
            return false;
        }

        var weight = new ReadOnlyWalk<TLane>(weights[..scores.Length]);
        for (var score = new ReadOnlyWalk<TLane>(scores); score.Goes; score.Next(), weight.Next())
        {
            sum += weight.Now * TLane.LogOfNormal(score.Now);
            least = TLane.Min(least, score.Now);
            greatest = TLane.Max(greatest, score.Now);
        }

        (mean, leastOfAll, greatestOfAll) = (sum, least, greatest);
        var leastPositive = TLane.SelectEqual(least, zero, smallest, least);
        return TLane.AllEqual(TLane.Max(leastPositive, smallest), leastPositive);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane ProductOfAny<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights, in TLane power)
        where TLane : struct, ILane<TLane> =>
        UnlessZero(Minimum(scores), TLane.Exp(MeanLog(scores, weights) * power));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static TLane UnlessZero<TLane>(TLane least, TLane value)
        where TLane : struct, ILane<TLane> => TLane.SelectEqual(least, TLane.Broadcast(0), TLane.Broadcast(0), value);

    // The logarithm of a positive double is above -745; a power of two brings it into the range of the sum without rounding.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane MeanLog<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : struct, ILane<TLane>
    {
        const double Range = 1024;
        weights = weights[..scores.Length];
        var sum = LaneSum<TLane>.Of(scores.Length);
        for (var i = 0; i < scores.Length; i++)
        {
            sum.Add(weights[i] * (TLane.Max(TLane.Broadcast(-Range), TLane.Log(scores[i])) * TLane.Broadcast(1 / Range)));
        }

        return sum.Value * TLane.Broadcast(Range);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static TLane VarianceOfMany<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights, TLane mean)
        where TLane : struct, ILane<TLane>
    {
        weights = weights[..scores.Length];
        var (squares, lostOfSquares, rest, lostOfRest) = (TLane.Broadcast(0), TLane.Broadcast(0), LaneSum<TLane>.Start, TLane.Broadcast(0));
        for (var i = 0; i < scores.Length; i++)
        {
            RunningMoments.AddAgainOfMany(ref squares, ref lostOfSquares, ref rest, ref lostOfRest, scores[i], weights[i], mean);
        }

        return RunningMoments.VarianceOfMany(squares, lostOfSquares, rest, lostOfRest);
    }

    /// <summary>Adds a number to a sum of others, none of them negative, and what the addition loses to its error; in the end both are added.</summary>
    /// <remarks>Dekker's fast two-sum (1971) of the greater and the lesser: numbers may be of any size. 0 changes no bit.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Add<TLane>(ref TLane sum, ref TLane error, TLane number)
        where TLane : struct, ILane<TLane>
    {
        var next = sum + number;
        error += TLane.Min(sum, number) - (next - TLane.Max(sum, number));
        sum = next;
    }

    /// <summary>Puts the score of a present touchpoint, the last of them, in the place of each that is absent.</summary>
    /// <param name="scores">Any scores.</param>
    /// <param name="weights">As many weights; 0 where absent.</param>
    /// <param name="standIn">The last score of each journey that is present.</param>
    /// <param name="filled">Receives the scores.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void FillAbsent<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights, TLane standIn, Span<TLane> filled)
        where TLane : struct, ILane<TLane>
    {
        var zero = TLane.Broadcast(0);
        weights = weights[..scores.Length];
        filled = filled[..scores.Length];
        for (var i = 0; i < scores.Length; i++)
        {
            filled[i] = TLane.SelectLess(zero, weights[i], scores[i], standIn);
        }
    }
}
