"""Forms of what is done to a matter; each carries the revision of the matter that the person saw."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from luoshi.desk.forms.settings import DayInput
from luoshi.desk.forms.steps import StepsField
from luoshi.ledger import Kind
from luoshi.ledger.kinds import Grade
from luoshi.queries.own_fields import OwnField
from luoshi.records.models import Post, Unit
from luoshi.records.words import choices_of

_REASON = 400


class Named(forms.ChoiceField):
    """One of some records, read once a page however many forms offer them; gives the record."""

    def __init__(self, label: Any, *, required: bool = True, help_text: Any = "", posts: bool = False) -> None:
        super().__init__(label=label, required=required, help_text=help_text)
        self.known: dict[str, Any] = {}
        self.of_posts = posts

    def offer(self, records: Iterable[Any]) -> None:
        """Let these be chosen from."""
        self.known = {str(one.pk): one for one in records}
        self.choices = [("", "————"), *((key, str(one)) for key, one in self.known.items())]

    def clean(self, value: Any) -> Any:
        """The record chosen; None for none."""
        return self.known.get(str(super().clean(value)))


class SeveralNamed(forms.MultipleChoiceField):
    """Several of some records; gives the records."""

    def __init__(self, label: Any, *, required: bool = False, help_text: Any = "", posts: bool = False) -> None:
        widget = forms.CheckboxSelectMultiple(attrs={"class": "several"})
        super().__init__(label=label, required=required, help_text=help_text, widget=widget)
        self.known: dict[str, Any] = {}
        self.of_posts = posts

    def offer(self, records: Iterable[Any]) -> None:
        """Let these be chosen from."""
        self.known = {str(one.pk): one for one in records}
        self.choices = [(key, str(one)) for key, one in self.known.items()]

    def clean(self, value: Any) -> list[Any]:
        """The records chosen, in the order in which they are offered."""
        chosen = set(super().clean(value))
        return [one for key, one in self.known.items() if key in chosen]


def _words(
    label: Any, *, most: int = _REASON, required: bool = True, rows: int = 3, help_text: Any = ""
) -> forms.CharField:
    widget = forms.Textarea(attrs={"rows": rows, "maxlength": most})
    return forms.CharField(label=label, max_length=most, required=required, widget=widget, help_text=help_text)


def _number(label: Any, *, required: bool = True, help_text: Any = "") -> forms.CharField:
    """The number of another matter, which a script helps to find."""
    widget = forms.TextInput(attrs={"data-matter-number": "", "autocomplete": "off"})
    return forms.CharField(label=label, max_length=24, required=required, widget=widget, help_text=help_text)


_FINDS = gettext_lazy("填编号，或填标题中的词查找。")


class MatterForm(forms.Form):
    """A form without anything to fill in; all others add to it."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def offer(self, units: Collection[Unit], posts: Collection[Post] = ()) -> None:
        """Let these units and posts be chosen from where the form asks for some."""
        for field in self.fields.values():
            if isinstance(field, Named | SeveralNamed):
                field.offer(posts if field.of_posts else units)

    @property
    def bare(self) -> bool:
        """Whether there is nothing to fill in."""
        return set(self.fields) == {"revision"}


class ReasonForm(MatterForm):
    """A reason."""

    reason = _words(gettext_lazy("理由"))


class ObjectionForm(MatterForm):
    """Why a matter is not the unit's, and whose it may be."""

    reason = _words(gettext_lazy("异议理由"), help_text=gettext_lazy("写明依据，如职责规定、以往分工。"))
    suggested = Named(gettext_lazy("建议牵头单位"), required=False)


class ReassignForm(MatterForm):
    """Another lead unit."""

    lead = Named(gettext_lazy("新的牵头单位"))
    reason = _words(gettext_lazy("改派理由"))


class PlanForm(MatterForm):
    """A plan."""

    person = forms.CharField(
        label=gettext_lazy("领办人"), max_length=60, help_text=gettext_lazy("实名领办，填写姓名和职务。")
    )
    steps = StepsField(label=gettext_lazy("节点"))
    measures = _words(gettext_lazy("主要措施"), most=5000, required=False, rows=4)


class PlanChangeForm(MatterForm):
    """A changed plan, and why."""

    person = forms.CharField(label=gettext_lazy("领办人"), max_length=60)
    steps = StepsField(
        label=gettext_lazy("调整后的节点"), help_text=gettext_lazy("已完成的节点保留；没有列出的未完成节点不再执行。")
    )
    reason = _words(gettext_lazy("调整理由"))


class ExtensionForm(MatterForm):
    """A later deadline, and why."""

    until = forms.DateField(label=gettext_lazy("新时限"), widget=DayInput())
    reason = _words(gettext_lazy("延期理由"), help_text=gettext_lazy("最初时限始终保留，不会被改写。"))


