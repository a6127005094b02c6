"""What the stills of views share: words, ranges, names of traces, and points that are few enough."""

import textwrap

import numpy as np

from ..figures.style import Colors, say

SIZE = 13  # of all words, in pixels: 9.7 of them are left on a phone
DASHES = {"touch": (4, 2), "inhibition": (1, 1.4), "descending": (5, 1.5, 1, 1.5), "treatment": (7, 2)}


def thinned(times: np.ndarray, values: np.ndarray, columns: int = 240) -> tuple[np.ndarray, np.ndarray]:
    """What a picture `columns` pixels wide can show of a trace: lowest and highest of each column."""
    if len(times) <= 2 * columns:
        return times, values
    column = np.minimum(((times - times[0]) / (times[-1] - times[0]) * columns).astype(int), columns - 1)
    starts = np.searchsorted(column, np.arange(columns))
    keep = {0, len(times) - 1}
    for start, end in zip(starts, [*starts[1:], len(times)], strict=True):
        if end > start:
            keep |= {start + int(np.argmin(values[start:end])), start + int(np.argmax(values[start:end]))}
    kept = sorted(keep)
    return times[kept], values[kept]


def apart(times: np.ndarray, window, columns: int = 240) -> np.ndarray:
    """Times of which no two fall into one column of the picture."""
    column = ((times - window[0]) / (window[1] - window[0]) * columns).astype(int)
    return times[np.unique(column, return_index=True)[1]]


def joined(spikes: np.ndarray, places: np.ndarray, jump: float) -> list[list[tuple[float, float]]]:
    """Spikes of neighboring places, at most `jump` apart in time, as lines of (place, time)."""
    lines, open_lines = [], []
    for place in places:
        free, following = list(open_lines), []
        for time in np.sort(spikes[spikes[:, 0] == place, 1]):
            near = min(free, key=lambda line, time=time: abs(line[-1][1] - time), default=None)
            if near is not None and abs(near[-1][1] - time) <= jump:
                free.remove(near)
            else:
                near = []
                lines.append(near)
            near.append((place, time))
            following.append(near)
        open_lines = following
    return lines


def color_of(name: str) -> str:
    """The color of a role, as the drawing writes it."""
    return getattr(Colors(), name)


def head(axes, text: str) -> None:
    """Set a title at the left, in the size of the other words."""
    axes.set_title(text, fontsize=SIZE, fontweight="normal", loc="left")


def name_ends(axes, ends) -> None:
    """The name of each trace at its right end, pushed apart where they would touch."""
    low, high = axes.get_ylim()
    pixel = (high - low) / 110
    lines = [folded(name) for _, name, _ in ends]
    order = sorted(range(len(ends)), key=lambda place: ends[place][0])
    below = low - pixel
    for place in order:
        half = 7.5 * pixel * (lines[place].count("\n") + 1)
        at = max(min(max(ends[place][0], low), high), below + half)
        say(axes, 1.02, at, lines[place], ends[place][2], xycoords=("axes fraction", "data"), fontsize=SIZE)
        below = at + half


def folded(text: str) -> str:
    """Words in lines of at most 16 characters."""
    return "\n".join(textwrap.wrap(text, 16))


def trace_name(lab, view: dict, symbol: str) -> str:
    """What the lab's front end calls a trace."""
    meanings = {quantity.symbol: quantity.meaning for quantity in lab.model.quantities}
    labels = {row.symbol: row.label for row in lab.described}
    return (meanings | labels | view.get("names", {})).get(symbol) or symbol


def value_at(lab, state: dict, at) -> float:
    """A number, or the value at `state` of the name that stands for it."""
    return lab.scope(state)[at] if isinstance(at, str) else at


def y_range(axes, given):
    """(low, high): as given, else what is drawn with a margin, from 0 where that is near."""
    if given:
        return given
    low, high = axes.dataLim.intervaly
    margin = 0.06 * (high - low) or 1
    return (0 if 0 <= low <= 0.3 * high else low - margin), high + margin


def holds(wanted, state: dict) -> bool:
    """Does a state have all wanted values? True where none is wanted."""
    return all(state.get(symbol) == value for symbol, value in (wanted or {}).items())


def moment_of(lab, state, run, view):
    """The row of a run that a view shows first: at its 'at', or the last one."""
    if "at" not in view:
        return len(run.t) - 1
    return min(len(run.t) - 1, int(np.searchsorted(run.t, value_at(lab, state, view["at"]))))
