"""Answers to the concept inventory: the columns of their files, and the words that stand in these."""

COLUMNS = ("item", "answer", "confidence", "round", "date")  # the date only if the reader asked for it
ROUNDS = ("before", "after")
SURE = ("sure", "fairly sure", "guessing")
