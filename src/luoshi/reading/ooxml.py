"""The package that Word and Excel files are: a ZIP of XML parts that point at each other, opened with care."""

from __future__ import annotations

import io
import posixpath
import zipfile

from lxml import etree

from luoshi.reading.archive import unpack
from luoshi.reading.errors import ReadingError
from luoshi.reading.limits import Budget

_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
# A document type declaration in any encoding of ASCII in one or two bytes. Office writes none and the standard forbids
# it (ECMA-376 part 2, 8.2.5); entity bombs and references to other files need one.
_DECLARATIONS = tuple(
    word.encode(code) for word in ("<!DOCTYPE", "<!ENTITY") for code in ("ascii", "utf-16-le", "utf-16-be")
)
_PARSER_DEPTH = 256  # what libxml2 allows by itself; above it only as a "huge tree"

# The two dialects that Office writes have other namespaces for the same elements.
_STRICT = "http://purl.oclc.org/ooxml/"


class Package:
    """The parts of a Word or Excel file, unpacked one by one within the budget.

    Relations to anything outside of the file are never followed. Raises ReadingError for a damaged or encrypted
    package, and for limits that it breaks.
    """

    def __init__(self, data: bytes, budget: Budget) -> None:
        self._budget = budget
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
            raise ReadingError("it is damaged: open it in Word or WPS, save it anew and read that") from error
        self._members = {info.filename: info for info in self._archive.infolist()}
        budget.check("members", len(self._members), f"it is made of {len(self._members):,} parts")

    def names(self) -> list[str]:
        """The names of all parts."""
        return list(self._members)

    def content(self, name: str) -> bytes:
        """The bytes of a part; an XML part with a document type declaration is refused."""
        data = unpack(self._archive, self._members[name], self._budget)
        if not name.endswith((".xml", ".rels", ".vml")):
            return data
        self._budget.check("xml_bytes", len(data), f"its part {name} unpacks to {len(data):,} bytes")
        if any(word in data for word in _DECLARATIONS):
            raise ReadingError("it holds XML entity declarations, which no Office program writes: it may be an attack")
        return data

    def tree(self, name: str) -> etree._Element | None:
        """The root element of an XML part; None when there is no such part."""
        if name not in self._members:
            return None
        deepest = self._budget.limits.xml_depth
        parser = etree.XMLParser(
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            remove_comments=True,
            remove_pis=True,
            huge_tree=deepest > _PARSER_DEPTH,
        )
        try:
            root = etree.fromstring(self._translated(self.content(name)), parser)
        except etree.XMLSyntaxError as error:
            if "depth" in str(error).lower():
                self._budget.check("xml_depth", deepest + 1, "its elements are nested too deeply")
            raise ReadingError(f"its part {name} is damaged: save it anew and read that") from error
        self._budget.check("xml_depth", _depth(root), "its elements are nested too deeply")
        return root

    def related(self, name: str) -> dict[str, str]:
        """The parts that part `name` points at: relationship type's last word -> part name, internal ones only."""
        folder, base = posixpath.split(name)
        root = self.tree(posixpath.join(folder, "_rels", f"{base}.rels"))
        found: dict[str, str] = {}
        for relation in root.iter(_RELATIONSHIP) if root is not None else ():
            target = str(relation.get("Target", ""))
            if relation.get("TargetMode") == "External" or not target:
                continue
            part = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            found.setdefault(str(relation.get("Type", "")).rsplit("/", 1)[-1], part)
        return found

    @staticmethod
    def _translated(data: bytes) -> bytes:
        """A part in the strict dialect, in the names of the usual one."""
        if _STRICT.encode() not in data[:4096]:
            return data
        for strict, usual in _DIALECTS:
            data = data.replace(strict, usual)
        return data


_DIALECTS = tuple(
    (f"{_STRICT}{strict}".encode(), f"http://schemas.openxmlformats.org/{usual}".encode())
    for strict, usual in (
        ("wordprocessingml/main", "wordprocessingml/2006/main"),
        ("spreadsheetml/main", "spreadsheetml/2006/main"),
        ("drawingml/main", "drawingml/2006/main"),
        ("drawingml/wordprocessingDrawing", "drawingml/2006/wordprocessingDrawing"),
        ("officeDocument/relationships", "officeDocument/2006/relationships"),
        ("officeDocument/math", "officeDocument/2006/math"),
    )
)


def tag_of(element: etree._Element | None) -> str:
    """An element's name without its namespace; empty for None and for what is no element."""
    if element is None or not isinstance(element.tag, str):
        return ""
    return element.tag.rpartition("}")[2]


def _depth(root: etree._Element) -> int:
    depth = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        depth += 1 if event == "start" else -1
        deepest = max(deepest, depth)
    return deepest
