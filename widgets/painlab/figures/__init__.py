"""Figures, drawn once for both themes and two widths; one file a chapter."""
