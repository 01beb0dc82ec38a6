using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>The engine for lanes of one width.</summary>
internal sealed class LaneBatchEngine<TLane>(CompiledModel compiled) : BatchEngine
    where TLane : unmanaged, IEngineLane<TLane>
{
    private readonly LaneModel<TLane> model = new(compiled);

    public override long Score(Table table, Table weights, ScoreMemory into, int first, int count) =>
        new TableReader<TLane, ScoreSink<TLane>>(compiled, model, table, weights, new(model, into)).Read(first, count);

    public override long Score(Rows rows, ScoreMemory into, int first, int count, int target) => compiled.OrderMatters
        ? new RowReader<ScalarLane, ScoreSink<ScalarLane>>(compiled, compiled.Single, rows, new(compiled.Single, into)).Read(first, count, target)
        : new RowReader<TLane, ScoreSink<TLane>>(compiled, model, rows, new(model, into)).Read(first, count, target);

    public override long Profile(Table table, Table weights, Raw<double> means, Raw<double> deviations, Raw<double> minima, int first, int count) =>
        new TableReader<TLane, ProfileSink<TLane>>(compiled, model, table, weights, new(compiled, model, means, deviations, minima)).Read(first, count);
}
