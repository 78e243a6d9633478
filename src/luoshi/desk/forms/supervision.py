"""Forms of sheets and meetings."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.desk.forms.settings import DayInput
from luoshi.ledger import Level
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.records.models import Matter, Meeting, Programme, Unit
from luoshi.records.words import choices_of

_REASON = 400


def rows(count: int) -> forms.Textarea:
    """A box of so many lines."""
    return forms.Textarea(attrs={"rows": count})


class OneOfSeveral(forms.Form):
    """A form that shares its page with others: the ids of its fields begin with its own name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **({"auto_id": f"{type(self).__name__.lower()}_%s"} | kwargs))


class SheetForm(OneOfSeveral):
    """A person's own sheet."""

    level = forms.ChoiceField(label=_("级别"), choices=choices_of([Level.REMINDER, Level.URGING]))
    ask = forms.CharField(label=_("要求单位做什么"), max_length=4000, widget=rows(4))
    answer_by = forms.DateField(
        label=_("办理期限"), required=False, widget=DayInput(), help_text=_("不填则按规则计算。")
    )
    urgent = forms.BooleanField(
        label=_("紧急"), required=False, help_text=_("从催办单开始须勾选，并写明理由；督办单只在催办逾期后下发。")
    )
    reason = forms.CharField(
        label=_("理由"),
        required=False,
        max_length=_REASON,
        widget=rows(2),
        help_text=_("紧急或重复要求时必填，会记入记录。"),
    )


class AnswerForm(OneOfSeveral):
    """A unit's answer to a sheet."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    answer = forms.CharField(label=_("回复"), max_length=4000, widget=rows(5))


class ExtendForm(OneOfSeveral):
    """More time for a sheet."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    answer_by = forms.DateField(label=_("宽限至"), widget=DayInput())
    reason = forms.CharField(label=_("理由"), max_length=_REASON, widget=rows(2))


class WithdrawForm(OneOfSeveral):
    """A sheet taken back."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label=_("理由"), max_length=_REASON, widget=rows(2))


class RevisionForm(OneOfSeveral):
    """An act without words."""

    revision = forms.IntegerField(widget=forms.HiddenInput)


class MeetingForm(OneOfSeveral):
    """A meeting."""

    kind = forms.ChoiceField(label=_("类型"), choices=Meeting.Kind.choices)
    title = forms.CharField(label=_("名称"), max_length=120)
    day = forms.DateField(label=_("日期"), widget=DayInput())
    place = forms.CharField(label=_("地点"), max_length=120, required=False)
    chair = forms.CharField(label=_("主持人"), max_length=60, required=False)


class MinutesForm(OneOfSeveral):
    """A meeting's minutes."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    minutes = forms.CharField(label=_("会议纪要"), widget=rows(6))


class DecisionForm(OneOfSeveral):
    """What a meeting decided; with a unit it becomes a matter."""

    text = forms.CharField(label=_("议定事项"), max_length=4000, widget=rows(3))
    about = forms.ModelChoiceField(
        Matter.objects.none(), label=_("所涉事项"), required=False, empty_label=_("（不涉及已有事项）")
    )
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("牵头单位"), required=False, empty_label=_("（只记录，不立项）"),
        help_text=_("选择后自动立项并交办。"),
    )  # fmt: skip
    deadline = forms.DateField(label=_("时限"), required=False, widget=DayInput())

    def __init__(self, *args: Any, access: Access, meeting: Meeting, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        ids = [point["matter"] for point in meeting.agenda]
        choose(self, "about", visible.matters(access).filter(programme=meeting.programme_id, pk__in=ids))
        choose(self, "unit", active_units(access, meeting.programme))


def active_units(access: Access, programme: Programme) -> Any:
    """The units in use of a programme's region."""
    return visible.units(access).filter(region=programme.region_id, active=True)


def choose(form: forms.Form, name: str, queryset: Any) -> None:
    """What a field of a form lets one choose from."""
    field = form.fields[name]
    if isinstance(field, forms.ModelChoiceField):  # one of several is such a field too
        field.queryset = queryset
