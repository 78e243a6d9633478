"""What is still wrong with a table before it can be published, and what to do about it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from luoshi.extraction import Statement
from luoshi.responsibility.decomposition.deadlines import meaning_of
from luoshi.responsibility.groups import counties_of, expand_group, spread_of
from luoshi.responsibility.likely import likely_units
from luoshi.responsibility.registry import Registry
from luoshi.responsibility.sentences import sentence as _

Severity = Literal["error", "warning", "note"]
Code = Literal[
    "figure-in-no-row", "no-lead", "empty-task", "unknown-unit", "group-not-expanded", "open-group",
    "overloaded-leader", "lead-also-helps", "unit-twice", "same-task", "vague-deadline", "late-deadline",
]  # fmt: skip
_SHOWN = 24  # characters of a task or quote by which a message names it
_NAMED = 6  # units of a group that a message names


class CheckedRow(Protocol):
    """What a row must have to be checked; an object of any class will do."""

    @property
    def key(self) -> Hashable:
        """What checks call the row by."""

    @property
    def task(self) -> str:
        """The task, as it stands in the table."""

    @property
    def lead_unit(self) -> str | None:
        """The unit that leads."""

    @property
    def units(self) -> Sequence[str]:
        """The units that help."""

    @property
    def leaders(self) -> Sequence[str]:
        """The leaders responsible."""

    @property
    def deadline(self) -> str | None:
        """The deadline, as written."""

    @property
    def targets(self) -> Collection[str]:
        """The ids of the statements in it."""

    @property
    def start(self) -> int | None:
        """Where the task begins in the report, if it stands there."""

    @property
    def end(self) -> int | None:
        """Where it ends."""


@dataclass(frozen=True, slots=True)
class Check:
    """One finding. `rows` are the keys of all rows concerned; `message` says what is wrong, `advice` what to do.

    `statement`, `start` and `end` point into the report where a figure is missing; `names` are the units that an
    unknown name may mean, or those for which a group stands.
    """

    code: Code
    severity: Severity
    message: str
    advice: str
    rows: tuple[Hashable, ...] = ()
    statement: str | None = None
    start: int | None = None
    end: int | None = None
    names: tuple[str, ...] = ()

    @property
    def row(self) -> Hashable | None:
        """The row concerned, the first of several; None where it is the table as a whole."""
        return self.rows[0] if self.rows else None


@dataclass(frozen=True, slots=True)
class Rules:
    """What the checks go by.

    `region` (name or code) or `counties` say what groups stand for; `known` are names that count as known beside the
    register's; `rejected` the ids of statements that people have set aside. A leader is overloaded with more than
    `most_rows`, or more than `most_share` of the rows of a table that has `fewest_rows` or more.
    """

    year: int | None = None
    region: str = ""
    counties: tuple[str, ...] = ()
    known: frozenset[str] = frozenset()
    rejected: frozenset[str] = frozenset()
    most_rows: int = 60
    most_share: float = 0.4
    fewest_rows: int = 10


def check_table(
    rows: Sequence[CheckedRow],
    statements: Sequence[Statement] = (),
    registry: Registry | None = None,
    rules: Rules | None = None,
) -> tuple[Check, ...]:
    """Everything that is to be said of a table, errors first, each kind in the order of the rows.

    With a check of severity "error" a table is not to be published.
    """
    register, by = registry or Registry.standard(), rules or Rules()
    found = [
        *_missing_figures(rows, statements, by),
        *_each_row(rows),
        *_same_tasks(rows),
        *_names(rows, register, by),
        *_overloaded(rows, by),
        *_vague_deadlines(rows, by),
    ]
    order = {"error": 0, "warning": 1, "note": 2}
    return tuple(sorted(found, key=lambda check: order[check.severity]))


def _missing_figures(rows: Sequence[CheckedRow], statements: Sequence[Statement], rules: Rules) -> Iterator[Check]:
    """Figures of the plan that stand in no row: neither by id, nor by place, nor by their words."""
    held = {name for row in rows for name in row.targets}
    spans = sorted((row.start, row.end) for row in rows if row.start is not None and row.end is not None)
    words = "\n".join("".join(row.task.split()) for row in rows)
    at, reached = 0, 0
    for one in sorted(statements, key=lambda one: one.start):
        while at < len(spans) and spans[at][0] <= one.start:
            reached = max(reached, spans[at][1])
            at += 1
        if one.section != "plan" or one.id in held or one.id in rules.rejected or one.end <= reached:
            continue
        if "".join(one.quote.split()) not in words:
            yield Check(
                "figure-in-no-row",
                "error",
                _("报告中的指标“%(quote)s”没有列入任何一行", quote=_short(one.quote)),
                _("列入一行，或在审阅页标为不采用"),
                statement=one.id,
                start=one.start,
                end=one.end,
            )


def _each_row(rows: Sequence[CheckedRow]) -> Iterator[Check]:
    for row in rows:
        task = row.task.strip()
        if not task:
            yield Check("empty-task", "error", _("目标任务是空的"), _("填写任务，或删去这一行"), (row.key,))
        if not (row.lead_unit or "").strip():
            message = _("“%(task)s”没有牵头单位", task=_short(task))
            yield Check("no-lead", "error", message, _("选定一个牵头单位"), (row.key,))
        elif row.lead_unit in row.units:
            message, advice = _("“%(name)s”既是牵头单位又是配合单位", name=row.lead_unit), _("从配合单位中删去")
            yield Check("lead-also-helps", "warning", message, advice, (row.key,), names=(row.lead_unit or "",))
        for name, n in Counter(row.units).items():
            if n > 1:
                message, advice = _("配合单位“%(name)s”列了%(n)s次", name=name, n=n), _("只留一个")
                yield Check("unit-twice", "warning", message, advice, (row.key,), names=(name,))


def _same_tasks(rows: Sequence[CheckedRow]) -> Iterator[Check]:
    same: dict[str, list[Hashable]] = defaultdict(list)
    for row in rows:
        bare = "".join(row.task.split()).rstrip("。；;")
        if bare:
            same[bare].append(row.key)
    for task, keys in same.items():
        if len(keys) > 1:
            message = _("%(n)s行的任务相同：“%(task)s”", n=len(keys), task=_short(task))
            yield Check("same-task", "warning", message, _("合并，或写明各行的不同"), tuple(keys))


def _names(rows: Sequence[CheckedRow], registry: Registry, rules: Rules) -> Iterator[Check]:
    """Names that nothing knows, and groups; one check a name, with all its rows."""
    where: dict[str, list[Hashable]] = defaultdict(list)
    for row in rows:
        for name in dict.fromkeys((row.lead_unit or "", *row.units)):
            if name.strip():
                where[name].append(row.key)
    counties = rules.counties or counties_of(registry)
    for name, keys in where.items():
        if spread_of(name) != "single":
            yield _group(name, tuple(keys), expand_group(name, rules.region, counties=counties))
        elif name not in rules.known:
            resolved = registry.resolve(name)
            if resolved.how in ("typo", "unknown"):
                yield _unknown(name, tuple(keys), likely_units(name, registry, rules.known))


def _group(name: str, rows: tuple[Hashable, ...], members: tuple[str, ...]) -> Check:
    if spread_of(name) == "open":
        message = _("“%(name)s”（%(n)s行）没有指明是哪些单位", name=name, n=len(rows))
        return Check("open-group", "note", message, _("交办前指明单位；不指明则只作为说明文字保留"), rows)
    shown, n = "、".join(members[:_NAMED]), len(members)
    advice = _("在单位名册中补充所辖县（市、区），再展开")
    if n > _NAMED:
        advice = _("展开为%(names)s等共%(n)s个单位", names=shown, n=n)
    elif members:
        advice = _("展开为%(names)s共%(n)s个单位", names=shown, n=n)
    message = _("“%(name)s”（%(n)s行）还没有展开", name=name, n=len(rows))
    return Check("group-not-expanded", "warning", message, advice, rows, names=members)


def _unknown(name: str, rows: tuple[Hashable, ...], likely: tuple[str, ...]) -> Check:
    advice = _("改正名称，或把它加入名册")
    if likely:
        advice = _("是不是“%(likely)s”？改正名称，或把它加入名册", likely="”“".join(likely))
    message = _("单位名册中没有“%(name)s”（%(n)s行）", name=name, n=len(rows))
    return Check("unknown-unit", "warning", message, advice, rows, names=likely)


def _overloaded(rows: Sequence[CheckedRow], rules: Rules) -> Iterator[Check]:
    count: dict[str, list[Hashable]] = defaultdict(list)
    for row in rows:
        for leader in dict.fromkeys(row.leaders):
            count[leader].append(row.key)
    for leader, keys in count.items():
        share = len(keys) / len(rows)
        if len(keys) > rules.most_rows or (
            len(rows) >= rules.fewest_rows and len(count) > 1 and share > rules.most_share
        ):
            message = _(
                "责任领导“%(leader)s”负责%(n)s行，占%(share)s", leader=leader, n=len(keys), share=f"{share:.0%}"
            )
            yield Check("overloaded-leader", "warning", message, _("核对分工，考虑由其他领导分担"), tuple(keys))


def _vague_deadlines(rows: Sequence[CheckedRow], rules: Rules) -> Iterator[Check]:
    """Deadlines that name no date, one check for all rows with the same words; and those after the table's year."""
    if rules.year is None:
        return
    where: dict[str, list[Hashable]] = defaultdict(list)
    for row in rows:
        where[(row.deadline or "").strip()].append(row.key)
    for words, keys in where.items():
        meaning = meaning_of(words, rules.year)
        day = f"{meaning.day.year}年{meaning.day.month}月{meaning.day.day}日"
        if not words:
            message = _("%(n)s行没有写完成时限，按%(day)s计", n=len(keys), day=day)
            advice = _("补写时限，或按此计算")
            yield Check("vague-deadline", "note", message, advice, tuple(keys))
        elif not meaning.exact:
            message = _("时限“%(words)s”（%(n)s行）不是日期，原文保留，按%(day)s计", words=words, n=len(keys), day=day)
            yield Check("vague-deadline", "note", message, _("可改写为具体日期"), tuple(keys))
        elif meaning.day.year != rules.year:
            message = _("时限“%(words)s”（%(n)s行）是%(day)s，不在%(year)s年内", words=words, n=len(keys), day=day,
                        year=rules.year)  # fmt: skip
            advice = _("核对年份；跨年任务可写明当年应到的进度")
            yield Check("late-deadline", "note", message, advice, tuple(keys))


def _short(text: str) -> str:
    bare = "".join(text.split())
    return bare if len(bare) <= _SHOWN else bare[:_SHOWN] + "…"
