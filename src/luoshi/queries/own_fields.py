"""Own fields of each kind of matter: what they are called, what is typed into them, and who may change them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from django.utils.translation import gettext_lazy as _

from luoshi.ledger import Actor, Kind, SettingsError
from luoshi.ledger.kinds import Grade, Rating, Satisfaction, Stage, dump_fields, load_fields
from luoshi.ledger.moves.move import Who
from luoshi.ledger.moves.transitions import APPROVER, LEAD, OFFICE, VERIFIER
from luoshi.records.words import choices_of

# What the unit reports itself, what the office keeps, what somebody outside decides, and what only the leader says.
_UNIT = (*LEAD, *OFFICE)
_OUTSIDE = (*OFFICE, *VERIFIER)
_SATISFACTION = [
    (Satisfaction.NONE.value, _("尚无意见")),
    (Satisfaction.SATISFIED.value, _("满意")),
    (Satisfaction.BASICALLY.value, _("基本满意")),
    (Satisfaction.DISSATISFIED.value, _("不满意")),
]
_RATINGS = [
    (Rating.NONE.value, _("尚未评价")),
    (Rating.VERY_GOOD.value, _("非常满意")),
    (Rating.GOOD.value, _("满意")),
    (Rating.FAIR.value, _("基本满意")),
    (Rating.BAD.value, _("不满意")),
    (Rating.VERY_BAD.value, _("非常不满意")),
]
_GRADES = [(Grade.ORDINARY.value, _("一般批示（七日办结）")), (Grade.MAJOR.value, _("重大批示（一个月办结）"))]


@dataclass(frozen=True, slots=True)
class OwnField:
    """A field: `sort` is day, number, count, text, choice or tick; `who` may change it."""

    name: str
    label: Any
    sort: str
    who: tuple[Who, ...] = OFFICE
    choices: tuple[tuple[str, Any], ...] = ()


def _choice(name: str, label: Any, choices: list[tuple[str, Any]], who: tuple[Who, ...] = OFFICE) -> OwnField:
    return OwnField(name, label, "choice", who, tuple(choices))


OWN_FIELDS: dict[Kind, tuple[OwnField, ...]] = {
    Kind.INDICATOR: (
        OwnField("official_value", _("统计部门数据"), "number", _OUTSIDE),
        OwnField("official_source", _("发布单位"), "text", _OUTSIDE),
        OwnField("official_day", _("数据日期"), "day", _OUTSIDE),
    ),
    Kind.TASK: (OwnField("deliverable", _("成果形式"), "text"),),
    Kind.PROJECT: (
        _choice("promised", _("承诺阶段"), choices_of(Stage)),
        _choice("reached", _("现处阶段"), choices_of(Stage), _UNIT),
        OwnField("investment", _("总投资（万元）"), "number"),
        OwnField("planned_this_year", _("年度计划投资（万元）"), "number"),
        OwnField("paid_this_year", _("年内完成投资（万元）"), "number", _UNIT),
    ),
    Kind.LIVELIHOOD: (
        OwnField("raised_by", _("项目来源"), "text"),
        OwnField("elected", _("代表票决日期"), "day"),
        OwnField("votes", _("票决得票"), "count"),
        OwnField("satisfied", _("测评满意票"), "count"),
        OwnField("basically", _("测评基本满意票"), "count"),
        OwnField("dissatisfied", _("测评不满意票"), "count"),
    ),
    Kind.RECTIFICATION: (
        OwnField("found_by", _("问题来源"), "text"),
        OwnField("listed", _("挂牌日期"), "day"),
        OwnField("accepted", _("验收日期"), "day", _OUTSIDE),
        OwnField("accepted_by", _("验收单位"), "text", _OUTSIDE),
    ),
    Kind.PROPOSAL: (
        OwnField("number", _("建议提案编号"), "text"),
        OwnField("proposer", _("代表、委员"), "text"),
        OwnField("met", _("面商日期"), "day", _UNIT),
        OwnField("answered", _("书面答复日期"), "day", _UNIT),
        _choice("satisfaction", _("满意度意见"), _SATISFACTION),
        OwnField("again", _("再次办理（不满意时）"), "tick", _UNIT),
    ),
    Kind.DEMAND: (
        OwnField("source", _("诉求来源"), "text"),
        OwnField("raised", _("提出日期"), "day"),
        OwnField("answered", _("答复日期"), "day", _UNIT),
        OwnField("rating_asked", _("邀请评价日期"), "day", _UNIT),
        _choice("rating", _("好差评"), _RATINGS),
        OwnField("revisited", _("差评回访日期"), "day", _UNIT),
    ),
    Kind.INSTRUCTION: (
        _choice("grade", _("批示等级"), _GRADES),
        OwnField("deployed", _("部署日期"), "day", _UNIT),
        OwnField("reported", _("书面反馈日期"), "day", _UNIT),
        OwnField("noted", _("领导审阅日期"), "day", APPROVER),
    ),
}
LABELS = {field.name: field.label for of_kind in OWN_FIELDS.values() for field in of_kind} | {"text": _("批示内容")}
_BALLOT = ("satisfied", "basically", "dissatisfied")
_ROUND = ("met", "answered", "satisfaction")


def editable(capacities: Actor, kind: Kind) -> tuple[OwnField, ...]:
    """The fields that a person may change, in the form's order."""
    return tuple(
        field for field in OWN_FIELDS[kind] if any(capacities.may(one.permission, one.relations) for one in field.who)
    )


def flat(kind: Kind, kept: Mapping[str, object]) -> dict[str, Any]:
    """The fields of a record by the names above: of a proposal the last handling, of a livelihood item its ballot."""
    try:
        own = load_fields(kind, kept)
    except SettingsError:
        return {}
    values: dict[str, Any] = {field.name: getattr(own, field.name) for field in fields(own)}
    if ballot := values.pop("ballot", None):
        values |= {name: getattr(ballot, name) for name in _BALLOT}
    if rounds := values.pop("rounds", None):
        values |= {name: getattr(rounds[-1], name) for name in _ROUND} | {"handled": len(rounds)}
    return values


def merged(kind: Kind, kept: Mapping[str, object], said: Mapping[str, Any]) -> dict[str, object]:
    """A record with what was said written over it, checked as the core reads it. Raises SettingsError.

    >>> merged(Kind.PROPOSAL, {}, {"satisfaction": "dissatisfied", "again": True})["rounds"][1]["satisfaction"]
    ''
    """
    own: dict[str, Any] = dump_fields(load_fields(kind, kept))
    plain = {name: value for name, value in said.items() if name not in (*_BALLOT, *_ROUND, "again")}
    if kind == Kind.LIVELIHOOD and any(said.get(name) is not None for name in _BALLOT):
        own["ballot"] = (own["ballot"] or dict.fromkeys(_BALLOT, 0)) | {
            name: said[name] or 0 for name in _BALLOT if name in said
        }
    if kind == Kind.PROPOSAL:
        rounds = [dict(one) for one in own["rounds"]]
        rounds[-1] |= {name: said[name] for name in _ROUND if name in said}
        own["rounds"] = [*rounds, {}] if said.get("again") else rounds
    else:
        plain |= {name: said[name] for name in _ROUND if name in said}
    return dump_fields(load_fields(kind, own | plain))
