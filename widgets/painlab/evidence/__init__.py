"""Evidence: the table, its explorer, the claims of the blog post and their audit."""

from .row import COLUMNS
from .table import TABLE, Evidence, comparison, evidence, read_evidence

__all__ = ["COLUMNS", "Evidence", "TABLE", "comparison", "evidence", "read_evidence"]
