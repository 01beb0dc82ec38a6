"""numpy, as the formulas are written down."""
import numpy as np

from rounds import PENALTY, SHARPNESS, TOUCHPOINTS, read, run

weights = read("weights.f64")
shares = weights[:TOUCHPOINTS] / weights[:TOUCHPOINTS].sum()
ranks = np.arange(TOUCHPOINTS, -1, -1) / TOUCHPOINTS
owa_shares = ranks[:-1] ** 2 - ranks[1:] ** 2  # of the scores in ascending order

dense = read("dense.f64").reshape(TOUCHPOINTS, -1)
dense_rows = np.ascontiguousarray(dense.T)  # numpy sorts along the last axis much faster
offset, row_value, row_own_weight = read("rows-offset.i32"), read("rows-value.f64"), read("rows-weight.f64")
row_journey, row_weight = read("rows-journey.i32"), weights[read("rows-touchpoint.i32")]
shuffled_journey = read("shuffled-journey.i32").astype(np.intp)  # what bincount would convert to
shuffled_id = read("shuffled-journey.i64")
shuffled_value, shuffled_weight = read("shuffled-value.f64"), weights[read("shuffled-touchpoint.i32")]


def scores(value):
    return (value - 1) / 4


def dense_profile():
    x = scores(dense)
    mean = shares @ x
    return mean, np.sqrt(shares @ (x - mean) ** 2), x.min(axis=0)


def dense_soft_minimum():
    return np.log(shares @ np.exp(-SHARPNESS * scores(dense))) / -SHARPNESS


def one(output):
    return [output]


def all_of(outputs):
    return outputs


# Rows of a journey that stand together: reduceat, with the variance in a second pass.
def segments(name, starts, value, weight):
    def mean(starts):
        return np.add.reduceat(weight * scores(value), starts) / np.add.reduceat(weight, starts)

    def moments(starts, x):
        total = np.add.reduceat(weight, starts)
        mean = np.add.reduceat(weight * x, starts) / total
        away = x - np.repeat(mean, np.diff(starts, append=len(x)))
        return mean, np.add.reduceat(weight * away * away, starts) / total

    def consistency(starts, x):
        mean, variance = moments(starts, x)
        return mean - PENALTY * variance

    def three(starts, x):
        mean, variance = moments(starts, x)
        return mean, variance, np.minimum.reduceat(x, starts)

    return {
        f"{name}-weighted-mean": (lambda: mean(starts()), one),
        f"{name}-consistency-variance": (lambda: consistency(starts(), scores(value)), one),
        f"{name}-weakest-link": (lambda: np.minimum.reduceat(scores(value), starts()), one),
        f"{name}-three": (lambda: three(starts(), scores(value)), all_of),
    }


# Rows in any order: sums by bincount, the variance from the sum of squares.
def bins(name, journey, value, weight):
    def mean(journey):
        return np.bincount(journey, weight * scores(value)) / np.bincount(journey, weight)

    def moments(journey, x):
        wx, total = weight * x, np.bincount(journey, weight)
        mean = np.bincount(journey, wx) / total
        return mean, np.bincount(journey, wx * x) / total - mean * mean

    def consistency(journey, x):
        mean, variance = moments(journey, x)
        return mean - PENALTY * variance

    def minimum(journey, x):
        least = np.full(len(offset) - 1, np.inf)
        np.minimum.at(least, journey, x)
        return least

    def three(journey, x):
        return *moments(journey, x), minimum(journey, x)

    return {
        f"{name}-weighted-mean": (lambda: mean(journey()), one),
        f"{name}-consistency-variance": (lambda: consistency(journey(), scores(value)), one),
        f"{name}-weakest-link": (lambda: minimum(journey(), scores(value)), one),
        f"{name}-three": (lambda: three(journey(), scores(value)), all_of),
    }


run("numpy", np.__version__, {
    "dense-weighted-mean": (lambda: shares @ scores(dense), one),
    "dense-profile": (dense_profile, all_of),
    "dense-soft-minimum": (dense_soft_minimum, one),
    "dense-owa": (lambda: np.sort(scores(dense_rows), axis=1) @ owa_shares, one),
    **segments("ragged", lambda: offset[:-1], row_value, row_weight),
    **segments("repeats", lambda: offset[:-1], row_value, row_own_weight),
    **segments("sorted", lambda: np.flatnonzero(np.diff(row_journey, prepend=-1)), row_value, row_weight),
    **bins("shuffled", lambda: shuffled_journey, shuffled_value, shuffled_weight),
    **bins("ids", lambda: np.unique(shuffled_id, return_inverse=True)[1], shuffled_value, shuffled_weight),
})
