// What the rivals in JavaScript share: the files, the comparison with our results, the rounds.
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

const [folder, rounds] = [process.argv[2], Number(process.argv[3])];
const tolerance = 1e-9;
const types = { f64: Float64Array, i32: Int32Array, i64: BigInt64Array };

export const threads = Number(process.env.THREADS ?? 1);
export const [touchpoints, penalty, sharpness] = [10, 0.5, 8];

export const read = name => new types[name.slice(-3)](new Uint8Array(readFileSync(join(folder, name))).buffer);

// The CPU time of the process, which other work on the machine does not touch, unless there are several threads.
function seconds() {
  const { user, system } = process.cpuUsage();
  return threads === 1 ? (user + system) / 1e6 : performance.now() / 1e3;
}

function difference(name, outputs) {
  const ours = read(`ours-${name}.f64`);
  let [at, most] = [0, 0];
  for (const output of outputs) {
    for (const theirs of output) {
      most = Math.max(most, Math.abs(theirs - ours[at++])); // NaN stays NaN.
    }
  }
  return at === ours.length ? most : NaN;
}

/**
 * Compares each work with our result, and times those that agree.
 * @param works By name: the query, which is timed, and its outputs in the order of the journeys' keys, which are not.
 */
export async function run(rival, version, works) {
  const lines = [["version", version]];
  const agreeing = [];
  for (const [name, { query, outputs }] of Object.entries(works)) {
    if (!existsSync(join(folder, `ours-${name}.f64`))) {
      continue; // A work that we do not do.
    }

    const line = [name, difference(name, await outputs())];
    lines.push(line);
    if (line[1] <= tolerance) {
      await query();
      agreeing.push({ query, line });
    }
  }

  for (let round = 0; round < rounds; round++) {
    for (const { query, line } of agreeing) {
      const start = seconds();
      await query();
      line.push(seconds() - start);
    }
  }

  appendFileSync(join(folder, `${rival}.tsv`), lines.map(line => line.join("\t") + "\n").join(""));
}
