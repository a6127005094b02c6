"""Where the numbers of an adaptive run lie: those of its clock, those of a segment, and the points of its picture."""

# Places in `clock`.
TIME, LEVEL, EDGE, ACT, BEGUN, REJECTED, HELD, FIRED, LOST = 0, 1, 2, 3, 4, 5, 6, 7, 8
HEAD = 3  # numbers of a segment before its states
OF_STATE = 5  # numbers of a state in a segment
PIECES = 8  # points that the picture of a run has in a segment, at most
FINE = 3000  # parts of a leg: no gap between two points is longer, where a segment has fewer than PIECES
