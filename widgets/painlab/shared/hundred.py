"""Of 100 people: how many respond, and how shares become whole people."""

from math import floor


def of_a_hundred(row, state):
    """{anyway, because, rest} of 100 people, where `base` respond without the treatment's own effect.

    Where the ratio is kept, it is that of the row's own trials, in which 19 of 100 respond on placebo.
    """
    base = state["base"]
    more = row["mid"] * base / 19 if state["hold"] == "ratio" else row["mid"]
    responding = min(100, max(0, base + more))
    return {"anyway": min(base, responding), "because": max(0, responding - base), "rest": 100 - responding}


def whole_people(shares, total):
    """Whole people for each share of `total`: the largest remainders are rounded up, so that the sum is right."""
    exact = [share * total if share > 0 else 0 for share in shares]
    counts, places = [], []
    people = 0.0
    missing = 0
    for place in range(len(exact)):
        counts.append(floor(exact[place] + 1e-9))
        places.append(place)
        people += exact[place]
        missing -= counts[place]
    missing += min(total, floor(people + 0.5))
    for place in sorted(places, key=lambda place: counts[place] - exact[place])[: max(0, missing)]:
        counts[place] += 1
    return counts
