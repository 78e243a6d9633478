"""Forms of people, their roles, and of the log of events."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from luoshi.desk.forms.settings import DayInput
from luoshi.ledger import Role
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.records.models import Post, Region, Unit, User
from luoshi.records.models.people import ROLE_NAMES

_ROLES = [(role.value, ROLE_NAMES[role]) for role in Role]


class RoleForm(forms.Form):
    """A role in a region; which of unit and post it needs is for the services to say."""

    role = forms.ChoiceField(label=_("角色"), choices=_ROLES)
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=_("单位"), required=False, empty_label="—", help_text=_("联络员须选择")
    )
    post = forms.ModelChoiceField(
        Post.objects.none(), label=_("职务"), required=False, empty_label="—", help_text=_("责任领导须选择")
    )

    def __init__(self, *args: Any, access: Access, region: Region, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = {"unit": visible.units(access), "post": visible.posts(access)}
        for name, queryset in choices.items():
            field = self.fields[name]
            if isinstance(field, forms.ModelChoiceField):
                field.queryset = queryset.filter(region=region, active=True)

    def place(self) -> dict[str, Any]:
        """Role, unit and post as the services take them."""
        said = self.cleaned_data
        return {"role": Role(said["role"]), "unit": said["unit"], "post": said["post"]}


class NewPersonForm(RoleForm):
    """A new account with its first role."""

    name = forms.CharField(label=_("姓名"), max_length=60)
    username = forms.CharField(
        label=_("用户名"), max_length=64, min_length=3, help_text=_("登录用，字母、数字和 . _ - @")
    )
    mobile = forms.CharField(label=_("手机"), max_length=20, required=False)
    signs_in = forms.BooleanField(
        label=_("需要登录"), required=False, initial=True, help_text=_("不登录的人（如由办公室代办的领导）不生成密码")
    )
    field_order = ("name", "username", "mobile", "role", "unit", "post", "signs_in")


class PersonForm(forms.Form):
    """An account's names."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    name = forms.CharField(label=_("姓名"), max_length=60)
    username = forms.CharField(label=_("用户名"), max_length=64, min_length=3)
    mobile = forms.CharField(label=_("手机"), max_length=20, required=False)

    @staticmethod
    def of(person: User) -> dict[str, Any]:
        """What the form shows at first of a person."""
        return {name: getattr(person, name) for name in ("revision", "name", "username", "mobile")}


class PeopleFilter(forms.Form):
    """What the list of people is narrowed to."""

    words = forms.CharField(label=_("姓名或用户名"), required=False)
    role = forms.ChoiceField(label=_("角色"), choices=[("", _("全部角色")), *_ROLES], required=False)
    inactive = forms.BooleanField(label=_("已停用的"), required=False)


class EventFilter(forms.Form):
    """What the log of events is narrowed to."""

    person = forms.ModelChoiceField(User.objects.none(), label=_("操作人"), required=False, empty_label=_("全部"))
    act = forms.CharField(label=_("操作"), required=False)
    since = forms.DateField(label=_("自"), widget=DayInput(), required=False)
    until = forms.DateField(label=_("至"), widget=DayInput(), required=False)

    def __init__(self, *args: Any, actors: Any, acts: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["person"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = actors
        self.fields["act"] = forms.ChoiceField(label=_("操作"), required=False, choices=[("", _("全部")), *acts])
