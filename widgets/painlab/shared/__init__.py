"""What both languages compute, written once in the part of Python that `model/javascript.py` translates."""
