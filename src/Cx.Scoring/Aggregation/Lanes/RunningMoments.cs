using System.Runtime.CompilerServices;

namespace Cx.Scoring.Aggregation.Lanes;

/// <summary>Who asks about scores.</summary>
internal interface IAsksForMoments
{
    /// <summary>What is asked, a constant: nothing else is computed. Who asks a whole journey for the variance receives the scores, to look at them again.</summary>
    static abstract ScoreMoments Asks { get; }

    /// <summary>Whether scores are so many that sums carry along what they lose (<see cref="LaneSum{TLane}"/>), a constant too.</summary>
    static virtual bool CarriesLost => false;
}

/// <summary>Who asks for the mean, and so for the extremes between which it is held.</summary>
internal readonly struct AsksForMean : IAsksForMoments
{
    public static ScoreMoments Asks => ScoreMoments.Mean;
}

/// <summary>Who asks about more scores than are added up plainly.</summary>
internal readonly struct AsksAboutMany<TAsking> : IAsksForMoments
    where TAsking : struct, IAsksForMoments
{
    public static ScoreMoments Asks => TAsking.Asks;

    public static bool CarriesLost => true;
}

/// <summary>Who asks for the scores and for no moment.</summary>
internal readonly struct AsksForScores : IAsksForMoments
{
    public static ScoreMoments Asks => RunningMoments.Scores;
}

/// <summary>Who asks for all that there is.</summary>
internal readonly struct AsksForAll : IAsksForMoments
{
    public static ScoreMoments Asks => ScoreMoments.Variance;
}

/// <summary>The moments of scores, plain sums of up to 128 of them, which come one after the other in model order. They are variables: a struct of them the compiler keeps in memory.</summary>
internal static class RunningMoments
{
    /// <summary>The scores themselves and less than any moment.</summary>
    public const ScoreMoments Scores = ScoreMoments.Least - 1;

    /// <summary>Adds a score.</summary>
    /// <param name="sum">Σ wᵢxᵢ of the scores before, 0 at first, or <see cref="LaneSum{TLane}.Start"/> where what it loses is carried along.</param>
    /// <param name="least">The least of them, 1 at first.</param>
    /// <param name="greatest">The greatest of them, 0 at first.</param>
    /// <param name="score">A score in [0,1].</param>
    /// <param name="weight">Its weight; all sum to 1. 0 where absent.</param>
    /// <param name="asked">What is asked (<see cref="IAsksForMoments.Asks"/>).</param>
    /// <param name="isGreatestKnown">Whether the greatest is found otherwise.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<TLane>(ref TLane sum, ref TLane least, ref TLane greatest, TLane score, TLane weight, ScoreMoments asked, bool isGreatestKnown = false)
        where TLane : struct, ILane<TLane>
    {
        if (asked >= ScoreMoments.Mean)
        {
            sum += weight * score;
        }

        if (asked >= ScoreMoments.Least)
        {
            least = TLane.Min(least, score);
        }

        if (asked >= ScoreMoments.Extremes && !isGreatestKnown)
        {
            greatest = TLane.Greater(greatest, score);
        }
    }

    /// <summary>What the sum of many scores is about to lose to rounding (<see cref="LaneSum{TLane}"/>).</summary>
    /// <param name="sum">Σ wᵢxᵢ of the scores before, and <see cref="LaneSum{TLane}.Start"/>.</param>
    /// <param name="score">The score that is added next.</param>
    /// <param name="weight">Its weight.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Lost<TLane>(TLane sum, TLane score, TLane weight)
        where TLane : struct, ILane<TLane> => LaneSum<TLane>.Lost(sum, weight * score, sum + (weight * score));

    /// <summary>Adds a score again, once the mean is known.</summary>
    /// <param name="squares">Σ wᵢ(xᵢ-M)² of the scores before, 0 at first.</param>
    /// <param name="rest">Σ wᵢ(xᵢ-M) of them, which but for rounding stays 0.</param>
    /// <param name="score">The score.</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="mean">M.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddAgain<TLane>(ref TLane squares, ref TLane rest, TLane score, TLane weight, TLane mean)
        where TLane : struct, ILane<TLane>
    {
        squares += Square(score, weight, mean, out var weighted);
        rest += weighted;
    }

