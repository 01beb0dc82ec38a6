using MathNet.Numerics.Statistics;

namespace Cx.Scoring.Benchmarks;

/// <summary>What a strategy competes with: the same formula, written by hand or with a library.</summary>
internal interface IRival
{
    /// <summary>A plain loop over arrays that checks the range of each value, normalises it and aggregates.</summary>
    static abstract double HandLoop(Form form, ReadOnlySpan<double> values);

    /// <summary>The formula in LINQ, over a list of objects; it checks nothing.</summary>
    static abstract double Linq(List<Answer> answers);

    /// <summary>The formula in TensorPrimitives, over scores; they may be overwritten.</summary>
    static abstract double Tensor(Form form, Span<double> scores);

    /// <summary>The formula in MathNet.Numerics, over weighted scores.</summary>
    static abstract double MathNet(RunningWeightedStatistics scores);
}

/// <summary>The questions of a survey as arrays: for each the ends of its scale, the reciprocal of its length, and its share of the weight.</summary>
internal sealed record Form(double[] Worst, double[] Best, double[] Inverse, double[] Share);

/// <summary>One answer as an object that knows its scale and weight.</summary>
internal sealed record Answer(double Value, double Worst, double Best, double Weight)
{
    /// <summary>The score in [0,1].</summary>
    public double Score => (Value - Worst) / (Best - Worst);
}
