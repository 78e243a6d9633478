"""Events in words: what the act and its fields are called, and the present names of what they point to."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.exceptions import FieldDoesNotExist
from django.db.models import Field, ForeignKey, Model
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from luoshi.queries.events import ACT_NAMES
from luoshi.queries.own_fields import LABELS as OWN_LABELS
from luoshi.queries.row_words import findings_in, is_of_rows, quotes_of, row_changes, rows_of
from luoshi.queries.rule_words import label_of
from luoshi.records.models import (
    Channel,
    Document,
    Event,
    Inspection,
    Matter,
    Meeting,
    Post,
    Programme,
    Region,
    ResponsibilityTable,
    TableRow,
    Unit,
    User,
)

_KINDS = {
    "lookbacksample": _("回头看样本"),
    "programme": _("年度项目"),
    "unit": _("单位"),
    "post": _("职务"),
    "tenure": _("任职"),
    "user": _("人员"),
    "grant": _("角色"),
    "document": _("文件"),
    "documentversion": _("文件版本"),
    "finding": _("条目"),
    "findingchange": _("条目"),
    "responsibilitytable": _("分解表"),
    "tablerow": _("分解行"),
    "edition": _("发布版次"),
    "matter": _("事项"),
    "region": _("地区"),
    "channel": _("通知渠道"),
    "inspection": _("督查"),
    "meeting": _("会议"),
    "sanctionproposal": _("表扬批评建议"),
}
# Whose present name says more than a number; none of them is found through another table.
_NAMED: dict[str, Any] = {
    "programme": Programme,
    "unit": Unit,
    "post": Post,
    "user": User,
    "document": Document,
    "responsibilitytable": ResponsibilityTable,
    "matter": Matter,
    "region": Region,
    "channel": Channel,
    "inspection": Inspection,
    "meeting": Meeting,
}
# Fields that have no name of their own in the models.
_FIELDS = {
    "file": _("文件"),
    "sha256": "SHA-256",
    "size": _("字节数"),
    "page": _("网页标题"),
    "address": _("网址"),
    "caption": _("说明"),
    "report": _("填报"),
    "closing": _("销号申请"),
    "person": _("人员"),
    "mail": _("邮件"),
    "muted": _("不用邮件通知的类别"),
    "digest_hour": _("汇总时间"),
    "quiet_from": _("免打扰自"),
    "quiet_until": _("免打扰至"),
    "language": _("邮件语言"),
    "credentials": _("地址或密钥"),
    "state": _("状态"),
    "unit": _("单位"),
    "post": _("职务"),
    "region": _("地区"),
    "parent": _("上级单位"),
    "names": _("其他名称"),
    "document": _("文件"),
    "version": _("文件版本"),
    "name": _("名称"),
    "edition": _("发布版次"),
    "matters": _("事项"),
    "added": _("新增"),
    "changed": _("修改"),
    "withdrawn": _("撤销"),
    "rows": _("任务行"),
    "statements": _("指标"),
    "tasks": _("任务"),
    "unresolved": _("未识别"),
    "carried": _("沿用核对结果"),
    "section": _("部分"),
    "subsection": _("分项"),
    "leaders": _("责任领导"),
    "leaders_written": _("责任领导"),
    "lead_unit": _("牵头单位"),
    "units": _("配合单位"),
    "schedule": _("进度安排"),
    "lead": _("牵头单位"),
    "suggested": _("建议单位"),
    "plan": _("方案"),
    "planner": _("方案报送人"),
    "steps": _("节点"),
    "answer_due": _("答复期限"),
    "merged_into": _("并入事项"),
    "into": _("并入事项"),
    "until": _("新时限"),
    "counts": _("计入目标"),
    "target": _("目标"),
    "baseline": _("基数"),
    "tolerance": _("容差"),
    "trajectory": _("自定进度"),
    "done_on": _("报告完成日期"),
    "period": _("填报期"),
    "figures": _("填报数值"),
    "report_version": _("填报版次"),
    "late": _("迟报"),
    "questions": _("系统提问"),
    "text": _("配合情况"),
    "closed_on": _("销号日期"),
    "closer": _("核实人"),
    "status": _("状态"),
    "number": _("编号"),
    "origin": _("来源"),
    "sheet": _("单号"),
    "level": _("级别"),
    "cause": _("事由"),
    "answer_by": _("办理期限"),
    "due_on": _("应发日期"),
    "urgent": _("紧急"),
    "answer": _("回复"),
    "conclusion": _("督查结论"),
    "agenda": _("议程"),
    "minutes": _("会议纪要"),
    "targets": _("督查对象"),
    "members": _("组员"),
    "achieved": _("做成了什么"),
    "verified": _("核实了什么"),
    "methods": _("核实方式"),
    "found": _("回头看情况"),
    "seed": _("随机种子"),
    "population": _("总体"),
    "numbers": _("抽中的事项"),
}


_UNTOLD = {"request"}  # an id that says nothing to a reader


@dataclass(frozen=True, slots=True)
class Change:
    """A field of an event: what it is called, and how it stood before and after (empty for none)."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Told:
    """An event in words: the act, what it was done to (its present name, where it still is), and each field."""

    event: Event
    act: str
    kind: str
    subject: str
    changes: tuple[Change, ...]


