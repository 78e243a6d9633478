"""A register of units (the standard departments, a government's own list), and what a written name stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal

from luoshi.responsibility.departments import agency_of, forms, level_cuts, national_names, spellings
from luoshi.responsibility.names import is_group
from luoshi.responsibility.register_files import read_register
from luoshi.responsibility.rows import Row
from luoshi.responsibility.typos import nearest

How = Literal["exact", "alias", "group", "typo", "unknown"]

# A local government or the committee of a zone, by its parts: 南湾区政府, 云川新区管委会; near miss: 各县政府.
_GOVERNMENT = re.compile(r"(\w{0,12}(?:省|市|区|县|旗|州|盟|镇|乡))(人民)?政府")
# The committee of a zone: 云川新区管委会; near miss: 市管理局.
_COMMITTEE = re.compile(r"([\w（）()、]{2,30}?)(管委会|管委|管理委员会)")
# A street and its office: 南门街道办事处, 南门街道; near miss: 街道.
_STREET = re.compile(r"(\w{2,8}街道)(办事处|街办|办)?")
# A bracket at the end of a name: 市财政局（市国资委）; near miss: 新区（高新区）管委会.
_CLOSING_BRACKET = re.compile(r"[（(][^（()）]{1,30}[）)]$")
# Blanks anywhere in a name.
_BLANKS = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Resolution:
    """A written name and the unit it stands for: None when it is `unknown`; a group stays as written."""

    written: str
    unit: str | None
    how: How

    def to_dict(self) -> dict[str, str | None]:
        """As `luoshi table --resolve` prints it: keys in the order of the contract."""
        return {"written": self.written, "unit": self.unit, "how": self.how}


@dataclass(frozen=True, slots=True)
class Registry:
    """Units and the names they go by.

    `names` maps each written form of a unit of one's own to its formal name; `with_standard` adds the standard
    departments, which hold for any government.
    """

    names: dict[str, str] = field(default_factory=dict)
    with_standard: bool = True

    @classmethod
    def standard(cls) -> Registry:
        """The standard departments alone."""
        return cls()

    @classmethod
    def from_file(cls, path: Path | str) -> Registry:
        """A government's own units from a CSV, TSV or XLSX file, on top of the standard departments.

        One unit a line: its formal name, then its other names, in columns of their own or in one, parted by 、 ； or |.
        A first line of column names (名称, 简称, 曾用名, 别名…) is recognised. Raises RegisterError.
        """
        names: dict[str, str] = {}
        for formal, others in read_register(Path(path)):
            names[formal] = formal
            for other in (*others, *spellings(formal)):
                names.setdefault(other, formal)
        return cls(names)

    def resolve(self, written: str) -> Resolution:
        """What a written name stands for.

        >>> Registry.standard().resolve("市农村农业局")
        Resolution(written='市农村农业局', unit='市农业农村局', how='typo')
        >>> [Registry.standard().resolve(n).unit for n in ("省发改委", "区教育局", "市安监局")]
        ['省发展和改革委员会', '区教育局', '市应急管理局']
        """
        bare = _BLANKS.sub("", written).replace("(", "（").replace(")", "）")
        known = self._known(bare)
        if known is None and _CLOSING_BRACKET.search(bare) and not _COMMITTEE.fullmatch(bare):
            known = self._known(_CLOSING_BRACKET.sub("", bare))
        if known is not None:
            return Resolution(written, known, "exact" if known == bare else "alias")
        if is_group(bare):
            return Resolution(written, written, "group")
        guess = self._nearest(bare)
        if guess is not None:
            return Resolution(written, guess, "typo")
        return Resolution(written, None, "unknown")

    def _known(self, bare: str) -> str | None:
        own = self.names.get(bare)
        if own is not None or not self.with_standard:
            return own
        known = _national(bare) or agency_of(bare) or _department(bare) or (None if is_group(bare) else _by_parts(bare))
        return self._fuller(known) if known else None

    def _fuller(self, known: str) -> str:
        """One's own name for a standard one, where that has the place before it (市财政局: 云川市财政局)."""
        if known in self.names:
            return self.names[known]
        fuller = {formal for formal in self.names.values() if formal.endswith(known)}
        return fuller.pop() if len(fuller) == 1 else known

    def _nearest(self, bare: str) -> str | None:
        """The one unit whose name is a slip of the pen away, among one's own units and the standard departments."""
        own = nearest(bare, self.names)
        if own is not None or not self.with_standard:
            return own
        for cut in level_cuts(bare):
            level, body = bare[:cut], bare[cut:]
            if not level and bare[:1] in "省市区县州旗":
                continue
            found = nearest(body, _bodies("省" if level.endswith("省") else ""))
            if found is not None:
                return level + found
        return None


@cache
def _bodies(level: str) -> dict[str, str]:
    """Every way of writing a standard department, with its formal name at a level."""
    return {body: form.canonical(level) for body, form in forms().items()}


def _national(bare: str) -> str | None:
    return national_names().get(bare)


def _department(bare: str) -> str | None:
    """A standard department behind its level: the longest body that is one."""
    table = forms()
    for cut in level_cuts(bare):
        level, body = bare[:cut], bare[cut:]
        form = table.get(body)
        if form is not None:
            if not level and body.endswith("厅"):
                level = "省"
                return form.canonical(level)
            return level + form.canonical(level)
    return None


def _by_parts(bare: str) -> str | None:
    """A local government or a zone's committee: any place may have one."""
    government = _GOVERNMENT.fullmatch(bare)
    if government:
        return government[1] + "人民政府"
    committee = _COMMITTEE.fullmatch(bare)
    if committee:
        return committee[1] + "管理委员会"
    street = _STREET.fullmatch(bare)
    return street[1] + "办事处" if street else None


def resolve_rows(rows: Iterable[Row], registry: Registry | None = None) -> list[list[Resolution]]:
    """For each row, what each of its units stands for; a name met before is not looked up again."""
    register = registry or Registry.standard()
    seen: dict[str, Resolution] = {}
    resolved: list[list[Resolution]] = []
    for row in rows:
        for unit in row.units:
            if unit not in seen:
                seen[unit] = register.resolve(unit)
        resolved.append([seen[unit] for unit in row.units])
    return resolved
