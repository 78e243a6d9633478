"""Forms of programmes, units and posts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.records.models import Post, Programme, Region, Unit, UnitName, User
from luoshi.services.organisation import OtherName, UnitFields

# What parts short names in one line. Sample: 发改委、市发改委; near miss: a name with a space in it.
_BETWEEN = re.compile(r"[、，,；;\n]")
# The years a programme may be of: those since work reports are published as we know them.
_FIRST_YEAR, _LAST_YEAR = 1990, 2100


class DayInput(forms.DateInput):
    """A day, by the browser's own calendar."""

    input_type = "date"

    def __init__(self) -> None:
        super().__init__(format="%Y-%m-%d")


class ProgrammeForm(forms.Form):
    """A programme's year, name and dates."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    year = forms.IntegerField(label=_("年度"), min_value=_FIRST_YEAR, max_value=_LAST_YEAR)
    name = forms.CharField(label=_("名称"), max_length=100, help_text=_("如：云川市2025年政府工作报告重点工作"))
    starts = forms.DateField(label=_("开始日期"), widget=DayInput())
    ends = forms.DateField(label=_("结束日期"), widget=DayInput())

    @staticmethod
    def of(programme: Programme) -> dict[str, Any]:
        """What the form shows at first of a programme."""
        return {name: getattr(programme, name) for name in ("revision", "year", "name", "starts", "ends")}


class UnitForm(forms.Form):
    """A unit; its former names are a set of forms of their own."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    name = forms.CharField(label=_("规范名称"), max_length=80, help_text=_("全称，如：市发展和改革委员会"))
    aliases = forms.CharField(label=_("简称"), required=False, help_text=_("几个简称用顿号隔开，如：市发改委、发改委"))
    parent = forms.ModelChoiceField(Unit.objects.none(), label=_("上级单位"), required=False, empty_label=_("（无）"))
    ranking_class = forms.CharField(
        label=_("考评类别"), max_length=40, required=False, help_text=_("同类单位一起排名，如：经济部门、县（市、区）")
    )
    order = forms.IntegerField(label=_("排序"), min_value=0, max_value=99999, initial=0)
    active = forms.BooleanField(
        label=_("在用"), required=False, initial=True, help_text=_("停用后不再出现在分解的选项中，历史记录不变")
    )

    def __init__(self, *args: Any, access: Access, region: Region, own: Unit | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parents = visible.units(access).filter(region=region)
        field = self.fields["parent"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = parents.exclude(pk=own.pk) if own else parents

    def clean_aliases(self) -> tuple[str, ...]:
        """Short names, each once."""
        return tuple(
            dict.fromkeys(name for part in _BETWEEN.split(self.cleaned_data["aliases"]) if (name := part.strip()))
        )

    def unit_fields(self, former: FormerNames) -> UnitFields:
        """What the services take."""
        said = self.cleaned_data
        names = (*(OtherName(name) for name in said["aliases"]), *former_names(former))
        return UnitFields(
            said["name"].strip(), said["parent"], said["ranking_class"], said["order"], said["active"], names
        )

    @staticmethod
    def of(unit: Unit) -> dict[str, Any]:
        """What the form shows at first of a unit."""
        shown = {
            name: getattr(unit, name) for name in ("revision", "name", "parent", "ranking_class", "order", "active")
        }
        aliases = unit.names.filter(kind=UnitName.Kind.ALIAS).values_list("name", flat=True)
        return {**shown, "aliases": "、".join(aliases)}


class FormerNameForm(forms.Form):
    """A name no longer borne; an empty one is none."""

    name = forms.CharField(label=_("曾用名"), max_length=80, required=False)
    until = forms.DateField(label=_("使用至"), widget=DayInput(), required=False)


if TYPE_CHECKING:
    FormerNames = forms.BaseFormSet[FormerNameForm]
else:  # Django's own class takes no parameter
    FormerNames = forms.BaseFormSet


def former_name_forms(data: Any = None, unit: Unit | None = None) -> FormerNames:
    """The former names of a unit as forms, with two empty ones more."""
    made = forms.formset_factory(FormerNameForm, extra=2, max_num=30)
    known = unit.names.filter(kind=UnitName.Kind.FORMER) if unit else []
    return made(data, initial=[{"name": one.name, "until": one.until} for one in known], prefix="former")


def former_names(forms_: FormerNames) -> tuple[OtherName, ...]:
    """The former names of valid forms."""
    said = [form.cleaned_data for form in forms_.forms if form.cleaned_data.get("name")]
    return tuple(OtherName(one["name"].strip(), former=True, until=one.get("until")) for one in said)


class PostForm(forms.Form):
    """A post."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    title = forms.CharField(label=_("职务"), max_length=60, help_text=_("如：常务副市长、局长"))
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("所在单位"), required=False, empty_label=_("（政府领导，不属某一单位）")
    )
    leads = forms.BooleanField(label=_("政府领导，可作为责任领导"), required=False)
    order = forms.IntegerField(label=_("排序"), min_value=0, max_value=99999, initial=0)
    active = forms.BooleanField(label=_("在用"), required=False, initial=True)

    def __init__(self, *args: Any, access: Access, region: Region, own: Post | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["unit"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = visible.units(access).filter(region=region)
            field.disabled = own is not None  # responsibility is the post's; another unit's post is another post

    @staticmethod
    def of(post: Post) -> dict[str, Any]:
        """What the form shows at first of a post."""
        return {name: getattr(post, name) for name in ("revision", "title", "unit", "leads", "order", "active")}


class AppointForm(forms.Form):
    """Who takes a post over, and from when."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("任职人"), empty_label=_("请选择"))
    since = forms.DateField(label=_("任职日期"), widget=DayInput())

    def __init__(self, *args: Any, access: Access, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        if isinstance(field, forms.ModelChoiceField):
            here = visible.people(access).filter(is_active=True)
            field.queryset = here.filter(grants__region=region).distinct().order_by("name")


class EndForm(forms.Form):
    """The last day in a post."""

    until = forms.DateField(label=_("离任日期"), widget=DayInput())
