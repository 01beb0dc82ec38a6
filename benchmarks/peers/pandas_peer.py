"""pandas: a frame of ten columns, and groupby over rows."""
import numpy as np
import pandas as pd

from rounds import PENALTY, SHARPNESS, TOUCHPOINTS, read, run

weights = read("weights.f64")
shares = weights[:TOUCHPOINTS] / weights[:TOUCHPOINTS].sum()
dense = pd.DataFrame(read("dense.f64").reshape(TOUCHPOINTS, -1).T)


def rows(journey, name):
    return pd.DataFrame({
        "journey": journey, "value": read(f"{name}-value.f64"), "weight": weights[read(f"{name}-touchpoint.i32")],
    })


def scores(frame):
    return (frame - 1) / 4


def dense_profile():
    x = scores(dense)
    mean = x @ shares
    return mean, np.sqrt(x.sub(mean, axis=0) ** 2 @ shares), x.min(axis=1)


def dense_soft_minimum():
    return np.log(np.exp(-SHARPNESS * scores(dense)) @ shares) / -SHARPNESS


def weighted_mean(frame):
    sums = pd.DataFrame({"w": frame.weight, "wx": frame.weight * scores(frame.value)}).groupby(frame.journey, sort=False).sum()
    return sums.wx / sums.w


def moments(frame, x):
    wx = frame.weight * x
    groups = pd.DataFrame({"w": frame.weight, "wx": wx, "wxx": wx * x, "x": x}).groupby(frame.journey, sort=False)
    sums = groups[["w", "wx", "wxx"]].sum()
    mean = sums.wx / sums.w
    return groups, mean, sums.wxx / sums.w - mean * mean


def consistency(frame):
    _, mean, variance = moments(frame, scores(frame.value))
    return mean - PENALTY * variance


def three(frame):
    groups, mean, variance = moments(frame, scores(frame.value))
    return mean, variance, groups.x.min()


def one(output):
    return [output.sort_index()]


def all_of(outputs):
    return [output.sort_index() for output in outputs]


works = {
    "dense-weighted-mean": (lambda: scores(dense) @ shares, one),
    "dense-profile": (dense_profile, all_of),
    "dense-soft-minimum": (dense_soft_minimum, one),
}
for order, table in {
    "sorted": rows(read("rows-journey.i32"), "rows"),
    "shuffled": rows(read("shuffled-journey.i32"), "shuffled"),
    "ids": rows(read("shuffled-journey.i64"), "shuffled"),
}.items():
    works |= {
        f"{order}-weighted-mean": (lambda table=table: weighted_mean(table), one),
        f"{order}-consistency-variance": (lambda table=table: consistency(table), one),
        f"{order}-weakest-link": (lambda table=table: scores(table.value).groupby(table.journey, sort=False).min(), one),
        f"{order}-three": (lambda table=table: three(table), all_of),
    }
run("pandas", pd.__version__, works)
