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


# Rows of a journey that stand together: reduceat, with the variance in a second pass.
def starts_of_sorted():
    return np.flatnonzero(np.diff(row_journey, prepend=-1))


def segment_moments(starts, x, weight):
    total = np.add.reduceat(weight, starts)
    mean = np.add.reduceat(weight * x, starts) / total
    away = x - np.repeat(mean, np.diff(starts, append=len(x)))
    return mean, np.add.reduceat(weight * away * away, starts) / total


def ragged_profile():
    starts, x = offset[:-1], scores(row_value)
    mean, variance = segment_moments(starts, x, row_own_weight)
    return mean, np.sqrt(variance), np.minimum.reduceat(x, starts)


def sorted_mean():
    starts = starts_of_sorted()
    return np.add.reduceat(row_weight * scores(row_value), starts) / np.add.reduceat(row_weight, starts)


def sorted_consistency():
    mean, variance = segment_moments(starts_of_sorted(), scores(row_value), row_weight)
    return mean - PENALTY * variance


def sorted_profile():
    starts, x = starts_of_sorted(), scores(row_value)
    mean, variance = segment_moments(starts, x, row_weight)
    return mean, np.sqrt(variance), np.minimum.reduceat(x, starts)


# Rows in any order: sums by bincount, the variance from the sum of squares.
def bin_mean(journey):
    return np.bincount(journey, shuffled_weight * scores(shuffled_value)) / np.bincount(journey, shuffled_weight)


def bin_moments(journey, x):
    wx, total = shuffled_weight * x, np.bincount(journey, shuffled_weight)
    mean = np.bincount(journey, wx) / total
    return mean, np.maximum(0, np.bincount(journey, wx * x) / total - mean * mean)


def bin_minimum(journey, x):
    least = np.full(len(offset) - 1, np.inf)
    np.minimum.at(least, journey, x)
    return least


def bin_consistency(journey):
    mean, variance = bin_moments(journey, scores(shuffled_value))
    return mean - PENALTY * variance


def bin_profile(journey):
    x = scores(shuffled_value)
    mean, variance = bin_moments(journey, x)
    return mean, np.sqrt(variance), bin_minimum(journey, x)


def dense_ids():
    return np.unique(shuffled_id, return_inverse=True)[1]


def one(output):
    return [output]


def all_of(outputs):
    return outputs


run("numpy", np.__version__, {
    "dense-weighted-mean": (lambda: shares @ scores(dense), one),
    "dense-profile": (dense_profile, all_of),
    "dense-soft-minimum": (dense_soft_minimum, one),
    "dense-owa": (lambda: np.sort(scores(dense_rows), axis=1) @ owa_shares, one),
    "ragged-profile": (ragged_profile, all_of),
    "sorted-weighted-mean": (sorted_mean, one),
    "sorted-consistency-variance": (sorted_consistency, one),
    "sorted-weakest-link": (lambda: np.minimum.reduceat(scores(row_value), starts_of_sorted()), one),
    "sorted-profile": (sorted_profile, all_of),
    "shuffled-weighted-mean": (lambda: bin_mean(shuffled_journey), one),
    "shuffled-consistency-variance": (lambda: bin_consistency(shuffled_journey), one),
    "shuffled-weakest-link": (lambda: bin_minimum(shuffled_journey, scores(shuffled_value)), one),
    "shuffled-profile": (lambda: bin_profile(shuffled_journey), all_of),
    "ids-weighted-mean": (lambda: bin_mean(dense_ids()), one),
    "ids-consistency-variance": (lambda: bin_consistency(dense_ids()), one),
    "ids-weakest-link": (lambda: bin_minimum(dense_ids(), scores(shuffled_value)), one),
    "ids-profile": (lambda: bin_profile(dense_ids()), all_of),
})
