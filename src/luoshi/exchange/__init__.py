"""What was found goes out as files: JSON, CSV, Excel and a page with the findings marked in their places."""

from luoshi.exchange.index import Entry, index_page
from luoshi.exchange.jsonlines import json_line, json_lines
from luoshi.exchange.page import about, page
from luoshi.exchange.piece import Piece
from luoshi.exchange.records import about_record, block_records, outline_records, row_records
from luoshi.exchange.rendering import Format, Listed, TableFormat, encoded, render, render_rows
from luoshi.exchange.workbook import workbook_bytes

__all__ = [
    "Entry",
    "Format",
    "Listed",
    "Piece",
    "TableFormat",
    "about",
    "about_record",
    "block_records",
    "encoded",
    "index_page",
    "json_line",
    "json_lines",
    "outline_records",
    "page",
    "render",
    "render_rows",
    "row_records",
    "workbook_bytes",
]
