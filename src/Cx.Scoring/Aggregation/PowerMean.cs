using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Aggregation.States;
using static Cx.Scoring.Aggregation.Lanes.SimplePowers;

namespace Cx.Scoring.Aggregation;

/// <summary>The power mean (Σ wᵢxᵢᵖ)^(1/p); p = 0 is the geometric mean, p = -∞ the minimum, p = ∞ the maximum.</summary>
internal readonly record struct PowerMean : ILaneStrategy<PowerMean>, IDeclaresLaws, IMergeableStrategy, IKnowsExpectedScore, IKnowsShapleyValues
{
    // Below, the p-th powers are so near 1 that their difference from 1 must be carried instead: the direct form loses 1e-16/|p|.
    private const double NearGeometric = 0.01;

    // So many logarithms are taken before their powers.
    private const int Together = 16;

    // Below, products with logarithms would underflow, and the geometric mean is the same number.
    private const double LeastExponent = 1e-290;

    private readonly double exponent;

    public PowerMean(double exponent) =>
        this.exponent = double.IsNaN(exponent) ? Parameter.Refuse(exponent, nameof(exponent), "any number, and both infinities")
            : Math.Abs(exponent) < LeastExponent ? 0
            : exponent;

    public string Name => $"power-mean({Parameter.Print(exponent)})";

    public IReadOnlyList<DeclaredLaw> Laws =>
    [
        Law.Idempotent, Law.Monotone, Law.Internal, Law.Homogeneous, Law.Symmetric, Law.WeightSplitting, Decomposable(exponent), Law.Mergeable,
        .. exponent == 1 || double.IsInfinity(exponent) ? (ReadOnlySpan<DeclaredLaw>)[Law.TranslationEquivariant] : [],
    ];

    public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
    {
        var asked = new Asked<TLane>(scores, weights);
        return TryVisit(ref asked) ? asked.Mean : exponent switch
        {
            double.PositiveInfinity => LaneMath.Maximum(scores),
            > -NearGeometric and < NearGeometric => NearGeometricMean(scores, weights),
            _ => OfPowers(scores, weights),
        };
    }

    // The formula of the exponent alone: on the way through the choice each result would be copied from call to call. Where it is a few operations it is compiled into the loop that reads.
    void ILaneStrategy.Accept(ILaneVisitor visitor)
    {
        if (!TryVisit(ref visitor))
        {
            visitor.Visit(new StrategyFormula<PowerMean>(this));
        }
    }

    // Shows the formula of an exponent that has one of its own; false for all others.
    private bool TryVisit<TVisitor>(ref TVisitor visitor)
        where TVisitor : ILaneVisitor, allows ref struct
    {
        switch (exponent)
        {
            case double.NegativeInfinity: visitor.VisitMoments(new MomentFormula<WeakestLink>(default)); return true;
            case -1: visitor.Visit(default(Turned<Itself>)); return true;
            case 0: visitor.Visit(default(Geometric)); return true;
            case 1: visitor.VisitMoments(new MomentFormula<WeightedMean>(default)); return true;
            case 0.5 or -0.5: Visit<TVisitor, Direct<SquareRoot>, Turned<SquareRoot>>(ref visitor); return true;
            case 2 or -2: Visit<TVisitor, Direct<Square>, Turned<Square>>(ref visitor); return true;
            case 3 or -3: VisitLong<TVisitor, OneMore<Square>>(ref visitor); return true;
            case 4 or -4: VisitLong<TVisitor, Squared<Square>>(ref visitor); return true;
            case 5 or -5: VisitLong<TVisitor, OneMore<Squared<Square>>>(ref visitor); return true;
            case 6 or -6: VisitLong<TVisitor, Squared<OneMore<Square>>>(ref visitor); return true;
            case 7 or -7: VisitLong<TVisitor, OneMore<Squared<OneMore<Square>>>>(ref visitor); return true;
            case 8 or -8: VisitLong<TVisitor, Squared<Squared<Square>>>(ref visitor); return true;
            default: return false;
        }
    }

    private void VisitLong<TVisitor, TPower>(ref TVisitor visitor)
        where TVisitor : ILaneVisitor, allows ref struct
        where TPower : struct, IPower<TPower> =>
        Visit<TVisitor, ByItself<Direct<TPower>>, ByItself<Turned<TPower>>>(ref visitor);

    private void Visit<TVisitor, TDirect, TTurned>(ref TVisitor visitor)
        where TVisitor : ILaneVisitor, allows ref struct
        where TDirect : struct, ILaneFormula
        where TTurned : struct, ILaneFormula
    {
        if (exponent < 0)
        {
            visitor.Visit(default(TTurned));
        }
        else
        {
            visitor.Visit(default(TDirect));
        }
    }

    public double? ExpectedScore(int touchpoints) => exponent switch
    {
        1 or double.NegativeInfinity or double.PositiveInfinity => ExpectedScores.OfSortedScores(this, touchpoints),
        0 => Elementary.Pow(touchpoints / (touchpoints + 1.0), touchpoints),
        _ => null,
    };

    public IMergeableState? State => StateOf(exponent);

    public bool TryAttribute(ReadOnlySpan<double> scores, ReadOnlySpan<double> baseline, ReadOnlySpan<double> weights, Span<double> values)
    {
        values.Clear();
        switch (exponent)
        {
            case 1:
                ShapleyValues.AddMean(1, scores, baseline, weights, values);
                return true;
            case double.NegativeInfinity:
                ShapleyValues.AddMinimum(1, scores, baseline, values);
                return true;
            case double.PositiveInfinity:
                ShapleyValues.AddMaximum(1, scores, baseline, values);
                return true;
            default:
                return false;
        }
    }

    public override string ToString() => Name;

    // For a small positive exponent the mean of a group with zeros may be too small for a double, and then the group has lost what it was.
    private static DeclaredLaw Decomposable(double exponent) => exponent is > 0 and < NearGeometric
        ? DeclaredLaw.When(Law.StronglyDecomposable, "wmin^(1/p) >= 1e-280", weights => Elementary.Log(ConsistencyVariance.Least(weights)) / exponent >= -644)
        : Law.StronglyDecomposable;

    private static IMergeableState StateOf(double exponent) => exponent switch
    {
        double.NegativeInfinity => new ExtremaState(static (least, _) => least),
        double.PositiveInfinity => new ExtremaState(static (_, greatest) => greatest),
        0 => new SumState(Elementary.Log, Elementary.Exp),
        1 => new SumState(static x => x, static mean => mean),
        _ => new LogSumState(x => exponent * Elementary.Log(x), log => Elementary.Exp(log / exponent), Math.Abs(exponent) < NearGeometric),
    };

    // The extremum m is factored out, so that no power overflows: m (Σ w (x/m)^p)^(1/p), each power in [0,1], that of m itself 1. A logarithm of one rounding is enough for
    // that: what it is off is multiplied by p, and divided by it again.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private TLane OfPowers<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
    {
        LaneMath.Extremes(scores, out var least, out var greatest);
        var extremum = Extremum(least, greatest);
        return Held(extremum * Root(MeanOfPowers(scores, weights, extremum), exponent), least, greatest);
    }

    // All logarithms and then all powers: one after the other they would be a chain too long for the processor to see to its end.
    [SkipLocalsInit]
    [MethodImpl(MethodImplOptions.NoInlining)]
    private TLane MeanOfPowers<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights, in TLane extremum)
        where TLane : unmanaged, ILane<TLane>
    {
        Span<TLane> scratch = stackalloc TLane[Together + 1];
        var sum = LaneSum<TLane>.Of(scores.Length);
        for (var logarithms = CacheLine.Aligned(scratch); !scores.IsEmpty; scores = scores[logarithms.Length..], weights = weights[logarithms.Length..])
        {
            logarithms = logarithms[..Math.Min(Together, scores.Length)];
            TakeLogarithms(scores, extremum, logarithms);
            for (var i = 0; i < logarithms.Length; i++)
            {
                sum.Add(weights[i] * TLane.Exp(logarithms[i]));
            }
        }

        return sum.Value;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void TakeLogarithms<TLane>(ReadOnlySpan<TLane> scores, in TLane extremum, Span<TLane> logarithms)
        where TLane : unmanaged, ILane<TLane>
    {
        scores = scores[..logarithms.Length];
        for (var i = 0; i < logarithms.Length; i++)
        {
            logarithms[i] = LogOfPower(scores[i], extremum);
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private TLane NearGeometricMean<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
    {
        LaneMath.Extremes(scores, out var least, out var greatest);
        var extremum = Extremum(least, greatest);
        var sum = LaneSum<TLane>.Of(scores.Length);
        for (var i = 0; i < scores.Length; i++)
        {
            sum.Add(weights[i] * LaneMath.ExpMinusOne(LogOfPower(scores[i], extremum)));
        }

        // Weights may sum to a little more than 1.
        var difference = TLane.Max(TLane.Broadcast(-1), sum.Value);
        return Held(extremum * TLane.Exp(LaneMath.LogOnePlus(difference) / TLane.Broadcast(exponent)), least, greatest);
    }

    // p ln(x/m), at most 0. Turned over for a negative exponent, because x/m might be infinite.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLane LogOfPower<TLane>(TLane score, TLane extremum)
        where TLane : unmanaged, ILane<TLane> =>
        TLane.Broadcast(Math.Abs(exponent)) * TLane.Log(exponent < 0 ? extremum / score : Ratio(score, extremum));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLane Extremum<TLane>(TLane least, TLane greatest)
        where TLane : unmanaged, ILane<TLane> => exponent < 0 ? least : greatest;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private TLane Held<TLane>(TLane mean, TLane least, TLane greatest)
        where TLane : unmanaged, ILane<TLane> =>
        exponent > 0 ? LaneMath.Within(mean, least, greatest) : LaneMath.WithinOrZero(mean, least, greatest);

    // Aggregates by the formula that it is shown.
    private ref struct Asked<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights) : ILaneVisitor
        where TLane : unmanaged, ILane<TLane>
    {
        private readonly ReadOnlySpan<TLane> scores = scores;
        private readonly ReadOnlySpan<TLane> weights = weights;

        public TLane Mean { get; private set; }

        [MethodImpl(MethodImplOptions.NoInlining)]
        public void Visit<TFormula>(TFormula formula)
            where TFormula : struct, ILaneFormula => Mean = formula.Aggregate(scores, weights);

        public void VisitMoments<TFormula>(TFormula formula)
            where TFormula : struct, IMomentFormula => Visit(formula);
    }

    private readonly struct Direct<TPower> : ILaneFormula
        where TPower : struct, IPower<TPower>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
            where TLane : unmanaged, ILane<TLane> => SimplePowers.Mean<TLane, TPower>(scores, weights);
    }

    private readonly struct Turned<TPower> : ILaneFormula
        where TPower : struct, IPower<TPower>
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
            where TLane : unmanaged, ILane<TLane> => TurnedMean<TLane, TPower>(scores, weights);
    }

    // Where a table is read there is no room for a root by logarithms.
    private readonly struct ByItself<TFormula> : ILaneFormula
        where TFormula : struct, ILaneFormula
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
            where TLane : unmanaged, ILane<TLane> => default(TFormula).Aggregate(scores, weights);
    }

    private readonly struct Geometric : ILaneFormula
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
            where TLane : unmanaged, ILane<TLane> => LaneMath.GeometricMean(scores, weights);
    }
}
