"""CSV that Excel opens with its Chinese intact and without running any of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping, Sequence

from luoshi.exchange.cells import harmless, plain
from luoshi.exchange.columns import Column

# Without it Excel reads the file in the machine's own code page.
_BYTE_ORDER_MARK = "\ufeff"


def csv_text(records: Iterable[Mapping[str, object]], columns: Sequence[Column]) -> str:
    """Records as CSV (RFC 4180) with a byte order mark; the header holds the keys, codes stay codes.

    A text that a spreadsheet would run as a formula gets an apostrophe in front; null is an empty cell.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow([column.key for column in columns])
    writer.writerows([_cell(record.get(column.key)) for column in columns] for record in records)
    return _BYTE_ORDER_MARK + out.getvalue()


def _cell(value: object) -> object:
    value = plain(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    # A NUL ends the file for many readers.
    return harmless(value.replace("\0", "\ufffd")) if isinstance(value, str) else value
