// polars: frames in memory, one lazy query a work.
import pl from "nodejs-polars";
import { penalty, read, run, sharpness, touchpoints } from "./rounds.mjs";

const { col } = pl;
const weights = read("weights.f64");
const score = column => column.minus(1).div(4);
const add = terms => terms.reduce((sum, term) => sum.plus(term));

const work = (query, columns, order) => ({
  query: () => query.collectSync(),
  outputs: () => {
    const frame = order ? query.collectSync().sort(order) : query.collectSync();
    return columns.map(column => frame.getColumn(column).toTypedArray());
  },
});

const values = read("dense.f64");
const journeys = values.length / touchpoints;
const numbers = Array.from({ length: touchpoints }, (_, i) => i);
const dense = pl.DataFrame(numbers.map(i => pl.Series(`v${i}`, values.subarray(i * journeys, (i + 1) * journeys))));
const scores = dense.lazy().select(...numbers.map(i => score(col(`v${i}`)).alias(`x${i}`)));
const total = weights.subarray(0, touchpoints).reduce((sum, weight) => sum + weight);
const weighted = term => add(numbers.map(i => term(col(`x${i}`)).mul(weights[i]))).div(total);
const mean = weighted(x => x);
const away = x => x.minus(col("mean"));
const works = {
  "dense-weighted-mean": work(scores.select(mean.alias("mean")), ["mean"]),
  "dense-profile": work(scores.withColumn(mean.alias("mean")).select(
    col("mean"),
    weighted(x => away(x).mul(away(x))).pow(0.5).alias("deviation"),
    pl.minHorizontal(numbers.map(i => col(`x${i}`))).alias("minimum")), ["mean", "deviation", "minimum"]),
  "dense-soft-minimum": work(scores.select(weighted(x => x.mul(-sharpness).exp()).log().div(-sharpness).alias("soft")), ["soft"]),
};

for (const [order, journey, rows] of [["sorted", "rows-journey.i32", "rows"], ["shuffled", "shuffled-journey.i32", "shuffled"], ["ids", "shuffled-journey.i64", "shuffled"]]) {
  let frame = pl.DataFrame({
    journey: read(journey),
    value: read(`${rows}-value.f64`),
    weight: Float64Array.from(read(`${rows}-touchpoint.i32`), i => weights[i]),
  });
  if (order === "sorted") {
    frame = frame.sort("journey"); // Changes nothing, but now polars knows.
  }

  // Sums of ready columns, and the formula on the sums: faster than the formula within the groups.
  const rowsOfScores = frame.lazy().withColumn(score(col("value")).alias("x")).withColumn(col("weight").mul(col("x")).alias("wx"));
  const w = col("weight").sum();
  const wx = col("wx").sum();
  const wxx = col("wx").mul(col("x")).sum().alias("wxx");
  const minimum = col("x").min().alias("minimum");
  const by = (sums, outputs, columns) => work(rowsOfScores.groupBy("journey").agg(...sums).select(col("journey"), ...outputs), columns, "journey");
  const mean = col("wx").div(col("weight"));
  const variance = col("wxx").div(col("weight")).minus(mean.mul(mean));
  const consistency = mean.minus(variance.mul(penalty));
  works[`${order}-weighted-mean`] = by([w, wx], [mean.alias("mean")], ["mean"]);
  works[`${order}-consistency-variance`] = by([w, wx, wxx], [consistency.alias("score")], ["score"]);
  works[`${order}-weakest-link`] = by([minimum], [col("minimum")], ["minimum"]);
  works[`${order}-three`] = by([w, wx, wxx, minimum], [mean.alias("mean"), variance.alias("variance"), col("minimum")], ["mean", "variance", "minimum"]);
}

await run("polars", pl.version ?? "", works);