    /// <summary>The same for one of many scores: what the sums lose to rounding is carried along.</summary>
    /// <param name="squares">Σ wᵢ(xᵢ-M)² of the scores before, 0 at first. They may be any fraction of 1, and are to lose nothing of their own size.</param>
    /// <param name="lostOfSquares">What that lost, 0 at first; in the end both are added.</param>
    /// <param name="rest">Σ wᵢ(xᵢ-M) of them and <see cref="LaneSum{TLane}.Start"/>.</param>
    /// <param name="lostOfRest">What that lost, 0 at first; in the end they are <see cref="LaneSum{TLane}.Whole"/>.</param>
    /// <param name="score">The score.</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="mean">M.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddAgainOfMany<TLane>(ref TLane squares, ref TLane lostOfSquares, ref TLane rest, ref TLane lostOfRest, TLane score, TLane weight, TLane mean)
        where TLane : struct, ILane<TLane>
    {
        LaneMath.Add(ref squares, ref lostOfSquares, Square(score, weight, mean, out var weighted));
        var next = rest + weighted;
        lostOfRest += LaneSum<TLane>.Lost(rest, weighted, next);
        rest = next;
    }

    /// <summary>What a score, be there few or many, adds to the squares: wᵢ(xᵢ-M)².</summary>
    /// <param name="score">The score.</param>
    /// <param name="weight">Its weight.</param>
    /// <param name="mean">M.</param>
    /// <param name="weighted">Receives what it adds to the rest: wᵢ(xᵢ-M).</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Square<TLane>(TLane score, TLane weight, TLane mean, out TLane weighted)
        where TLane : struct, ILane<TLane>
    {
        var deviation = score - mean;
        weighted = weight * deviation;
        return weighted * deviation;
    }

    /// <summary>The mean of the scores of two lanes, and the least score, under weights that all journeys have in common.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> Mean<TLane>(ReadOnlySpan<PairLane<TLane>> scores, ReadOnlySpan<TLane> weights, out PairLane<TLane> leastOfAll)
        where TLane : unmanaged, ILane<TLane>
    {
        var (sum, least, greatest) = (PairLane<TLane>.Broadcast(0), PairLane<TLane>.Broadcast(1), PairLane<TLane>.Broadcast(0));
        var weight = new ReadOnlyWalk<TLane>(weights);
        var score = new ReadOnlyWalk<PairLane<TLane>>(scores[..weights.Length]);
        for (; weight.Goes; weight.Next(), score.Next())
        {
            Add(ref sum, ref least, ref greatest, score.Now, PairLane<TLane>.Common(in weight.Now), ScoreMoments.Mean);
        }

        leastOfAll = least;
        return Mean(sum, least, greatest);
    }

    /// <summary>The population variance of the scores of two lanes, under weights that all journeys have in common.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> Variance<TLane>(ReadOnlySpan<PairLane<TLane>> scores, ReadOnlySpan<TLane> weights, PairLane<TLane> mean)
        where TLane : unmanaged, ILane<TLane>
    {
        var (squares, rest) = (PairLane<TLane>.Broadcast(0), PairLane<TLane>.Broadcast(0));
        var weight = new ReadOnlyWalk<TLane>(weights);
        var score = new ReadOnlyWalk<PairLane<TLane>>(scores[..weights.Length]);
        for (; weight.Goes; weight.Next(), score.Next())
        {
            AddAgain(ref squares, ref rest, score.Now, PairLane<TLane>.Common(in weight.Now), mean);
        }

        return Variance(squares, rest);
    }

    /// <summary>The population variance of what was kept of two lanes: scores under those weights, or scores and behind them the share of each in its journey.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static PairLane<TLane> Variance<TLane>(ReadOnlySpan<PairLane<TLane>> kept, int count, ReadOnlySpan<TLane> weights, bool haveShares, PairLane<TLane> mean)
        where TLane : unmanaged, ILane<TLane> =>
        haveShares ? LaneMath.Variance(kept[..count], kept[count..], mean) : Variance(kept, weights, mean);

    /// <summary>The population variance, corrected for the rounding of the mean (Chan, Golub and LeVeque 1983).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Variance<TLane>(TLane squares, TLane rest)
        where TLane : struct, ILane<TLane> => TLane.Max(TLane.Broadcast(0), squares - (rest * rest));

    /// <summary>The same of many scores.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane VarianceOfMany<TLane>(TLane squares, TLane lostOfSquares, TLane rest, TLane lostOfRest)
        where TLane : struct, ILane<TLane> => Variance(squares + lostOfSquares, LaneSum<TLane>.Whole(rest, lostOfRest));

    /// <summary>The weighted mean: the sum, held between the extremes so that no rounding carries it outside.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Mean<TLane>(TLane sum, TLane least, TLane greatest)
        where TLane : struct, ILane<TLane> => LaneMath.Within(sum, least, greatest);
}