class MergeForm(MatterForm):
    """Into which matter, and why."""

    into = _number(gettext_lazy("并入事项的编号"), help_text=_FINDS)
    reason = _words(gettext_lazy("理由"))


class PartForm(MatterForm):
    """Of which matter it is a part; none for it to stand alone."""

    parent = _number(
        gettext_lazy("上级事项的编号"),
        required=False,
        help_text=gettext_lazy("填编号，或填标题中的词查找；留空即不再是子事项。"),
    )


class ServeForm(MatterForm):
    """Another target that the matter serves."""

    number = _number(gettext_lazy("目标所在事项的编号"), help_text=_FINDS)
    name = forms.CharField(
        label=gettext_lazy("指标名称"), max_length=120, required=False,
        help_text=gettext_lazy("写出名称或其中几个字；该事项只有一个指标时可不填。"),
    )  # fmt: skip
    counts = forms.BooleanField(label=gettext_lazy("本事项填报的数据计入该目标"), required=False)


class TargetForm(MatterForm):
    """From where a target sets out, what 左右 allows, and its pace by quarter."""

    baseline = forms.FloatField(label=gettext_lazy("基数（上年末水平）"), required=False)
    tolerance = forms.FloatField(label=gettext_lazy("“左右”的容差"), required=False, min_value=0)
    quarters = forms.CharField(
        label=gettext_lazy("各季度末应完成的百分比"), required=False, max_length=60,
        help_text=gettext_lazy("四个数字，如：10 40 80 100；留空即按月均衡。"),
    )  # fmt: skip

    def clean_quarters(self) -> list[float]:
        """Four shares from 0 to 1, or none."""
        said = str(self.cleaned_data["quarters"]).replace("，", " ").replace(",", " ").replace("%", " ").split()
        try:
            shares = [float(one) / 100 for one in said]
        except ValueError as wrong:
            raise forms.ValidationError(_("请填写四个数字，如：10 40 80 100。")) from wrong
        if len(shares) not in (0, 4):
            raise forms.ValidationError(_("请填写四个数字，如：10 40 80 100。"))
        return shares


class DecisionForm(MatterForm):
    """What is answered to a request."""

    answer = _words(gettext_lazy("批复意见"), required=False, rows=2, help_text=gettext_lazy("不批准的须写明理由。"))


class InstructionForm(MatterForm):
    """An instruction about a matter, or by itself."""

    text = _words(gettext_lazy("批示内容"), most=2000)
    grade = forms.ChoiceField(
        label=gettext_lazy("等级"),
        choices=[
            (Grade.ORDINARY.value, gettext_lazy("一般：一日部署、三日反馈、七日办结")),
            (Grade.MAJOR.value, gettext_lazy("重大：一个月办结")),
        ],
    )
    lead = Named(gettext_lazy("交办单位"))
    post = Named(gettext_lazy("批示领导"), posts=True)


class CreateForm(MatterForm):
    """A matter that comes from no table."""

    kind = forms.ChoiceField(
        label=gettext_lazy("类型"), choices=[one for one in choices_of(Kind) if one[0] != "instruction"]
    )
    title = forms.CharField(label=gettext_lazy("事项名称"), max_length=200)
    task = _words(
        gettext_lazy("工作任务"),
        most=4000,
        required=False,
        help_text=gettext_lazy("写明做什么、做到什么程度；有数字的会自动成为目标。"),
    )
    quote = _words(
        gettext_lazy("依据原文"),
        most=4000,
        required=False,
        help_text=gettext_lazy("文件、会议或信件中的原话，保存后不能修改。"),
    )
    lead = Named(gettext_lazy("牵头单位"))
    cooperating = SeveralNamed(gettext_lazy("配合单位"))
    leaders = SeveralNamed(gettext_lazy("责任领导"), posts=True, help_text=gettext_lazy("方案、延期等由责任领导审批。"))
    deadline = forms.DateField(label=gettext_lazy("完成时限"), widget=DayInput(), required=False)
    parent = _number(gettext_lazy("上级事项的编号"), required=False, help_text=_FINDS)


class OwnForm(MatterForm):
    """Fields of a kind that this person may change."""

    def offer_own(self, fields: Collection[OwnField]) -> None:
        """Let these be filled in."""
        for field in fields:
            self.fields[field.name] = _own_field(field)


def _own_field(field: OwnField) -> forms.Field:
    said: dict[str, Any] = {"label": field.label, "required": False}
    match field.sort:
        case "day":
            return forms.DateField(widget=DayInput(), **said)
        case "number":
            return forms.FloatField(**said)
        case "count":
            return forms.IntegerField(min_value=0, **said)
        case "choice":
            return forms.ChoiceField(choices=field.choices, **said)
        case "tick":
            return forms.BooleanField(**said)
    return forms.CharField(max_length=200, **said)
