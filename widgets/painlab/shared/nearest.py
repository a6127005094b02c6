"""The name that was meant by a misspelled one."""


def nearest_name(name, names):
    """Of `names` the one that has most in common with `name`, whatever the case of letters; None where too little is.

    They share more than half of the longer one's letters, or one of two. Most in common: in parts of all their letters.
    """
    best = None
    most = 0.0
    for known in names:
        longer = max(1, len(name), len(known))
        letters = common(name.lower(), known.lower())
        share = letters / (len(name) + len(known) or 1)
        near = 2 * letters > longer or (letters == 1 and longer == 2)
        if near and (share > most or (share == most and known > best)):
            best = known
            most = share
    return best


def common(one, other):
    """How many letters two words have in common, in the same order: the length of their longest common subsequence."""
    row = [0 for _ in range(len(other) + 1)]
    for i in range(len(one)):
        below = [0]
        for j in range(len(other)):
            below.append(row[j] + 1 if one[i] == other[j] else max(row[j + 1], below[j]))
        row = below
    return row[len(other)]
