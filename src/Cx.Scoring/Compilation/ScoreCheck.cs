using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.Runtime.CompilerServices;
using Cx.Scoring.Aggregation;

namespace Cx.Scoring.Compilation;

/// <summary>Holds strategies that others wrote to their word: what comes back is a score, or an error that names who broke it.</summary>
internal static class ScoreCheck
{
    /// <summary>The score, or 0 for -0, which equals it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static double Of(IAggregationStrategy strategy, double score, string where)
    {
        if (score is not (>= 0 and <= 1))
        {
            Refuse(strategy, score, where);
        }

        return score + 0;
    }

    /// <summary>The same for several.</summary>
    public static void All(IAggregationStrategy strategy, Span<double> scores, string where)
    {
        foreach (ref var score in scores)
        {
            score = Of(strategy, score, where);
        }
    }

    [DoesNotReturn]
    private static void Refuse(IAggregationStrategy strategy, double score, string where) => throw new InvalidOperationException(string.Create(
        CultureInfo.InvariantCulture, $"Strategy '{strategy.Name}' made {score} of '{where}'; a strategy returns a score from 0 to 1."));
}
