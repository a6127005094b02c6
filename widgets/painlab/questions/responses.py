"""Files of answers to the concept inventory, as its pages save them, counted item by item.

A file is CSV with one row for each item: item, answer (A to D), confidence, round (before or after), and a date if the
reader asked for it. There are no names in it, and nothing here gives a person a score.

    from pathlib import Path
    from painlab.responses import report

    print(report(Path("answers").glob("*.csv"), round="after"))
"""

import functools
from pathlib import Path

from ..errors import ModelError, refuse, shortened
from ..shared.answers import LETTERS, ROUNDS, rounds_of
from .inventory import read_inventory

ENOUGH = 50  # fewer answers than these say little about an item
HARD, EASY = 0.2, 0.9


def read_answers(path: Path) -> dict[str, dict[str, tuple[str, str]]]:
    """{round: {item id: (letter, confidence)}} of one file. ValueError says what is wrong, in which line."""
    path = Path(path)
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError(f"{path.name}: this is no UTF-8 text; save it as CSV (UTF-8)") from None
    try:
        rounds = rounds_of(
            text, [item["id"] for item in read_inventory()["items"]], functools.partial(shortened, most=24)
        )
    except ModelError as error:
        raise ValueError(f"{path.name}: {error}") from None
    return {name: {item: tuple(answer) for item, answer in held["answers"].items()} for name, held in rounds.items()}


def paths_of(paths):
    """A list of paths from one path or several; TypeError for what is neither."""
    if isinstance(paths, str | Path):
        return [Path(paths)]
    try:
        return [Path(path) for path in paths]
    except TypeError:
        raise TypeError(f"{paths!r} is no file and no list of files; give Path('answers').glob('*.csv')") from None


def item_rows(paths, round: str = "after") -> list[dict]:
    """One dict per item over all files that hold `round`: people, key, right (a share), sure_and_wrong (a count),
    counts (of each letter), unused (letters that nobody chose)."""
    if round not in ROUNDS:
        refuse("", f"there is no round '{round}'", round, ROUNDS)
    files = [read_answers(path) for path in paths_of(paths)]
    people = [rounds[round] for rounds in files if round in rounds]
    if not people:
        raise ValueError(f"none of {len(files)} files holds answers of round '{round}'")
    rows = []
    for item in read_inventory()["items"]:
        given = [answers[item["id"]] for answers in people]
        counts = {letter: sum(answer == letter for answer, _ in given) for letter in LETTERS}
        rows.append(
            {
                "item": item["id"],
                "people": len(given),
                "key": item["key"],
                "right": counts[item["key"]] / len(given),
                "sure_and_wrong": sum(answer != item["key"] and sure == "sure" for answer, sure in given),
                "counts": counts,
                "unused": [letter for letter in LETTERS if letter != item["key"] and not counts[letter]],
            }
        )
    return rows


def report(paths, round: str = "after") -> str:
    """The table of `item_rows` as text, with what to look at: nothing is marked before there are 50 people."""
    rows = item_rows(paths, round)
    people = rows[0]["people"]
    lines = [f"{'item':<12}{'right':>6}{'sure, wrong':>13}  {'  '.join(f'{letter:>3}' for letter in LETTERS)}"]
    for row in rows:
        notes = [f"fewer than {HARD:.0%} right"] * (row["right"] < HARD) + [f"over {EASY:.0%} right"] * (
            row["right"] > EASY
        )
        notes += [f"nobody chose {', '.join(row['unused'])}"] * bool(row["unused"])
        counts = "  ".join(
            f"{f'*{count}' if letter == row['key'] else count:>3}" for letter, count in row["counts"].items()
        )
        look = f"   {'; '.join(notes)}" if notes and people >= ENOUGH else ""
        lines.append(f"{row['item']:<12}{row['right']:>6.0%}{row['sure_and_wrong']:>13}  {counts}{look}")
    last = f"Round '{round}', {people} people; * is the key."
    if people < ENOUGH:
        last += f" Too few to judge an item: wait for {ENOUGH}."
    return "\n".join([*lines, last])
