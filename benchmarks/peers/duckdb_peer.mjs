// DuckDB: tables in memory, one query a work.
import { DOUBLE, BIGINT, INTEGER, DuckDBDataChunk, DuckDBInstance, version } from "@duckdb/node-api";
import { penalty, read, run, sharpness, threads, touchpoints } from "./rounds.mjs";

const instance = await DuckDBInstance.create(":memory:", { threads: String(threads) });
const connection = await instance.connect();
const weights = read("weights.f64");

async function load(table, columns) {
  const names = Object.keys(columns);
  const arrays = Object.values(columns);
  const types = arrays.map(array => array instanceof Float64Array ? DOUBLE : array instanceof Int32Array ? INTEGER : BIGINT);
  await connection.run(`create table ${table} (${names.map((name, i) => `${name} ${types[i]}`).join(", ")})`);
  const appender = await connection.createAppender(table);
  const chunk = DuckDBDataChunk.create(types);
  for (let start = 0; start < arrays[0].length; start += 2048) {
    chunk.reset();
    chunk.rowCount = Math.min(2048, arrays[0].length - start);
    arrays.forEach((array, i) => chunk.setColumnValues(i, array.subarray(start, start + chunk.rowCount)));
    appender.appendDataChunk(chunk);
  }
  appender.closeSync();
}

const work = (sql, order = "") => ({
  query: () => connection.run(sql),
  outputs: async () => (await connection.run(`${sql} ${order}`)).getColumns().then(columns => columns.slice(order ? 1 : 0)),
});

const dense = read("dense.f64");
const journeys = dense.length / touchpoints;
const numbers = Array.from({ length: touchpoints }, (_, i) => i);
await load("dense", Object.fromEntries(numbers.map(i => [`v${i}`, dense.subarray(i * journeys, (i + 1) * journeys)])));

const total = weights.subarray(0, touchpoints).reduce((sum, weight) => sum + weight);
const weighted = term => "(" + numbers.map(i => `${weights[i]} * ${term(i)}`).join(" + ") + `) / ${total}`;
const scores = `select ${numbers.map(i => `(v${i} - 1) / 4 as x${i}`).join(", ")} from dense`;
const mean = weighted(i => `x${i}`);
const ranks = numbers.map(i => ((touchpoints - i) ** 2 - (touchpoints - i - 1) ** 2) / touchpoints ** 2); // of the scores in ascending order
const works = {
  "dense-weighted-mean": work(`select ${mean} from (${scores})`),
  "dense-profile": work(`select m, sqrt(${weighted(i => `(x${i} - m) * (x${i} - m)`)}), least(${numbers.map(i => `x${i}`)}) from (select *, ${mean} as m from (${scores}))`),
  "dense-soft-minimum": work(`select ln(${weighted(i => `exp(${-sharpness} * x${i})`)}) / ${-sharpness} from (${scores})`),
  "dense-owa": work(`select list_dot_product(list_sort([${numbers.map(i => `x${i}`)}]), [${ranks}]::double[]) from (${scores})`),
};

for (const [order, journey, rows] of [["sorted", "rows-journey.i32", "rows"], ["shuffled", "shuffled-journey.i32", "shuffled"], ["ids", "shuffled-journey.i64", "shuffled"]]) {
  await load(order, { journey: read(journey), value: read(`${rows}-value.f64`), weight: Float64Array.from(read(`${rows}-touchpoint.i32`), i => weights[i]) });
  const by = outputs => work(`select journey, ${outputs} from (select journey, (value - 1) / 4 as x, weight as w from ${order}) group by journey`, "order by journey");
  const mean = "sum(w * x) / sum(w)";
  const variance = `sum(w * x * x) / sum(w) - (${mean}) * (${mean})`;
  const consistency = `${mean} - ${penalty} * (${variance})`;
  works[`${order}-weighted-mean`] = by(mean);
  works[`${order}-consistency-variance`] = by(consistency);
  works[`${order}-weakest-link`] = by("min(x)");
  works[`${order}-three`] = by(`${mean}, ${variance}, min(x)`);
}

await run("duckdb", version(), works);
