using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Aggregation;

/// <summary>A formula of the mean, the variance and the extremes of scores: it can be computed while they are read, however many there are.</summary>
internal interface IMomentFormula : ILaneFormula, IAsksForMoments
{
    /// <summary>The score of a journey of which no touchpoint is absent. What was not asked for is without meaning.</summary>
    TLane Of<TLane>(TLane mean, TLane variance, TLane least, TLane greatest)
        where TLane : unmanaged, ILane<TLane>;
}

/// <summary>A strategy with such a formula.</summary>
internal interface IMomentStrategy<TSelf> : ILaneStrategy<TSelf>, IMomentFormula
    where TSelf : struct, IMomentStrategy<TSelf>
{
    void ILaneStrategy.Accept(ILaneVisitor visitor) => visitor.VisitMoments((TSelf)this);
}
