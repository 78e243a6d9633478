"""A file of any kind becomes a Document: plain text, blocks, and the documents it holds."""

from luoshi.reading.document import Block, Document, Metadata, Part
from luoshi.reading.errors import ReadingError
from luoshi.reading.limits import Limits
from luoshi.reading.read import read

__all__ = ["Block", "Document", "Limits", "Metadata", "Part", "ReadingError", "read"]
