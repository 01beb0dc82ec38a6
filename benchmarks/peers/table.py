"""One table from what the runs left: work, ours, each rival and its ratio to us, medians over all passes and rounds."""
import collections
import os
import statistics
import sys

FOLDER, JOURNEYS = sys.argv[1], int(float(sys.argv[2]))
RIVALS = {"numpy": "numpy", "numpy-tuned": "numpy, tuned", "pandas": "pandas", "duckdb": "DuckDB", "polars": "polars"}
INPUTS = {
    "dense": "dense", "ragged": "ragged rows", "repeats": "ragged rows, own weights", "sorted": "long rows, sorted",
    "shuffled": "long rows, shuffled, dense keys", "ids": "long rows, shuffled, 64-bit keys",
}
WORKS = {
    "weighted-mean": "weighted mean", "consistency-variance": "consistency variance", "weakest-link": "weakest link",
    "three": "mean, variance and minimum together", "profile": "mean, deviation, minimum", "soft-minimum": "soft minimum", "owa": "OWA",
}
FIRST = "-first"


def load(who):
    """The seconds of each work, how far its result was from ours, and the version."""
    seconds, differences, version = collections.defaultdict(list), {}, ""
    path = os.path.join(FOLDER, f"{who}.tsv")
    for line in open(path, encoding="utf-8") if os.path.exists(path) else []:
        name, first, *rest = line.rstrip("\n").split("\t")
        if name == "version":
            version = first
        else:
            differences[name] = float(first)
            seconds[name] += map(float, rest)
    return seconds, differences, version


def label(name):
    source, _, work = name.removesuffix(FIRST).partition("-")
    return f"{INPUTS[source]}: {WORKS[work]}" + (", first call" if name.endswith(FIRST) else "")


def printed(time):
    return f"{time:.3g} s" if time >= 1 else f"{time * 1e3:.3g} ms"


ours, _, version = load("ours")
rivals = {title: load(who) for who, title in RIVALS.items()}
spreads = []


def median(samples):
    if len(samples) > 3:
        low, middle, high = statistics.quantiles(samples)
        spreads.append((high - low) / middle)
    return statistics.median(samples)


lines = [
    "| work | ours | " + " | ".join(rivals) + " | the fastest |",
    "|---|---:|" + "---:|" * (len(rivals) + 1),
]
for name, samples in ours.items():
    mine, cells, ratios = median(samples), [], []
    for seconds, differences, _ in rivals.values():
        base = name.removesuffix(FIRST)
        if seconds.get(base):
            theirs = median(seconds[base])
            ratios.append(theirs / mine)
            cells.append(f"{printed(theirs)}, {theirs / mine:.1f}x")
        else:
            cells.append(f"differs by {differences[base]:.0e}" if base in differences else "")
    lines.append(" | ".join([f"| {label(name)}", printed(mine), *cells, f"**{min(ratios):.1f}x** |" if ratios else " |"]))

versions = ", ".join(f"{title} {version}" for title, (_, _, version) in rivals.items() if title != "numpy, tuned")
clock = "CPU time of the process" if os.environ.get("THREADS", "1") == "1" else f"wall time, {os.environ['THREADS']} threads where a rival has any"
print(f"{JOURNEYS:,} journeys of ten touchpoints; {version}; {versions}. Medians of {clock}; the ratio is rival to ours.")
print()
print("\n".join(lines))
print()
print(f"Half of the rounds lie within {statistics.median(spreads):.0%} of each other (the median over all cells; the worst cell {max(spreads):.0%}).")
