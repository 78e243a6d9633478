"""The checks of a responsibility table as it stands now."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from unicodedata import normalize

from django.conf import settings
from django.utils.translation import gettext, override

from luoshi.extraction import Statement
from luoshi.queries.registers import Cast, cast_of
from luoshi.records.models import DocumentVersion, Finding, ResponsibilityTable, TableRow
from luoshi.responsibility.decomposition.checking import Check, Rules, check_table
from luoshi.responsibility.groups import counties_of, spread_of
from luoshi.responsibility.sentences import sentence as _

# A number as digits. Samples: 1,200, 8.5; near misses: 八, the comma of 3,4
_FIGURE = re.compile(r"[0-9]{1,15}(?:,[0-9]{3})*(?:\.[0-9]{1,10})?")
_PLAN = ("plan-targets", "plan-tasks", "livelihood", "self-government")


@dataclass(frozen=True, slots=True)
class _Row:
    """A row as the checks want it."""

    key: int
    task: str
    lead_unit: str
    units: list[str]
    leaders: list[str]
    deadline: str
    targets: tuple[str, ...]
    start: int | None
    end: int | None


def checks_of(table: ResponsibilityTable, rows: Sequence[TableRow], cast: Cast | None = None) -> tuple[Check, ...]:
    """Everything that is to be said of the rows, errors first. A lead that is no unit of the region is an error here:
    nobody could be handed the matter.
    """
    cast = cast or cast_of(table.programme)
    statements = plan_statements(table.source) if table.source_id and table.purpose == table.Purpose.WORK else []
    region = table.programme.region
    own = _unregistered(rows, cast) if table.purpose == table.Purpose.WORK else []
    known = frozenset(name for row in rows for name in (row.lead_unit, *row.units)) if own else frozenset()
    rules = Rules(year=table.year, region=region.code, counties=counties_of(cast.register), known=known)
    checked = [
        _Row(
            row.pk,
            row.task,
            row.lead_unit,
            row.units,
            row.leaders,
            row.deadline,
            tuple(map(str, row.targets)),
            row.start,
            row.end,
        )
        for row in rows
    ]
    found = check_table(checked, statements, cast.register, rules)
    if table.purpose != table.Purpose.WORK:
        return found
    more = (*own, *_unknown_leaders(rows, cast), *_untouched(rows), *_strayed_figures(table, rows))
    order = {"error": 0, "warning": 1, "note": 2}
    return tuple(sorted([*found, *more], key=lambda check: order[check.severity]))


def plan_statements(version: DocumentVersion | None) -> list[Statement]:
    """The figures of a version's plan that nobody set aside, in the order of the text. One query."""
    if version is None:
        return []
    found = Finding.objects.filter(version=version, kind=Finding.Kind.STATEMENT, removed=False, role__in=_PLAN).exclude(
        state=Finding.State.REJECTED
    )
    return [statement_of(one) for one in found.only("id", "start", "end", "quote", "role", "fields", "confidence")]


def statement_of(finding: Finding) -> Statement:
    """A finding as the cores' statement; its id is the finding's. What a person left out stands for nothing."""
    said = finding.fields
    return Statement(
        id=str(finding.pk),
        section="plan" if finding.role in _PLAN else said.get("section") or "other",
        kind=said.get("kind") or "target",
        quote=finding.quote,
        start=finding.start,
        end=finding.end,
        indicator=said.get("indicator") or "",
        concept=said.get("concept"),
        measure=said.get("measure") or "level",
        op=said.get("op") or "=",
        value=said.get("value") or 0.0,
        value_high=said.get("value_high"),
        unit=said.get("unit") or "",
        polarity=said.get("polarity") or "+",
        year=said.get("year"),
        period=said.get("period"),
        place=said.get("place"),
        role=finding.role or said.get("role") or "plan-tasks",  # type: ignore[arg-type]  # one of the closed list
        heading=said.get("heading") or "",
        confidence=finding.confidence or 1.0,
    )


def _untouched(rows: Sequence[TableRow]) -> list[Check]:
    """Rows that were added and still hold what a new row holds."""
    return [
        Check(
            "empty-task",
            "error",
            _("有一行还是“%(words)s”，没有填写目标任务", words=row.task.strip()),
            _("填写任务，或删去这一行"),
            (row.pk,),
        )
        for row in rows
        if row.task.strip() in _new_task_words()
    ]


@cache
def _new_task_words() -> frozenset[str]:
    """What a new row's task is called in every language of the desk."""
    words = set()
    for code, _language in settings.LANGUAGES:
        with override(code):
            words.add(gettext("新任务"))
    return frozenset(words)


def _strayed_figures(table: ResponsibilityTable, rows: Sequence[TableRow]) -> Iterator[Check]:
    """Rows whose task was edited so that it holds a figure which neither the report's sentence nor the note has."""
    text = table.source.text if table.source else ""
    for row in rows:
        quote = text[row.start : row.end] if row.start is not None else ""
        if quote and (strays := _figures_of(row.task) - _figures_of(f"{quote} {row.note}")):
            yield Check(
                "figure-not-in-quote",  # type: ignore[arg-type]  # a check of the ledger's own
                "warning",
                _("“%(task)s”中的“%(figures)s”在报告原文中没有", task=row.task[:24], figures="”“".join(sorted(strays))),
                _("核对原文；确有调整的，请在备注中写明依据"),
                (row.pk,),
            )


def _figures_of(text: str) -> set[str]:
    """The figures of a text by their value: 1,200 is 1200, 5.0 is 5."""
    found = {one[0].replace(",", "") for one in _FIGURE.finditer(normalize("NFKC", text))}
    return {one.rstrip("0").rstrip(".") if "." in one else one for one in found}


def _unregistered(rows: Sequence[TableRow], cast: Cast) -> list[Check]:
    """Names of single units that are none of the region's own: as a lead an error, since nobody could be assigned."""
    where: dict[str, list[int]] = {}
    leads = {row.lead_unit for row in rows}
    for row in rows:
        for name in dict.fromkeys((row.lead_unit, *row.units)):
            if name and spread_of(name) == "single" and cast.unit(name) is None:
                where.setdefault(name, []).append(row.pk)
    return [_not_listed(name, tuple(keys), cast, leads=name in leads) for name, keys in where.items()]


def _not_listed(name: str, keys: tuple[int, ...], cast: Cast, *, leads: bool) -> Check:
    likely = cast.register.likely(name)
    advice = _("改正名称，或请管理员把它加入名册")
    if likely:
        advice = _("是不是“%(likely)s”？改正名称，或请管理员把它加入名册", likely="”“".join(likely))
    message = _("单位“%(name)s”（%(n)s行）不在本地区单位名册中，只按原文保留", name=name, n=len(keys))
    if leads:
        message = _("牵头单位“%(name)s”（%(n)s行）不在本地区单位名册中，无法交办", name=name, n=len(keys))
    return Check("unknown-unit", "error" if leads else "warning", message, advice, keys, names=likely)


def _unknown_leaders(rows: Sequence[TableRow], cast: Cast) -> list[Check]:
    where: dict[str, list[int]] = {}
    for row in rows:
        for name in row.leaders:
            if cast.post(name) is None:
                where.setdefault(name, []).append(row.pk)
    return [
        Check(
            "unknown-leader",  # type: ignore[arg-type]  # a check of the ledger's own
            "warning",
            _("责任领导“%(name)s”（%(n)s行）没有对应的职务", name=name, n=len(keys)),
            _("在“设置”中登记其职务和任期，或改正姓名"),
            tuple(keys),
        )
        for name, keys in where.items()
    ]
