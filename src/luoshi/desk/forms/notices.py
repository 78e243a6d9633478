"""Forms of channels, and of what a person chooses."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from luoshi.records.models import Channel, NoticeChoice, NoticeKind, User
from luoshi.services.notices.channels import ChannelFields
from luoshi.services.notices.choices import Choices

# What the system tells of itself stays in the desk.
_KINDS = [(kind.value, kind.label) for kind in NoticeKind if kind != NoticeKind.SYSTEM]
_HOURS = [(hour, f"{hour}:00") for hour in range(24)]


class TimeInput(forms.TimeInput):
    """A time of day, by the browser's own clock."""

    input_type = "time"

    def __init__(self) -> None:
        super().__init__(format="%H:%M")


class QuietForm(forms.Form):
    """When nothing is sent."""

    quiet_from = forms.TimeField(label=_("免打扰自"), widget=TimeInput(), required=False)
    quiet_until = forms.TimeField(
        label=_("免打扰至"),
        widget=TimeInput(),
        required=False,
        help_text=_("这段时间的通知留到之后再发；都不填则不限"),
    )


class ChannelForm(QuietForm):
    """A channel that exists; its address and secret are written and never shown."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    name = forms.CharField(label=_("名称"), max_length=40, help_text=_("如：市政府督查室工作群"))
    address = forms.CharField(
        label=_("更换 Webhook 地址"),
        max_length=400,
        required=False,
        help_text=_("不更换则留空"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    secret = forms.CharField(
        label=_("更换加签密钥"),
        max_length=200,
        required=False,
        help_text=_("不更换则留空。企业微信没有密钥。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    without_secret = forms.BooleanField(label=_("去掉加签密钥"), required=False)
    kinds = forms.MultipleChoiceField(
        label=_("发送的通知"), choices=_KINDS, widget=forms.CheckboxSelectMultiple, required=False
    )
    with_titles = forms.BooleanField(
        label=_("发送通知内容"), required=False, initial=True, help_text=_("不勾选时只发条数，内容登录后查看")
    )
    field_order: tuple[str, ...] = ("revision", "name", "address", "secret", "without_secret", "kinds", "with_titles")

    @staticmethod
    def of(channel: Channel) -> dict[str, Any]:
        """What the form shows at first of a channel."""
        names = ("revision", "name", "kinds", "with_titles", "quiet_from", "quiet_until")
        return {name: getattr(channel, name) for name in names}

    def channel_fields(self) -> ChannelFields:
        """What the services take."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("revision", "service")}
        return ChannelFields(**{**said, "kinds": tuple(said["kinds"]), "address": said["address"].strip()})


class NewChannelForm(ChannelForm):
    """A new channel, with the address that the group's robot was given."""

    service = forms.ChoiceField(label=_("平台"), choices=Channel.Service.choices)
    field_order = ("service", "name", "address", "secret", "kinds", "with_titles")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["without_secret"], self.fields["revision"]
        self.fields["kinds"].initial = [value for value, _label in _KINDS]
        address, secret = self.fields["address"], self.fields["secret"]
        address.label, address.required = _("Webhook 地址"), True
        address.help_text = _("在群设置里添加自定义机器人后得到，以 https:// 开头。保存后不再显示。")
        secret.label = _("加签密钥")
        secret.help_text = _("钉钉、飞书在机器人的安全设置里选“加签”或“签名校验”后得到；企业微信没有。保存后不再显示。")


class ChoicesForm(QuietForm):
    """How a person wants to be told."""

    revision = forms.IntegerField(widget=forms.HiddenInput, initial=0)
    email = forms.EmailField(label=_("邮箱"), required=False, help_text=_("只用来给您发通知"))
    mail = forms.ChoiceField(label=_("邮件"), choices=NoticeChoice.Mail.choices, widget=forms.RadioSelect)
    digest_hour = forms.TypedChoiceField(
        label=_("汇总时间"), choices=_HOURS, coerce=int, help_text=_("每天汇总一封时，在这个时间发出")
    )
    mailed = forms.MultipleChoiceField(
        label=_("用邮件通知的类别"),
        choices=_KINDS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("不勾选的只在系统里提醒"),
    )
    language = forms.ChoiceField(label=_("邮件语言"), choices=settings.LANGUAGES)
    field_order = ("revision", "email", "mail", "digest_hour", "mailed", "quiet_from", "quiet_until", "language")

    @staticmethod
    def of(person: User, known: NoticeChoice | None) -> dict[str, Any]:
        """What the form shows at first of a person."""
        choice = known or NoticeChoice()
        names = ("mail", "digest_hour", "quiet_from", "quiet_until", "language")
        shown = {name: getattr(choice, name) for name in names}
        mailed = [value for value, _label in _KINDS if value not in choice.muted]
        return {**shown, "email": person.email, "mailed": mailed, "revision": known.revision if known else 0}

    def choices(self) -> Choices:
        """What the services take."""
        said = {name: value for name, value in self.cleaned_data.items() if name not in ("revision", "mailed")}
        muted = tuple(value for value, _label in _KINDS if value not in self.cleaned_data["mailed"])
        return Choices(muted=muted, **said)
