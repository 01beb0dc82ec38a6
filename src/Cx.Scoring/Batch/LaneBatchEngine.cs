using Cx.Scoring.Aggregation.Lanes;
using Cx.Scoring.Compilation;

namespace Cx.Scoring.Batch;

/// <summary>The engine for lanes of one width.</summary>
internal sealed class LaneBatchEngine<TLane>(CompiledModel compiled) : BatchEngine
    where TLane : unmanaged, IEngineLane<TLane>
{
    private readonly LaneModel<TLane> model = new(compiled);

    // The strategies of the touchpoints, for those that are met more than once.
    private readonly Kernel<TLane>[] ofRepeats = [.. compiled.Slots.Select(slot => Kernel<TLane>.Of(slot.Strategy))];
    private readonly Kernel<ScalarLane>[] ofSingleRepeats = [.. compiled.Slots.Select(slot => Kernel<ScalarLane>.Of(slot.Strategy))];

    public override long Score(Table table, Table weights, ScoreMemory into, int first, int count) =>
        new TableReader<TLane, ScoreSink<TLane>>(compiled, model, table, weights, new(model, into)).Read(first, count);

    public override long Score(Rows rows, ScoreMemory into) => compiled.OrderMatters
        ? new RowReader<ScalarLane, ScoreSink<ScalarLane>>(compiled, compiled.Single, ofSingleRepeats, rows, new(compiled.Single, into), inOrder: true).Read()
        : new RowReader<TLane, ScoreSink<TLane>>(compiled, model, ofRepeats, rows, new(model, into), inOrder: false).Read();

    public override long Profile(Table table, Table weights, Raw<double> means, Raw<double> deviations, Raw<double> minima, int first, int count) =>
        new TableReader<TLane, ProfileSink<TLane>>(compiled, model, table, weights, new(compiled, model, means, deviations, minima)).Read(first, count);

    public override long Profile(Rows rows, Raw<double> means, Raw<double> deviations, Raw<double> minima) =>
        new RowReader<TLane, ProfileSink<TLane>>(compiled, model, ofRepeats, rows, new(compiled, model, means, deviations, minima), inOrder: false).Read();
}
