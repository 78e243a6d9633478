"""Writes on responsibility tables: drafting, rows, suggestions, forms that come back, and publishing."""

from luoshi.services.tables.applying import WantedRow, apply_rows, keep_upload
from luoshi.services.tables.changes import undo
from luoshi.services.tables.creating import create_draft, fill_again, import_table, rename_table
from luoshi.services.tables.editing import CONFIDENT, Pick, accept_suggestions, bulk_edit, edit_row, replace_name
from luoshi.services.tables.publishing import check_can_publish, publish
from luoshi.services.tables.shaping import add_row, merge_rows, move_row, remove_rows, split_row

__all__ = [
    "CONFIDENT",
    "Pick",
    "WantedRow",
    "accept_suggestions",
    "add_row",
    "apply_rows",
    "bulk_edit",
    "check_can_publish",
    "create_draft",
    "edit_row",
    "fill_again",
    "import_table",
    "keep_upload",
    "merge_rows",
    "move_row",
    "publish",
    "remove_rows",
    "rename_table",
    "replace_name",
    "split_row",
    "undo",
]
