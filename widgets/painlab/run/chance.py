"""Random numbers that are the same in both languages: a counter-based 32-bit generator, no state.

(seed, index, draw) → number: three rounds of the MurmurHash3 finalizer, exact in Python and JavaScript.
`chance.js` is its twin.
"""

import numpy as np


def mixed(h):
    """The MurmurHash3 32-bit finalizer of an array of uint32."""
    h = np.asarray(h, dtype=np.uint32)
    with np.errstate(over="ignore"):
        h = (h ^ (h >> np.uint32(16))) * np.uint32(0x85EBCA6B)
        h = (h ^ (h >> np.uint32(13))) * np.uint32(0xC2B2AE35)
    return h ^ (h >> np.uint32(16))


def uniform(seed, index, draw):
    """Numbers strictly between 0 and 1 for an array of indices."""
    index = np.asarray(index, dtype=np.uint32)
    with np.errstate(over="ignore"):
        h = mixed(np.uint32(seed & 0xFFFFFFFF) + np.uint32(0x9E3779B9))
        h = mixed(h ^ (index * np.uint32(0x9E3779B1)))
        h = mixed(h ^ np.uint32(draw * 0x85EBCA77 & 0xFFFFFFFF))
    return (h.astype(float) + 0.5) / 4294967296.0
