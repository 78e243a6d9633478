"""Forms of inspections: the plan, a finding, the conclusion, an objection, a proposal."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.desk.forms.settings import DayInput
from luoshi.desk.forms.supervision import OneOfSeveral, active_units, choose, rows
from luoshi.ledger import Role
from luoshi.ledger.inspections import Ground, InspectionMethod, InspectionType, SanctionKind
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.records.models import (
    EvidenceUse,
    Inspection,
    InspectionFinding,
    InspectionObjection,
    Matter,
    Programme,
    Unit,
    User,
)
from luoshi.records.words import choices_of
from luoshi.services.supervision.inspections import Draft

_REASON = 400
# What parts names and numbers in one line. Sample: 2025-001、2025-002
_BETWEEN = re.compile(r"[、，,；;\s]+")
_TEAM = (Role.SUPERVISOR, Role.VERIFIER, Role.LEADER)
_DECISIONS = [one for one in InspectionObjection.State.choices if one[0] != InspectionObjection.State.OPEN]


class InspectionForm(OneOfSeveral):
    """What is said of an inspection before it starts."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    title = forms.CharField(label=_("名称"), max_length=120)
    type = forms.ChoiceField(label=_("类型"), choices=choices_of(InspectionType))
    ground = forms.ChoiceField(label=_("立项依据"), choices=choices_of(Ground))
    basis = forms.CharField(
        label=_("依据说明"),
        max_length=_REASON,
        widget=rows(2),
        help_text=_("哪次会议的决定、哪位首长的指令，或哪份经批准的建议。"),
    )
    starts = forms.DateField(label=_("开始日期"), widget=DayInput())
    ends = forms.DateField(label=_("结束日期"), widget=DayInput())
    units = forms.ModelMultipleChoiceField(
        Unit.objects.none(), label=_("督查单位（全部工作）"), required=False, widget=forms.CheckboxSelectMultiple
    )
    matters = forms.CharField(
        label=_("督查事项"),
        required=False,
        widget=rows(2),
        help_text=_("填事项编号，如：2025-001、2025-002；督查其牵头单位。"),
    )
    leader = forms.ModelChoiceField(User.objects.none(), label=_("组长"), empty_label=_("请选择"))
    members = forms.ModelMultipleChoiceField(
        User.objects.none(), label=_("组员"), required=False, widget=forms.CheckboxSelectMultiple
    )
    outsiders = forms.CharField(
        label=_("邀请人员"), required=False, widget=rows(2), help_text=_("人大代表、政协委员、参事、专家等，每行一位。")
    )
    methods = forms.MultipleChoiceField(
        label=_("督查方式"), required=False, choices=choices_of(InspectionMethod), widget=forms.CheckboxSelectMultiple
    )
    plan = forms.CharField(label=_("督查方案"), required=False, widget=rows(6), help_text=_("开始督查前必须有方案。"))
    repeated_because = forms.CharField(
        label=_("重复督查的理由"), required=False, max_length=_REASON, widget=rows(2),
        help_text=_("只在系统提示重复、多头督查而确需督查时填写，会记入记录。"),
    )  # fmt: skip

    def __init__(self, *args: Any, access: Access, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._matters = visible.matters(access).filter(programme=programme)
        team = User.objects.filter(is_active=True, grants__region=programme.region_id, grants__role__in=_TEAM)
        choose(self, "units", active_units(access, programme))
        choose(self, "leader", team.distinct().order_by("name"))
        choose(self, "members", team.distinct().order_by("name"))

    def clean_matters(self) -> list[Matter]:
        """The matters by their numbers."""
        numbers = [number for number in _BETWEEN.split(self.cleaned_data["matters"]) if number]
        found = {matter.number: matter for matter in self._matters.filter(number__in=numbers).select_related("lead")}
        if wrong := "、".join(number for number in numbers if number not in found or found[number].lead is None):
            raise forms.ValidationError(gettext("没有这些编号的事项，或没有牵头单位：%(numbers)s") % {"numbers": wrong})
        return [found[number] for number in dict.fromkeys(numbers)]

    def draft(self) -> Draft:
        """What the services take."""
        said = self.cleaned_data
        of_matters = [(matter.lead, matter) for matter in said["matters"] if matter.lead is not None]
        return Draft(
            said["title"],
            InspectionType(said["type"]),
            Ground(said["ground"]),
            said["basis"],
            said["starts"],
            said["ends"],
            said["leader"],
            [*((unit, None) for unit in said["units"]), *of_matters],
            list(said["members"]),
            said["outsiders"].splitlines(),
            said["plan"],
            [InspectionMethod(method) for method in said["methods"]],
            said["repeated_because"],
        )

    @staticmethod
    def of(inspection: Inspection) -> dict[str, Any]:
        """What the form shows at first of an inspection."""
        targets = list(inspection.targets.select_related("matter"))
        same = ("revision", "title", "type", "ground", "basis", "starts", "ends", "leader", "methods", "plan")
        return {
            **{name: getattr(inspection, name) for name in (*same, "repeated_because")},
            "units": [one.unit_id for one in targets if one.matter is None],
            "matters": "、".join(one.matter.number for one in targets if one.matter is not None),
            "members": list(inspection.members.values_list("pk", flat=True)),
            "outsiders": "\n".join(inspection.outsiders),
        }


class FindingForm(OneOfSeveral):
    """What was found at a unit."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("单位"), empty_label=None)
    text = forms.CharField(label=_("发现的情况"), widget=rows(3))
    problem = forms.BooleanField(label=_("是问题"), required=False, initial=True)
    source = forms.CharField(
        label=_("证据说明"),
        max_length=_REASON,
        required=False,
        widget=rows(2),
        help_text=_("问题须有证据才能作出结论。"),
    )
    evidence = forms.ModelMultipleChoiceField(
        EvidenceUse.objects.none(), label=_("佐证材料"), required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        targets = list(inspection.targets.all())
        units = Unit.objects.filter(pk__in=[one.unit_id for one in targets])
        choose(self, "unit", units)
        matters = [one.matter_id for one in targets if one.matter_id]
        uses = EvidenceUse.objects.filter(matter__in=matters, removed=False).select_related("evidence")
        choose(self, "evidence", uses)
        if not matters:
            del self.fields["evidence"]


class ConclusionForm(OneOfSeveral):
    """The conclusion that is fed back."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    conclusion = forms.CharField(label=_("督查结论"), widget=rows(6))


class ReasonForm(OneOfSeveral):
    """A reason."""

    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    reason = forms.CharField(label=_("理由"), widget=rows(3))


class RectifyForm(OneOfSeveral):
    """A problem that becomes a matter."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    title = forms.CharField(label=_("整改事项"), max_length=120)
    deadline = forms.DateField(label=_("整改时限"), required=False, widget=DayInput())

    @staticmethod
    def of(finding: InspectionFinding) -> dict[str, Any]:
        """What the form shows at first of a problem."""
        first = " ".join(finding.text.split())
        return {"revision": finding.revision, "title": first if len(first) <= 60 else first[:59] + "…"}


class ObjectionAnswerForm(OneOfSeveral):
    """The answer to an objection."""

    state = forms.ChoiceField(label=_("复核结果"), choices=_DECISIONS)
    answer = forms.CharField(label=_("复核决定"), widget=rows(4))


class SanctionForm(OneOfSeveral):
    """A proposal for a unit."""

    unit = forms.ModelChoiceField(Unit.objects.none(), label=_("单位"), empty_label=None)
    kind = forms.ChoiceField(label=_("建议"), choices=choices_of(SanctionKind))
    reason = forms.CharField(label=_("事实和理由"), widget=rows(3))

    def __init__(self, *args: Any, inspection: Inspection, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "unit", Unit.objects.filter(pk__in=inspection.targets.values("unit")))


class SanctionAnswerForm(OneOfSeveral):
    """A leader's decision on a proposal."""

    approve = forms.ChoiceField(label=_("批示"), choices=[("1", _("批准")), ("0", _("不予批准"))])
    answer = forms.CharField(label=_("批示意见"), max_length=_REASON, required=False, widget=rows(2))
