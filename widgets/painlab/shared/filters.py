"""Which rows of the evidence table the filters of a state leave."""

ALL = "all"
FILTERS = {"family": "kind", "site": "site", "condition": "condition", "control": "control"}  # control: field of a row


def offered_rows(rows, state):
    """The rows that filters may leave: those whose numbers were seen, or all where the state shows the others too."""
    return [row for row in rows if row["seen"] != "not seen" or state["unverified"] == "show"]


def rows_left(rows, state, order):
    """The rows that pass all filters; `order` are the degrees of certainty, from the highest."""
    least = state["certainty"]
    sure = order[: order.index(least) + 1] if least != ALL else []
    rows = offered_rows(rows, state)
    for symbol, field in FILTERS.items():
        rows = [row for row in rows if state[symbol] == ALL or state[symbol] == row[field]]
    return [row for row in rows if least == ALL or row["certainty"] in sure]
