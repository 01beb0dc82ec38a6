using System.Globalization;

namespace Cx.Scoring;

/// <summary>Straight lines through points; its knots are what the validator looks at beside its grid.</summary>
internal sealed record PiecewiseLinearValue : IValueFunction
{
    private readonly ValueList<(double Score, double Value)> points;

    public PiecewiseLinearValue(ReadOnlySpan<(double Score, double Value)> points)
    {
        this.points = new(points);
        for (var i = 1; i < points.Length; i++)
        {
            if (!(points[i].Score > points[i - 1].Score))
            {
                throw new ArgumentException(
                    string.Create(CultureInfo.InvariantCulture, $"The scores of a piecewise-linear function rise strictly: {points[i].Score} follows {points[i - 1].Score}."),
                    nameof(points));
            }
        }

        if (points.Length < 2 || points[0].Score != 0 || points[^1].Score != 1)
        {
            throw new ArgumentException($"A piecewise-linear function needs at least two points, the first at score 0 and the last at score 1: {this.points}.", nameof(points));
        }
    }

    public string Name => string.Create(CultureInfo.InvariantCulture, $"piecewise-linear({string.Join("; ", points.Select(Print))})");

    /// <summary>The scores at which the slope changes.</summary>
    public IEnumerable<double> Knots => points.Select(point => point.Score);

    public double Apply(double score)
    {
        var span = points.Span;
        var i = 1;
        while (i < span.Length - 1 && span[i].Score < score)
        {
            i++;
        }

        // Interpolated from the nearer end, so that both ends come out exactly.
        var ((fromScore, fromValue), (toScore, toValue)) = (span[i - 1], span[i]);
        var share = (score - fromScore) / (toScore - fromScore);
        return share < 0.5 ? fromValue + (share * (toValue - fromValue)) : toValue - ((1 - share) * (toValue - fromValue));
    }

    public override string ToString() => Name;

    private static string Print((double Score, double Value) point) =>
        string.Create(CultureInfo.InvariantCulture, $"{point.Score} {point.Value}");
}
