"""What both languages compute, written once in the part of Python that `writers/javascript.py` translates."""
