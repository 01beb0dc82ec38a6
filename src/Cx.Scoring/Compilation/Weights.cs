using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Cx.Scoring.Aggregation.Lanes;

namespace Cx.Scoring.Compilation;

/// <summary>Sums of weights.</summary>
internal static class Weights
{
    /// <summary>The greatest weight.</summary>
    public const double Greatest = 1e6;

    /// <summary>The least weight that is not 0: its share of any sum is still a positive double.</summary>
    public const double Least = 1e-100;

    /// <summary>Whether a weight is allowed.</summary>
    public static bool IsWeight(double weight) => weight is 0 or (>= Least and <= Greatest);

    /// <summary>Whether all are allowed and none is 0.</summary>
    public static bool AreAllPositive(ReadOnlySpan<double> weights)
    {
        // As bits without sign positive numbers have the order that they have as numbers, and all others are greater; less the bits of the least weight, what was less than these wraps round and is greater too.
        var least = BitConverter.DoubleToUInt64Bits(Least);
        var farthest = Vector512<ulong>.Zero;
        var vectors = MemoryMarshal.Cast<double, Vector512<ulong>>(weights);
        foreach (var vector in vectors)
        {
            farthest = Vector512.Max(farthest, vector - Vector512.Create(least));
        }

        var are = Vector512.LessThanOrEqualAll(farthest, Vector512.Create(BitConverter.DoubleToUInt64Bits(Greatest) - least));
        foreach (var weight in weights[(vectors.Length * Vector512<double>.Count)..])
        {
            are &= weight is >= Least and <= Greatest;
        }

        return are;
    }

    /// <summary>A sum of weights from 0 to 1,000,000, exact to some 1e-15 for any number of them.</summary>
    public static double Sum(ReadOnlySpan<double> weights) => Sum(ScalarLane.Of(weights)).Value;

    /// <summary>The same sum for each of the journeys that lie side by side.</summary>
    public static TLane Sum<TLane>(ReadOnlySpan<TLane> weights)
        where TLane : struct, ILane<TLane>
    {
        var many = AreMany(weights.Length);
        var (sum, error) = (TLane.Broadcast(0), TLane.Broadcast(0));
        foreach (var weight in weights)
        {
            Add(ref sum, ref error, weight, many);
        }

        return sum + error;
    }

    /// <summary>Whether there are so many weights that their sum carries its rounding errors along, as other sums do (<see cref="LaneSum{TLane}"/>).</summary>
    public static bool AreMany(int weights) => weights > LaneMath.Plain;

    /// <summary>Adds a weight to a sum and, if there are many, what the addition loses to its error; in the end both are added.</summary>
    /// <remarks>Weights may span many orders of magnitude. A weight of 0 changes no bit.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<TLane>(ref TLane sum, ref TLane error, TLane weight, bool many)
        where TLane : struct, ILane<TLane>
    {
        if (many)
        {
            LaneMath.Add(ref sum, ref error, weight);
        }
        else
        {
            sum += weight;
        }
    }

    /// <summary>Divides weights by their sum.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Divide<TLane>(Span<TLane> weights, TLane total)
        where TLane : struct, ILane<TLane>
    {
        var divisor = new Divisor<TLane>(total);
        foreach (ref var weight in weights)
        {
            weight = divisor.Of(weight);
        }
    }
}

/// <summary>What weights are divided by, each as the division rounds: the product with the reciprocal, corrected by its remainder (Markstein 1990).</summary>
internal readonly struct Divisor<TLane>(TLane total)
    where TLane : struct, ILane<TLane>
{
    private readonly TLane reciprocal = TLane.Broadcast(1) / total;
    private readonly TLane minus = -total;

    /// <summary>A weight divided by the total.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public TLane Of(TLane weight)
    {
        var quotient = weight * reciprocal;
        return TLane.FusedMultiplyAdd(TLane.FusedMultiplyAdd(quotient, minus, weight), reciprocal, quotient);
    }
}
