"""What the rivals in Python share: the files, the comparison with our results, the rounds."""
import os
import sys
import time

import numpy

FOLDER, ROUNDS = sys.argv[1], int(sys.argv[2])
TOLERANCE = 1e-9
PENALTY = 0.5
SHARPNESS = 8
TOUCHPOINTS = 10
TYPES = {"f64": numpy.float64, "i32": numpy.int32, "i64": numpy.int64}
CLOCK = time.process_time if os.environ.get("THREADS", "1") == "1" else time.perf_counter


def read(name):
    return numpy.fromfile(os.path.join(FOLDER, name), TYPES[name[-3:]])


def run(rival, version, works):
    """Compares each work with our result, and times those that agree.

    works: by name, the query, which is timed, and how to get its outputs, in the order of the journeys' keys, which is not.
    """
    lines, agreeing = [f"version\t{version}"], {}
    for name, (query, outputs) in works.items():
        if not os.path.exists(os.path.join(FOLDER, f"ours-{name}.f64")):
            continue  # A work that we do not do.
        ours, theirs = read(f"ours-{name}.f64"), numpy.concatenate(outputs(query()))
        difference = numpy.abs(ours - theirs).max() if ours.shape == theirs.shape else numpy.inf
        if difference <= TOLERANCE:  # NaN is not.
            agreeing[name] = (query, difference, [])
        else:
            lines.append(f"{name}\t{difference}")

    for _ in range(ROUNDS):
        for query, _, seconds in agreeing.values():
            start = CLOCK()
            query()
            seconds.append(CLOCK() - start)

    lines += ["\t".join([name, str(difference), *map(str, seconds)]) for name, (_, difference, seconds) in agreeing.items()]
    with open(os.path.join(FOLDER, f"{rival}.tsv"), "a", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")
