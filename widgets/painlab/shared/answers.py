"""Answers to the concept inventory as a file has them: its columns, what may stand in these, and how it is read."""

from re import sub

from ..errors import ModelError
from .nearest import nearest_name

COLUMNS = ("item", "answer", "confidence", "round", "date")  # the date only if the reader asked for it
LETTERS = ("A", "B", "C", "D")
ROUNDS = ("before", "after")
SURE = ("sure", "fairly sure", "guessing")
NEEDED = COLUMNS[:4]


def rounds_of(text, ids, shown):
    """{round: {"date", "answers"}} of a file's text, also after a spreadsheet has saved it.

    `answers` are {item: [letter, confidence]}, of all `ids` in any order. `shown` shortens what the file says where
    that is told. Raises what is wrong, and in which line.
    """
    lines = [cells_of(line) for line in sub("\r\n?", "\n", sub("^\ufeff", "", text)).split("\n")]
    head = lines[0]
    for name in NEEDED:
        if name not in head:
            raise ModelError(f"there is no column “{name}”; a file saved here begins with the line {','.join(COLUMNS)}")
    rounds = {}
    for k in range(1, len(lines)):
        if "".join(lines[k]) != "":  # a spreadsheet leaves rows of empty cells
            row = {name: cell_of(lines[k], head.index(name)) for name in NEEDED}
            check_words(row, k + 1, ids, shown)
            if rounds.get(row["round"]) is None:
                date = cell_of(lines[k], head.index("date")) if "date" in head else ""
                rounds[row["round"]] = {"date": date, "answers": {}}
            answers = rounds[row["round"]]["answers"]
            if answers.get(row["item"]) is not None:
                raise ModelError(f"line {k + 1} answers “{row['item']}” a second time in the round {row['round']}")
            answers[row["item"]] = [row["answer"], row["confidence"]]
    for name, held in rounds.items():
        absent = [item for item in ids if held["answers"].get(item) is None]
        if len(absent) > 0:
            raise ModelError(f"the round {name} lacks {', '.join(absent)}")
    if rounds.get("before") is None and rounds.get("after") is None:
        raise ModelError(f"there are no answers in it, of the round {' or '.join(ROUNDS)}")
    return rounds


def cells_of(line):
    """The cells of a line, without the spaces and quotes around them."""
    return [sub('^[\\s"]*|[\\s"]*$', "", cell) for cell in sub("[;\t]", ",", line).split(",")]


def cell_of(cells, at):
    """A cell of a line, empty where the line is too short."""
    return cells[at] if at < len(cells) else ""


def check_words(row, number, ids, shown):
    """Raises where a line has another word than those that its columns know."""
    words = [ids, LETTERS, SURE, ROUNDS]
    for k in range(len(NEEDED)):
        word = row[NEEDED[k]]
        if word not in words[k]:
            near = nearest_name(word, words[k])
            if near is not None:
                raise ModelError(f"line {number} has “{shown(word)}” as {NEEDED[k]}; is it “{near}”?")
            raise ModelError(f"line {number} has “{shown(word)}” as {NEEDED[k]}; known are {', '.join(words[k])}")
