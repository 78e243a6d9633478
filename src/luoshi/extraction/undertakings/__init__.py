"""Undertakings: from the sentences of a plan to rows by subject, and to what each row promises."""

from luoshi.extraction.undertakings.clauses import Clause
from luoshi.extraction.undertakings.cutting import Row, cut_rows
from luoshi.extraction.undertakings.pieces import Scan

__all__ = ["Clause", "Row", "Scan", "cut_rows"]
