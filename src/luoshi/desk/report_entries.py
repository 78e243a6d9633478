"""What was typed into a report's form: read, judged by plausibility and schedule, and shown again where it is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.http import QueryDict
from django.utils.translation import gettext

from luoshi.ledger import LightRules, SettingsError
from luoshi.ledger.messages import figure as written_figure
from luoshi.ledger.schedule import due_share
from luoshi.ledger.targets import Family
from luoshi.ledger.typed import typed_number
from luoshi.queries.report_figures import Figure, question_key, read_on
from luoshi.queries.reports import Asked
from luoshi.queries.rules import rules_of
from luoshi.records import clock
from luoshi.records.models import Report, ReportDue
from luoshi.services.reporting.writing import TEXTS, Written

_MOST_STEPS = 200


@dataclass(frozen=True, slots=True)
class FigureField:
    """A number field: the figure, what stands in it, and what is wrong with that or asked about it."""

    figure: Figure
    name: str
    text: str = ""
    error: str = ""
    asked: tuple[tuple[str, str], ...] = ()  # the question's key, and what is asked
    behind: str = ""
    due: str = ""  # what the schedule wants by the period's end

    @property
    def last(self) -> str:
        """The figure before, as one writes it."""
        return written_figure(self.figure.last.value, 4) if self.figure.last else ""

    @property
    def wanted(self) -> str:
        """The target in words."""
        return self.figure.target.words.told(gettext)


@dataclass(frozen=True, slots=True)
class Entry:
    """A form as it was filled in: number fields, texts, steps. `sure`: what was asked about the figures was answered.

    `complete` is None where the form has no such field.
    """

    fields: tuple[FigureField, ...]
    values: Mapping[int, Decimal] = field(default_factory=dict)
    texts: Mapping[str, str] = field(default_factory=dict)
    steps: tuple[int, ...] = ()
    complete: bool | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    reason: str = ""
    message: str = ""
    sure: bool = False

    @property
    def wrong(self) -> bool:
        """Whether something typed is no number."""
        return any(one.error for one in self.fields)

    @property
    def questions(self) -> list[tuple[str, str]]:
        """What is asked about all figures."""
        return [asked for one in self.fields for asked in one.asked]

    @property
    def behind(self) -> list[str]:
        """Which figures are behind their schedule, and by how much."""
        return [one.behind for one in self.fields if one.behind]

    @property
    def is_asked(self) -> bool:
        """Whether the person has something to answer before this is taken as meant."""
        return bool(self.questions or self.behind) and not self.sure

    @property
    def stamp(self) -> str:
        """What tells whether the questions were about these figures."""
        return stamp_of(self.values)

    @property
    def is_empty(self) -> bool:
        """Whether nothing was filled in."""
        return not (self.values or self.wrong or self.steps or self.complete or any(self.texts.values()))

    @property
    def written(self) -> Written:
        """What the services take; a question that was confirmed without words is answered so."""
        said = gettext("确认无误")
        answers = {key: self.answers.get(key) or said for key, _asked in self.questions} if self.sure else {}
        texts = {name: self.texts.get(name, "") for name in TEXTS}
        return Written(values=self.values, steps_done=self.steps, complete=self.complete, answers=answers, **texts)


def stamp_of(values: Mapping[int, Decimal]) -> str:
    """The figures as one text."""
    return ";".join(f"{target}={value}" for target, value in sorted(values.items())) or "-"


def entry_of(post: QueryDict, asked: Asked, prefix: str = "", *, whole: bool = False) -> Entry:
    """Read a form about a period; `whole` is the form with all fields. Texts that it lacks are the draft's.

    `prefix` stands before the names of a grid's line.
    """
    draft = asked.draft
    texts = {
        name: post.get(f"{prefix}{name}", "" if whole or draft is None else getattr(draft, name)).strip()
        for name in TEXTS
    }
    values: dict[int, Decimal] = {}
    fields = [_read(one, post.get(_name(one, prefix), ""), prefix, values) for one in asked.figures]
    sure = post.get(f"{prefix}sure", "") == stamp_of(values)
    rules = rules_of(asked.matter.programme).lights
    steps = post.getlist(f"{prefix}step")[:_MOST_STEPS] if whole else (draft.steps_done if draft else [])
    return Entry(
        fields=tuple(_judged(one, values, asked.due, rules) for one in fields),
        values=values,
        texts=texts,
        steps=tuple(int(step) for step in map(str, steps) if step.isascii() and step.isdecimal() and len(step) < 16),
        complete=f"{prefix}complete" in post if whole else None,
        answers={key[2:]: text for key, text in post.items() if isinstance(text, str) and key.startswith("a-")},
        reason=post.get("reason", "").strip(),
        sure=sure,
    )


def blank(asked: Asked, prefix: str = "", report: Report | None = None) -> Entry:
    """A form to begin with: what the draft says, else the report that is to be corrected."""
    draft = asked.draft
    typed = dict(draft.typed) if draft else {}
    if report is not None and draft is None:
        typed = {str(one.target_id): written_figure(one.value, 6) for one in report.readings.all()}
    of = draft or report
    return Entry(
        fields=tuple(
            FigureField(one, _name(one, prefix), str(typed.get(str(one.record.pk), "")), due=_due(one, asked.due))
            for one in asked.figures
        ),
        texts={name: getattr(of, name) if of else "" for name in TEXTS},
        steps=tuple(of.steps_done) if of else (),
        complete=of.complete if of else asked.matter.done_on is not None,
        reason=draft.reason if draft else "",
    )


def _name(one: Figure, prefix: str) -> str:
    return f"{prefix}v-{one.record.pk}"


def _read(one: Figure, text: str, prefix: str, values: dict[int, Decimal]) -> FigureField:
    """A number field as it was typed; its value goes into `values`."""
    try:
        value = typed_number(text, one.record.unit)
    except SettingsError as refused:
        return FigureField(one, _name(one, prefix), text[:60], error=refused.problems[0].told(gettext))
    if value is not None:
        values[one.record.pk] = value
    return FigureField(one, _name(one, prefix), text.strip())


def _judged(one: FigureField, values: Mapping[int, Decimal], due: ReportDue | None, rules: LightRules) -> FigureField:
    """The field with what is asked about its value, and whether that is behind."""
    target, figure = one.figure.record.pk, one.figure
    hint = _due(figure, due)
    if target not in values:
        return FigureField(figure, one.name, one.text, one.error, due=hint)
    value, as_of = float(values[target]), read_on(due, clock.today())
    asked = tuple((question_key(target, found), found.said.told(gettext)) for found in figure.asked(value, as_of))
    behind = figure.behind(value, as_of, rules)
    return FigureField(figure, one.name, one.text, "", asked, behind.reason.told(gettext) if behind else "", hint)


def _due(one: Figure, due: ReportDue | None) -> str:
    """What the schedule wants of an amount by the period's end; nothing for others, and for shared targets."""
    target = one.target
    if target.family != Family.CUMULATIVE or not one.alone or due is None:
        return ""
    by: date = due.ends
    return f"{written_figure(target.value * due_share(target, by))}{target.unit}"


def fields_of(entries: Sequence[Entry]) -> int:
    """How many number fields some forms have."""
    return sum(len(entry.fields) for entry in entries)
