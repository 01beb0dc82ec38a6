using System.Runtime.Intrinsics;
using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>Scores ranges of journeys, at the width that the processor has.</summary>
internal abstract class BatchEngine
{
    /// <summary>The engine for a model on this processor.</summary>
    public static BatchEngine For(CompiledModel compiled) =>
        Vector512.IsHardwareAccelerated ? new LaneBatchEngine<Vector512Lane>(compiled)
        : Vector256.IsHardwareAccelerated ? new LaneBatchEngine<Vector256Lane>(compiled)
        : Vector128.IsHardwareAccelerated ? new LaneBatchEngine<Vector128Lane>(compiled)
        : new LaneBatchEngine<ScalarLane>(compiled);

    /// <summary>Scores some of the journeys of a table.</summary>
    /// <returns>How many cells could not be scored.</returns>
    public abstract long Score(Table table, Table weights, ScoreMemory into, int first, int count);

    /// <summary>Scores the journeys of rows grouped by journey.</summary>
    /// <returns>How many rows could not be scored.</returns>
    public abstract long Score(Rows rows, ScoreMemory into);

    /// <summary>Profiles some of the journeys of a table.</summary>
    /// <returns>How many cells could not be scored.</returns>
    public abstract long Profile(Table table, Table weights, Raw<double> means, Raw<double> deviations, Raw<double> minima, int first, int count);

    /// <summary>Profiles the journeys of rows grouped by journey.</summary>
    /// <returns>How many rows could not be scored.</returns>
    public abstract long Profile(Rows rows, Raw<double> means, Raw<double> deviations, Raw<double> minima);
}
