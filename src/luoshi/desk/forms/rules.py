"""The form of a programme's rules, made of the rules themselves; what the core refuses stands beside its field."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.desk.forms.settings import DayInput
from luoshi.ledger import Every, Message, OnHoliday, Rules, SettingsError, dump_rules, load_rules
from luoshi.ledger.rules import Days
from luoshi.queries.rule_words import PARTS, RANKING

_CHOICES: dict[type, list[tuple[str, Any]]] = {
    Days: [(Days.CALENDAR.value, _("自然日")), (Days.WORKING.value, _("工作日"))],
    Every: [
        (Every.WEEK.value, _("每周")),
        (Every.HALF_MONTH.value, _("每半月")),
        (Every.MONTH.value, _("每月")),
        (Every.QUARTER.value, _("每季")),
    ],
    OnHoliday: [(OnHoliday.AFTER.value, _("顺延到下一个工作日")), (OnHoliday.BEFORE.value, _("提前到上一个工作日"))],
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A rule on the page: its field, its default in words, where that comes from, and whether it differs from it."""

    field: BoundField
    default: str
    source: Any
    differs: bool


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of the rules on the page, with what is wrong in several of its rules together."""

    label: Any
    problems: list[str]
    rules: list[Shown]


class RulesForm(forms.Form):
    """Every rule of a programme; names are such as lights-behind_yellow."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any = None, *, rules: Rules, revision: int) -> None:
        super().__init__(data, initial={"revision": revision, "ranking": rules.ranking})
        self.defaults = Rules()
        self.together: dict[str, list[str]] = {part: [] for part in PARTS}
        for part, words in PARTS.items():
            for name, word in words.rules.items():
                value = getattr(getattr(rules, part), name)
                field = _field(getattr(getattr(self.defaults, part), name))
                field.label, field.help_text, field.initial = word.label, word.help, _as_typed(value)
                self.fields[f"{part}-{name}"] = field
        self.fields["ranking"] = forms.BooleanField(label=RANKING.label, help_text=RANKING.help, required=False)

    def clean(self) -> dict[str, Any]:
        """The rules as the core reads them; each mistake goes to the field that it is about."""
        said: dict[str, Any] = super().clean() or {}
        if not self.errors:
            try:
                said["rules"] = load_rules(self.rules_said(said))
            except SettingsError as refused:
                for problem in refused.problems:
                    self._place(problem)
        return said

    def rules_said(self, said: dict[str, Any]) -> dict[str, object]:
        """What was filled in, as the core's settings."""
        parts: dict[str, object] = {
            part: {name: said[f"{part}-{name}"] for name in words.rules} for part, words in PARTS.items()
        }
        return {**parts, "ranking": said["ranking"]}

    def parts(self) -> Iterator[ShownPart]:
        """The parts of the page."""
        defaults = dump_rules(self.defaults)
        for part, words in PARTS.items():
            known = defaults[part]
            assert isinstance(known, dict)  # noqa: S101  # each part is a dataclass
            yield ShownPart(
                words.label,
                self.together[part],
                [self._shown(f"{part}-{name}", known[name], word.source) for name, word in words.rules.items()],
            )
        yield ShownPart(_("排名"), [], [self._shown("ranking", self.defaults.ranking, RANKING.source)])

    def _shown(self, name: str, default: object, source: object) -> Shown:
        field = self[name]
        now = field.value() if self.is_bound else field.initial
        return Shown(field, _in_words(default), source, not _same(now, default))

    def _place(self, problem: Message) -> None:
        """Put what the core says beside the field it names, else at the head of its part."""
        said = dict(problem.values)
        part = next((part for part, words in PARTS.items() if words.place == str(said.get("place"))), "")
        inner = said.get("problem")
        named = dict(inner.values) if isinstance(inner, Message) else {}
        name, why = f"{part}-{named.get('name')}", named.get("why")
        if name in self.fields and isinstance(why, Message):
            self.add_error(name, gettext("%(why)s。") % {"why": why.told(gettext)})
        elif part and isinstance(inner, Message):
            self.together[part].append(gettext("%(why)s。") % {"why": inner.told(gettext)})
            self.add_error(None, problem.told(gettext))
        else:  # the one thing that the core says of no part: a due day outside of its period
            self.add_error("cadence-by", problem.told(gettext))


def _field(default: object) -> forms.Field:
    if isinstance(default, bool):
        return forms.BooleanField(required=False)
    for kind, choices in _CHOICES.items():
        if isinstance(default, kind):
            return forms.ChoiceField(choices=choices)
    return forms.FloatField() if isinstance(default, float) else forms.IntegerField()


def _as_typed(value: object) -> object:
    """A number with no more decimals than it has."""
    return f"{value:g}" if isinstance(value, float) else value


def _in_words(default: object) -> str:
    if isinstance(default, bool):
        return gettext("是") if default else gettext("否")
    for kind, choices in _CHOICES.items():
        if isinstance(default, kind):
            return str(dict(choices)[str(default)])
    return f"{default:g}" if isinstance(default, float) else str(default)


def _same(value: object, default: object) -> bool:
    """Whether what stands in a field is the default; 10 and 10.0 are the same."""
    try:
        return float(str(value)) == float(str(default))
    except ValueError:
        return str(value) == str(default)


class LocalDayForm(forms.Form):
    """A place's own day: a holiday with a name, or a day that is worked."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    day = forms.DateField(label=_("日期"), widget=DayInput())
    kind = forms.ChoiceField(label=_("设为"), choices=[("holiday", _("放假")), ("worked", _("上班"))])
    name = forms.CharField(label=_("节日名称"), max_length=20, required=False, help_text=_("放假时填写，如：三月三"))

    def clean(self) -> dict[str, Any]:
        """A holiday has a name."""
        said: dict[str, Any] = super().clean() or {}
        if said.get("kind") == "holiday" and not said.get("name"):
            self.add_error("name", _("请填写节日名称。"))
        return said

    def clean_day(self) -> date:
        """A day of the years that programmes are of."""
        day: date = self.cleaned_data["day"]
        if not 1990 <= day.year <= 2100:
            raise forms.ValidationError(_("请填写1990年至2100年之间的日期。"))
        return day
