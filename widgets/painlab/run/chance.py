"""Random numbers that are the same in both languages: a counter-based 32-bit generator, no state.

(seed, index, draw) → number: three rounds of the MurmurHash3 finalizer, exact in Python and JavaScript.
`chance.js` is its twin.
"""

BITS = 0xFFFFFFFF  # 32 of them are kept; a product that is too large for an array loses only higher ones


def mixed(h):
    """The MurmurHash3 32-bit finalizer of a whole number, or of an array of them."""
    h = (h ^ (h >> 16)) * 0x85EBCA6B & BITS
    h = (h ^ (h >> 13)) * 0xC2B2AE35 & BITS
    return h ^ (h >> 16)


def uniform(seed, index, draw):
    """A number strictly between 0 and 1; for an array of indices, an array."""
    h = mixed((seed + 0x9E3779B9) & BITS)
    h = mixed(h ^ (index * 0x9E3779B1 & BITS))
    h = mixed(h ^ (draw * 0x85EBCA77 & BITS))
    return (h + 0.5) / 4294967296.0
