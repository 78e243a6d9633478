"""Forms of close-out and of looking back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.desk.forms.own_fields import fields_for, filled_in, initial_of
from luoshi.ledger import Kind
from luoshi.ledger.kinds.closing import VerificationMethod
from luoshi.queries.closing_facts import own_fields
from luoshi.records.models import Matter
from luoshi.records.words import choices_of

_LONGEST = 2000
_LONGEST_REASON = 400


def _lines(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class RequestForm(forms.Form):
    """What was achieved, and the fields that the closing rule of the matter's kind looks at."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    achieved = forms.CharField(
        label=_("做成了什么"),
        max_length=_LONGEST,
        widget=_lines(4),
        help_text=_("写结果，不写过程：数量、质量、谁验收的；核实人会逐项对照佐证材料。"),
    )

    def __init__(self, data: Any = None, *, matter: Matter, achieved: str = "") -> None:
        self.own = own_fields(matter)
        self.kind = Kind(matter.kind)
        shown = {"revision": matter.revision, "achieved": achieved, **initial_of(self.own)}
        # Other forms stand on the matter's page; ids are given once a page.
        super().__init__(data, auto_id="closing-%s", initial=shown)
        self.fields.update(fields_for(self.kind))

    def own_said(self) -> dict[str, object] | None:
        """The kind's own fields as they are to stand; None when the form asks for none."""
        return filled_in(self.kind, self.own, self.cleaned_data) if fields_for(self.kind) else None


class AnswerForm(forms.Form):
    """What was verified and how, or why the request is returned; which of the two is said by the button."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    verified = forms.CharField(
        label=_("核实了什么"),
        max_length=_LONGEST,
        required=False,
        widget=_lines(3),
        help_text=_("看了哪些材料、去了哪里、问了谁，结论是什么。"),
    )
    methods = forms.MultipleChoiceField(
        label=_("核实方式"),
        choices=choices_of(VerificationMethod),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    reason = forms.CharField(
        label=_("退回理由"),
        max_length=_LONGEST_REASON,
        required=False,
        widget=_lines(2),
        help_text=_("退回时必填：缺什么、补到什么程度，责任单位首先看到这一句。"),
    )

    def chosen(self) -> list[VerificationMethod]:
        """The methods that were ticked."""
        return [VerificationMethod(one) for one in self.cleaned_data["methods"]]


class SampleForm(forms.Form):
    """How many matters to look back at, in number or in percent, and perhaps a seed that was drawn in public."""

    HOW = (("share", _("按比例（%）")), ("size", _("按件数")))

    how = forms.ChoiceField(label=_("抽取"), choices=HOW, initial="share")
    amount = forms.FloatField(label=_("数量"), min_value=0, max_value=10_000, initial=10)
    seed = forms.CharField(
        label=_("随机种子"),
        max_length=64,
        required=False,
        help_text=_("留空由系统随机生成；也可填当场公开产生的号码。种子随记录保存，事后不能更改。"),
    )

    def clean(self) -> dict[str, Any]:
        """A share is at most the whole, a number of matters is whole."""
        said: dict[str, Any] = super().clean() or {}
        how, amount = said.get("how"), said.get("amount")
        if how == "share" and amount is not None and amount > 100:
            self.add_error("amount", _("比例不能超过100%。"))
        if how == "size" and amount is not None and amount != int(amount):
            self.add_error("amount", _("件数应为整数。"))
        return said


class LookBackForm(forms.Form):
    """What was found on looking again, and why the matter is taken up again where it is."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    found = forms.CharField(
        label=_("回头看情况"), max_length=_LONGEST, widget=_lines(3), help_text=_("何时、去了哪里、看到了什么。")
    )
    reason = forms.CharField(label=_("重新办理的理由"), max_length=_LONGEST_REASON, required=False, widget=_lines(2))
