"""Where the numbers of an adaptive run lie: those of its clock, and what a segment has before its states."""

# Places in `clock`.
TIME, LEVEL, EDGE, ACT, BEGUN, REJECTED, HELD, FIRED, LOST = 0, 1, 2, 3, 4, 5, 6, 7, 8
HEAD = 3  # numbers of a segment before its states
