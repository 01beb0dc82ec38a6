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
}
