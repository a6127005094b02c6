"""Evidence: the table, its explorer, the claims of the blog post and their audit."""

from .table import COLUMNS, TABLE, Evidence, evidence, read_evidence

__all__ = ["COLUMNS", "Evidence", "TABLE", "evidence", "read_evidence"]
