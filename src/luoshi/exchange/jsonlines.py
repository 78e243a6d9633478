"""JSON Lines and JSON: UTF-8, Chinese as it is, one record a line whatever the text holds."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence

from luoshi.exchange.piece import Piece
from luoshi.exchange.records import piece_record

# Characters that JSON lets stand but that many readers of lines take for a line's end. Sample: U+2028; near miss: \n,
# which JSON escapes itself.
_LINE_ENDS = re.compile("[\x85\u2028\u2029]")


def json_line(record: Mapping[str, object]) -> str:
    r"""One record as one line, with its line feed.

    >>> json_line({"unit": "家", "quote": "a\u2028b"})
    '{"unit": "家", "quote": "a\\u2028b"}\n'
    """
    return _without_line_ends(json.dumps(record, ensure_ascii=False)) + "\n"


def json_lines(records: Iterable[Mapping[str, object]]) -> str:
    """Records as JSON Lines."""
    return "".join(map(json_line, records))


def json_object(pieces: Sequence[Piece]) -> str:
    """Everything found as one JSON object; an input of several documents holds one such object a document.

    One document: `{"document", "outline", "statements", "tasks", "unresolved"}`; several: `{"documents": [those]}`.
    """
    whole: object
    if len(pieces) == 1 and pieces[0].number is None:
        whole = piece_record(pieces[0])
    else:
        whole = {"documents": [piece_record(piece) for piece in pieces]}
    return _without_line_ends(json.dumps(whole, ensure_ascii=False, indent=1)) + "\n"


def json_rows(rows: Sequence[Mapping[str, object]]) -> str:
    """The rows of a responsibility table as one JSON object: `{"rows": [...]}`."""
    return _without_line_ends(json.dumps({"rows": list(rows)}, ensure_ascii=False, indent=1)) + "\n"


def _without_line_ends(text: str) -> str:
    return _LINE_ENDS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
