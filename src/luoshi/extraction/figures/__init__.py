"""The grammar of figures: from a sentence to the quantified statements in it."""

from luoshi.extraction.figures.assembly import find_statements

__all__ = ["find_statements"]
