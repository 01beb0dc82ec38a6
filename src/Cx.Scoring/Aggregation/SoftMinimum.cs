using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Aggregation.States;

namespace Cx.Scoring.Aggregation;

/// <summary>The soft minimum -(1/k) ln Σ wᵢe^(-kxᵢ): the mean for small sharpness k, the minimum for great.</summary>
internal readonly record struct SoftMinimum : ILaneStrategy<SoftMinimum>, IDeclaresLaws, IMergeableStrategy
{
    // Below, the exponentials are so near 1 that their difference from 1 must be carried instead: the direct form loses 1e-16/k.
    private const double NearMean = 0.01;

    // Up to here no exponential is too small to be a normal number, nor their sum under weights that sum to 1.
    private const double MostNormal = 700;

    private readonly double sharpness;

    public SoftMinimum(double sharpness) =>
        this.sharpness = sharpness > 0 && sharpness <= double.MaxValue ? sharpness : Parameter.Refuse(sharpness, nameof(sharpness), "a finite number above 0");

    public string Name => $"soft-minimum({Parameter.Print(sharpness)})";

    public IReadOnlyList<DeclaredLaw> Laws =>
    [
        Law.Idempotent, Law.Monotone, Law.Internal, Law.TranslationEquivariant, Law.Symmetric, Law.WeightSplitting, Law.StronglyDecomposable, Law.Mergeable,
    ];

    public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
    {
        if (sharpness < NearMean)
        {
            return NearMeanOf(scores, weights);
        }

        return sharpness <= MostNormal ? Of<TLane, Normal>(scores, weights) : Of<TLane, Any>(scores, weights);
    }

    public IMergeableState? State => StateOf(sharpness);

    public override string ToString() => Name;

    private static LogSumState StateOf(double sharpness) => new(x => -sharpness * x, log => -log / sharpness, sharpness < NearMean);

    // The minimum is taken out before the exponential, so that nothing underflows: m - (1/k) ln Σ w e^(-k(x - m)).
    [MethodImpl(MethodImplOptions.NoInlining)]
    private TLane Of<TLane, TNumbers>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
        where TNumbers : struct, INumbers
    {
        LaneMath.Extremes(scores, out var least, out var greatest);
        var sum = LaneSum<TLane>.Of(scores.Length);
        var factor = TLane.Broadcast(-sharpness);
        for (var i = 0; i < scores.Length; i++)
        {
            sum.Add(weights[i] * TNumbers.Exp(factor * (scores[i] - least)));
        }

        return LaneMath.Within(least - (TNumbers.Log(sum.Value) / TLane.Broadcast(sharpness)), least, greatest);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private TLane NearMeanOf<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
    {
        LaneMath.Extremes(scores, out var least, out var greatest);
        var sum = LaneSum<TLane>.Of(scores.Length);
        var factor = TLane.Broadcast(-sharpness);
        for (var i = 0; i < scores.Length; i++)
        {
            sum.Add(weights[i] * LaneMath.ExpMinusOne(factor * (scores[i] - least)));
        }

        return LaneMath.Within(least - (LaneMath.LogOnePlus(sum.Value) / TLane.Broadcast(sharpness)), least, greatest);
    }

    // How small the numbers may be whose exponential and logarithm is taken.
    private interface INumbers
    {
        static abstract TLane Exp<TLane>(TLane value)
            where TLane : unmanaged, ILane<TLane>;

        static abstract TLane Log<TLane>(TLane sum)
            where TLane : unmanaged, ILane<TLane>;
    }

    private readonly struct Normal : INumbers
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Exp<TLane>(TLane value)
            where TLane : unmanaged, ILane<TLane> => TLane.ExpToNormal(value);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Log<TLane>(TLane sum)
            where TLane : unmanaged, ILane<TLane> => TLane.LogOfNormal(sum);
    }

    private readonly struct Any : INumbers
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Exp<TLane>(TLane value)
            where TLane : unmanaged, ILane<TLane> => TLane.Exp(value);

        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public static TLane Log<TLane>(TLane sum)
            where TLane : unmanaged, ILane<TLane> => TLane.Log(sum);
    }
}