Known = dict[str, Mapping[int, Model]]


def told(events: Iterable[Event]) -> list[Told]:
    """Events in words, with one query for each kind of thing that they point to."""
    events = list(events)
    ids: dict[str, set[int]] = defaultdict(set)
    for event in events:
        if event.subject_id:
            ids[event.subject].add(event.subject_id)
        for name, value in _said(event):
            field = _field(event.subject, name)
            if isinstance(field, ForeignKey) and isinstance(value, int):
                ids[_model_name(field)].add(value)
    known: Known = {kind: model.objects.in_bulk(ids[kind]) for kind in ids if (model := _NAMED.get(kind))}
    rows, quotes = rows_of(events), quotes_of(events)
    return [_told(event, known, rows, quotes) for event in events]


def _said(event: Event) -> list[tuple[str, object]]:
    return [*(event.before or {}).items(), *(event.after or {}).items()]


def _told(event: Event, known: Known, rows: Mapping[int, TableRow], quotes: Mapping[int, str]) -> Told:
    subject = str(known.get(event.subject, {}).get(event.subject_id or 0, event.subject_id or ""))
    kind, act = str(_KINDS.get(event.subject, event.subject)), str(ACT_NAMES.get(event.act, event.act))
    if found := findings_in(event):
        many = ngettext("%(n)s 条", "%(n)s 条", len(found)) % {"n": len(found)}
        return Told(event, act, kind, quotes.get(found[0], subject) if len(found) == 1 else many, ())
    if is_of_rows(event):
        return Told(event, act, kind, subject, tuple(Change(*told) for told in row_changes(event, rows)))
    return Told(event, act, kind, subject, tuple(_changes(event, known)))


def _changes(event: Event, known: Known) -> Iterator[Change]:
    before, after = event.before or {}, event.after or {}
    for name in dict.fromkeys([*before, *after]):
        if name == "own":
            yield from _own(before.get(name), after.get(name))
            continue
        if name in _UNTOLD:
            continue
        field = _field(event.subject, name)
        was, now = _shown(field, before.get(name), known), _shown(field, after.get(name), known)
        if was or now:
            yield Change(_called(field, name), was, now)


def _own(before: object, after: object) -> Iterator[Change]:
    """Fields of a matter's kind, each that differs."""
    was, now = (side if isinstance(side, dict) else {} for side in (before, after))
    for name in dict.fromkeys([*was, *now]):
        if was.get(name) != now.get(name):
            label = str(OWN_LABELS.get(name, name))
            yield Change(label, _shown(None, was.get(name), {}), _shown(None, now.get(name), {}))


def _field(subject: str, name: str) -> Field[Any, Any] | None:
    try:
        found = apps.get_model("records", subject)._meta.get_field(name)
    except (LookupError, FieldDoesNotExist):
        return None
    return found if isinstance(found, Field) else None


def _model_name(field: ForeignKey[Any, Any]) -> str:
    return str(field.related_model._meta.model_name)


def _called(field: Field[Any, Any] | None, name: str) -> str:
    return str(_FIELDS.get(name) or (field.verbose_name if field is not None else label_of(name)))


def _shown(field: Field[Any, Any] | None, value: object, known: Known) -> str:
    """A value as a person reads it: things by their present names, choices by theirs."""
    if value in (None, "", [], {}):
        return ""
    if isinstance(value, bool):
        return gettext("是") if value else gettext("否")
    if isinstance(field, ForeignKey) and isinstance(value, int):
        return str(known.get(_model_name(field), {}).get(value, value))
    if field is not None and field.choices:
        return str(dict(field.flatchoices).get(value, value))
    if isinstance(value, list):
        return "；".join(_line(one) for one in value)
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _line(value: object) -> str:
    """One of several: a name with its kind and its last day, or whatever it is."""
    if isinstance(value, list) and len(value) == 3 and value[1] in ("alias", "former"):
        name, kind, until = value
        if kind == "alias":
            return str(name)
        return (
            gettext("%(name)s（曾用名，至 %(day)s）") % {"name": name, "day": until}
            if until
            else (gettext("%(name)s（曾用名）") % {"name": name})
        )
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
