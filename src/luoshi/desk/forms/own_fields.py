"""The fields of a matter's kind that its closing rule looks at, as a unit fills them in."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.desk.forms.settings import DayInput
from luoshi.ledger import Kind
from luoshi.ledger.kinds import dump_fields
from luoshi.ledger.kinds.fields import Fields
from luoshi.ledger.kinds.projects import Stage
from luoshi.ledger.kinds.satisfaction import ProposalFields, Rating, Round, Satisfaction
from luoshi.records.words import choices_of

_SATISFACTION = [
    (Satisfaction.NONE.value, _("（未表态）")),
    (Satisfaction.SATISFIED.value, _("满意")),
    (Satisfaction.BASICALLY.value, _("基本满意")),
    (Satisfaction.DISSATISFIED.value, _("不满意")),
]
_RATINGS = [
    (Rating.NONE.value, _("（未评价）")),
    (Rating.VERY_GOOD.value, _("非常满意")),
    (Rating.GOOD.value, _("满意")),
    (Rating.FAIR.value, _("基本满意")),
    (Rating.BAD.value, _("不满意")),
    (Rating.VERY_BAD.value, _("非常不满意")),
]


def _day(label: Any) -> forms.Field:
    return forms.DateField(label=label, required=False, widget=DayInput())


def _text(label: Any) -> forms.Field:
    return forms.CharField(label=label, required=False, max_length=100)


def _votes(label: Any) -> forms.Field:
    return forms.IntegerField(label=label, required=False, min_value=0, max_value=5000)


def fields_for(kind: Kind) -> dict[str, forms.Field]:
    """The form fields of a kind by the name of its own field; a task has none."""
    match kind:
        case Kind.INDICATOR:
            value = forms.FloatField(label=_("统计部门数据"), required=False)
            return {
                "official_value": value,
                "official_source": _text(_("发布单位")),
                "official_day": _day(_("数据日期")),
            }
        case Kind.PROJECT:
            return {"reached": forms.ChoiceField(label=_("现到达的阶段"), choices=choices_of(Stage))}
        case Kind.LIVELIHOOD:
            return {
                "satisfied": _votes(_("人大测评：满意票")),
                "basically": _votes(_("基本满意票")),
                "dissatisfied": _votes(_("不满意票")),
            }
        case Kind.RECTIFICATION:
            return {"accepted": _day(_("验收日期")), "accepted_by": _text(_("验收单位"))}
        case Kind.PROPOSAL:
            said = forms.ChoiceField(label=_("代表、委员意见"), choices=_SATISFACTION, required=False)
            return {"met": _day(_("面商日期")), "answered": _day(_("书面答复日期")), "satisfaction": said}
        case Kind.DEMAND:
            return {
                "answered": _day(_("答复日期")),
                "rating_asked": _day(_("邀请评价日期")),
                "rating": forms.ChoiceField(label=_("诉求人评价"), choices=_RATINGS, required=False),
                "revisited": _day(_("差评回访日期")),
            }
        case Kind.INSTRUCTION:
            return {"reported": _day(_("书面反馈日期")), "noted": _day(_("领导阅示日期"))}
        case Kind.TASK:
            return {}


def initial_of(own: Fields) -> dict[str, Any]:
    """What the form shows at first; of a proposal that must be handled again, the second handling."""
    said = dump_fields(own)
    if isinstance(own, ProposalFields):
        last = Round() if own.must_be_handled_again else own.rounds[-1]
        return {name: getattr(last, name) for name in ("met", "answered", "satisfaction")}
    ballot = said.get("ballot")
    return {**said, **(ballot if isinstance(ballot, dict) else {})}


def filled_in(kind: Kind, own: Fields, said: Mapping[str, Any]) -> dict[str, object]:
    """A kind's own fields with what was filled in, ready to be loaded by the core."""
    kept, given = dump_fields(own), {name: _plain(said.get(name)) for name in fields_for(kind)}
    if kind == Kind.LIVELIHOOD:
        counted = any(value is not None for value in given.values())
        return {**kept, "ballot": {name: value or 0 for name, value in given.items()} if counted else None}
    if isinstance(own, ProposalFields):
        earlier = own.rounds if own.must_be_handled_again else own.rounds[:-1]
        rounds = [{name: _plain(getattr(one, name)) for name in given} for one in earlier]
        return {**kept, "rounds": [*rounds, given]}
    return {**kept, **given}


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value
