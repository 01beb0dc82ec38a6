using Cx.Scoring.Aggregation;
using Cx.Scoring.Batch;

namespace Cx.Scoring.Tests.Batch;

/// <summary>Apart from all other tests: they would take from the pool, meanwhile, what a batch has given back and asks for again.</summary>
[CollectionDefinition(nameof(BatchAllocationTests), DisableParallelization = true)]
[Collection(nameof(BatchAllocationTests))]
public sealed class BatchAllocationTests
{
    [Fact]
    public void A_batch_allocates_nothing()
    {
        const int Many = 2_000;
        var rows = new GeneratedRows(CoffeeBar.Model, Many, seed: 4);
        var (touchpoints, values, weights) = rows.Columns(rows.Mixed);
        var (offsets, together) = (rows.Offsets, rows.Together);
        var (ofTouchpoints, ofValues, ofWeights) = rows.Columns(together);
        var table = new GeneratedTable(CoffeeBar.Model, Many, 0.1, seed: 5);
        var (cells, turned, own) = (table.Cells(CellOrder.TouchpointMajor), table.Cells(CellOrder.JourneyMajor), table.Cells(CellOrder.JourneyMajor).Select(_ => 2.0).ToArray());
        var keys = rows.Mixed.Select(journey => rows.Keys[journey]).ToArray();
        var (into, found) = (Columns.For(Many), new long[Many]);
        var batch = new BatchScorer(new JourneyScorer(CoffeeBar.Model));
        BatchScorer Wide(IAggregationStrategy strategy, int touchpoints) => new(new JourneyScorer(new("wide")
        {
            Strategy = strategy,
            Steps = [.. Enumerable.Range(0, touchpoints).Select(i => new Touchpoint($"t{i}", Scale.Stars))],
        }));
        var wide = Wide(AggregationStrategies.WeightedMean, 20);
        var wideCells = Enumerable.Repeat(4.0, 20 * Many).ToArray();
        var wider = Wide(AggregationStrategies.ConsistencyVariance(), 129);
        var widerCells = Enumerable.Repeat(4.0, 129 * Many).ToArray();
        var runs = new BatchScorer(new JourneyScorer(CoffeeBar.Flat(AggregationStrategies.WeightedMean, 1)));
        int[] offsetsOfRuns = [.. Enumerable.Range(0, Many + 1).Select(journey => 10 * journey)];
        var (ofOne, halves) = (new int[10 * Many], Enumerable.Repeat(0.5, 10 * Many).ToArray());
        foreach (var score in (Action[])
        [
            () => batch.Score(new JourneyTable(cells, Many), into.Into),
            () => batch.Score(new JourneyTable(turned, Many, CellOrder.JourneyMajor) { Weights = own }, into.Into),
            () => wide.Score(new JourneyTable(wideCells, Many), into.Values),
            () => wide.Score(new JourneyTable(wideCells, Many) { Weights = wideCells }, into.Values),
            () => wider.Score(new JourneyTable(widerCells, Many), into.Values),
            () => wider.Profile(new JourneyTable(widerCells, Many), new(into.Values, into.Low, into.High)),
            () => batch.Profile(new JourneyTable(cells, Many), new(into.Values, into.Low, into.High)),
            () => batch.Score(new LongRows<int>(rows.Mixed, touchpoints, values, weights), into.Into),
            () => batch.Score(new LongRows<long>(keys, touchpoints, values, weights), found, into.Into),
            () => batch.Score(new LongRows<long>(keys, touchpoints, values), found, into.Into),
            () => batch.Score(new LongRows<int>(together, ofTouchpoints, ofValues), into.Into),
            () => batch.Score(new JourneyRows(offsets, ofTouchpoints, ofValues, ofWeights), into.Into),
            () => runs.Score(new JourneyRows(offsetsOfRuns, ofOne, halves, halves), into.Values),
            () => batch.Profile(new JourneyRows(offsets, ofTouchpoints, ofValues), new(into.Values, into.Low, into.High)),
            () => batch.Profile(new LongRows<int>(rows.Mixed, touchpoints, values), new(into.Values, into.Low, into.High)),
            () => batch.Profile(new LongRows<long>(keys, touchpoints, values), found, new(into.Values, into.Low, into.High)),
        ])
        {
            // The pool is filled by then, and everything compiled that is compiled once.
            score();
            score();
            var before = GC.GetAllocatedBytesForCurrentThread();
            score();
            Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        }
    }
}
