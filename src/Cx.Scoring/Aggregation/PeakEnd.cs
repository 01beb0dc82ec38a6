using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Aggregation.States;

namespace Cx.Scoring.Aggregation;

/// <summary>share × peak + (1 - share) × last: what is remembered of a journey.</summary>
internal readonly record struct PeakEnd : ILaneStrategy<PeakEnd>, IDeclaresLaws, IMergeableStrategy, IKnowsExpectedScore, IKnowsShapleyValues
{
    private readonly double share;
    private readonly Peak peak;
    private readonly double neutral;

    public PeakEnd(double share, Peak peak, double neutral)
    {
        this.share = Parameter.Within(share, 0, 1, nameof(share));

        // Two strategies that give the same scores are equal: only the farthest peak looks at neutral.
        this.neutral = Parameter.Within(neutral, 0, 1, nameof(neutral)) is var given && peak is Peak.Farthest ? given : 0.5;
        this.peak = Enum.IsDefined(peak)
            ? peak
            : throw new ArgumentOutOfRangeException(nameof(peak), peak, $"The peak was {peak}; allowed are Worst, Best and Farthest.");
    }

    public string Name => peak switch
    {
        Peak.Worst => $"peak-end({Parameter.Print(share)}, worst)",
        Peak.Best => $"peak-end({Parameter.Print(share)}, best)",
        _ => $"peak-end({Parameter.Print(share)}, farthest, {Parameter.Print(neutral)})",
    };

    // Without the end it is the minimum or maximum, and without the peak the last score.
    public IReadOnlyList<DeclaredLaw> Laws
    {
        get
        {
            var extreme = peak is not Peak.Farthest || share == 0;
            return
            [
                Law.Idempotent, Law.Monotone, Law.Internal, Law.WeightSplitting, Law.Mergeable,
                .. extreme || neutral is 0 or 1 ? (ReadOnlySpan<DeclaredLaw>)[Law.Homogeneous] : [],
                .. extreme || neutral is 0 or 1 ? (ReadOnlySpan<DeclaredLaw>)[Law.TranslationEquivariant] : [],
                .. share == 1 && (extreme || neutral is 0 or 1) ? (ReadOnlySpan<DeclaredLaw>)[Law.Symmetric] : [],
                .. share is 0 or 1 ? (ReadOnlySpan<DeclaredLaw>)[Law.StronglyDecomposable] : [],
            ];
        }
    }

    public TLane Aggregate<TLane>(ReadOnlySpan<TLane> scores, ReadOnlySpan<TLane> weights)
        where TLane : unmanaged, ILane<TLane>
    {
        var zero = TLane.Broadcast(0);
        var middle = TLane.Broadcast(neutral);
        var (last, farthest, distance) = (zero, zero, TLane.Broadcast(-1));
        for (var i = 0; i < scores.Length; i++)
        {
            var (score, weight) = (scores[i], weights[i]);
            last = TLane.SelectLess(zero, weight, score, last);
            var away = TLane.SelectLess(zero, weight, TLane.Abs(score - middle), TLane.Broadcast(-1));
            farthest = TLane.SelectLess(distance, away, score, farthest);
            distance = TLane.Max(distance, away);
        }

        LaneMath.Extremes(scores, out var least, out var greatest);
        var remembered = peak switch
        {
            Peak.Worst => least,
            Peak.Best => greatest,
            _ => farthest,
        };
        var mixed = (TLane.Broadcast(share) * remembered) + (TLane.Broadcast(1 - share) * last);
        return LaneMath.Within(mixed, least, greatest);
    }

    public double? ExpectedScore(int touchpoints) => peak switch
    {
        Peak.Worst => (share / (touchpoints + 1)) + ((1 - share) / 2),
        Peak.Best => (share * touchpoints / (touchpoints + 1)) + ((1 - share) / 2),
        _ => neutral == 0.5 ? 0.5 : null,
    };

    public IMergeableState? State => new PeakEndState(Height(peak, neutral), share);

    public bool TryAttribute(ReadOnlySpan<double> scores, ReadOnlySpan<double> baseline, ReadOnlySpan<double> weights, Span<double> values)
    {
        values.Clear();
        if (peak is Peak.Worst)
        {
            ShapleyValues.AddMinimum(share, scores, baseline, values);
        }
        else
        {
            ShapleyValues.AddMaximum(share, scores, baseline, values);
        }

        values[^1] += (1 - share) * (scores[^1] - baseline[^1]);
        return peak is not Peak.Farthest || share == 0;
    }

    public override string ToString() => Name;

    private static Func<double, double> Height(Peak peak, double neutral) => peak switch
    {
        Peak.Worst => static x => -x,
        Peak.Best => static x => x,
        _ => x => Math.Abs(x - neutral),
    };
}
