"""What both languages compute, written once in the part of Python that `page/javascript.py` translates."""
