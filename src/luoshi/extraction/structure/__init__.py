"""How a report is built: marks and headings, the frame around the body, and what each stretch is for."""

from luoshi.extraction.structure.flow import Cut, body_cuts
from luoshi.extraction.structure.frame import end_cuts, front_cuts
from luoshi.extraction.structure.roles import Years
from luoshi.extraction.structure.unmarked import find_headings

__all__ = ["Cut", "Years", "body_cuts", "end_cuts", "find_headings", "front_cuts"]
