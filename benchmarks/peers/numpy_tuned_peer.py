"""numpy, tuned: in blocks whose temporaries stay in the cache, with the scale applied to the results, as all touchpoints share it."""
import numpy as np

from rounds import SHARPNESS, TOUCHPOINTS, read, run

BLOCK = 4096  # journeys

weights = read("weights.f64")
shares = weights[:TOUCHPOINTS] / weights[:TOUCHPOINTS].sum()
ranks = np.arange(TOUCHPOINTS, -1, -1) / TOUCHPOINTS
owa_shares = ranks[:-1] ** 2 - ranks[1:] ** 2  # of the scores in ascending order

dense = read("dense.f64").reshape(TOUCHPOINTS, -1)
offset, row_value, row_own_weight = read("rows-offset.i32"), read("rows-value.f64"), read("rows-weight.f64")
row_weight = weights[read("rows-touchpoint.i32")]
journeys = dense.shape[1]


# Where the scale begins, for what is a place on it; a deviation has only a length, and so has a variance by length.
POSITION, PROFILE = [1], [1, 0, 1]


def in_blocks(outputs, work):
    result = np.empty((len(outputs), journeys))
    for start in range(0, journeys, BLOCK):
        block = slice(start, min(start + BLOCK, journeys))
        result[:, block] = work(block)
    result -= np.array(outputs)[:, None]
    result /= 4
    return result


def profile(block):
    value = dense[:, block]
    mean = shares @ value
    away = value - mean
    away *= away
    return mean, np.sqrt(shares @ away), value.min(axis=0)


def soft_minimum(block):
    return np.log(shares @ np.exp(dense[:, block] * (-SHARPNESS / 4))) / (-SHARPNESS / 4)


# Knuth, The Art of Computer Programming 3, 5.2.2, algorithm M (Batcher's merge exchange): no branch depends on the data.
def exchanges(count):
    top = 1 << ((count - 1).bit_length() - 1)
    p = top
    while p:
        q, r, d = top, 0, p
        while True:
            yield from ((i, i + d) for i in range(count - d) if i & p == r)
            if q == p:
                break
            d, q, r = q - p, q // 2, p
        p //= 2


NETWORK = list(exchanges(TOUCHPOINTS))


def owa(block):
    value = [column for column in dense[:, block]]
    for low, high in NETWORK:
        value[low], value[high] = np.minimum(value[low], value[high]), np.maximum(value[low], value[high])
    return owa_shares @ np.stack(value)


def three(weights, block):
    first, last = offset[block.start], offset[block.stop]
    starts, counts = offset[block] - first, np.diff(offset[block.start:block.stop + 1])
    value, weight = row_value[first:last], weights[first:last]
    total = np.add.reduceat(weight, starts)
    mean = np.add.reduceat(weight * value, starts) / total
    away = value - np.repeat(mean, counts)
    away *= away
    away *= weight
    return mean, np.add.reduceat(away, starts) / total / 4, np.minimum.reduceat(value, starts)


def all_of(outputs):
    return outputs


run("numpy-tuned", np.__version__, {
    "dense-weighted-mean": (lambda: in_blocks(POSITION, lambda block: shares @ dense[:, block]), all_of),
    "dense-profile": (lambda: in_blocks(PROFILE, profile), all_of),
    "dense-soft-minimum": (lambda: in_blocks(POSITION, soft_minimum), all_of),
    "dense-owa": (lambda: in_blocks(POSITION, owa), all_of),
    "ragged-three": (lambda: in_blocks(PROFILE, lambda block: three(row_weight, block)), all_of),
    "repeats-three": (lambda: in_blocks(PROFILE, lambda block: three(row_own_weight, block)), all_of),
})
