"""Choices: how a person wants to be told, and where his mail goes."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import time
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.queries.people import home_region
from luoshi.records import clock
from luoshi.records.models import Notice, NoticeChoice, NoticeKind, User
from luoshi.services.changes import plain
from luoshi.services.errors import ChangedMeanwhileError, RefusedError
from luoshi.services.events import Actor, hold_back_others, record_event
from luoshi.services.notices.hours import mail_due
from luoshi.services.notices.sending import wake

_LAST_HOUR = 23


@dataclass(frozen=True, slots=True)
class Choices:
    """What a person chooses; `email` is kept with his account, the rest beside it."""

    email: str = ""
    mail: str = NoticeChoice.Mail.DAILY
    muted: tuple[str, ...] = ()
    digest_hour: int = 8
    quiet_from: time | None = None
    quiet_until: time | None = None
    language: str = "zh-hans"

    def kept(self) -> dict[str, Any]:
        """What the model of choices takes."""
        return {name: value for name, value in asdict(self).items() if name != "email"} | {"muted": list(self.muted)}


@transaction.atomic
def save_choices(*, actor: Actor, person: User, revision: int, said: Choices) -> NoticeChoice:
    """Keep what a person chose; what waits to be mailed follows the new choice. `revision` is 0 for the first time.

    Raises RefusedError for what makes no sense, and ChangedMeanwhileError.
    """
    _check(said)
    region = home_region(person)
    hold_back_others(region)
    known = NoticeChoice.objects.filter(person=person).first()
    values = said.kept()
    before = plain(known, values) if known else {}
    saved = _saved(person, known, revision, values)
    User.objects.filter(pk=person.pk).update(email=said.email)
    after = plain(saved, values)
    # The address itself is nobody else's business: the log says only that it was changed.
    changed = {name: value for name, value in after.items() if before.get(name) != value}
    if said.email != person.email:
        changed["email"] = _("已修改")
    record_event(
        programme=None,
        region=region,
        actor=actor,
        act="choose-notices",
        subject=person,
        before={name: before[name] for name in changed if name in before} or None,
        after=changed,
    )
    person.email = said.email
    _follow(person, saved)
    return saved


def _saved(person: User, known: NoticeChoice | None, revision: int, values: dict[str, Any]) -> NoticeChoice:
    if known is None:
        if revision != 0:
            raise _changed()
        return NoticeChoice.objects.create(person=person, **values)
    own = NoticeChoice.objects.filter(pk=known.pk, revision=revision)
    if own.update(**values, revision=revision + 1) != 1:
        raise _changed()
    return NoticeChoice.objects.get(pk=known.pk)


def _changed() -> ChangedMeanwhileError:
    return ChangedMeanwhileError(_("通知设置刚在另一处修改过，请核对后重新保存。"), current={}, wanted={})


def _follow(person: User, choice: NoticeChoice) -> None:
    """Let what waits to be mailed wait as was now chosen, or not at all."""
    waiting = Notice.objects.filter(person=person, delivery=None, mail_due__isnull=False)
    for kind in set(waiting.values_list("kind", flat=True)):
        mailed = settings.MAIL_ON and person.email
        waiting.filter(kind=kind).update(mail_due=mail_due(choice, kind, clock.passing()) if mailed else None)
    if waiting.exists():
        transaction.on_commit(wake)


def _check(said: Choices) -> None:
    if said.email:
        try:
            validate_email(said.email)
        except ValidationError:
            raise RefusedError(_("邮箱的写法不对，请改正。")) from None
    if said.mail not in NoticeChoice.Mail.values or not set(said.muted) <= set(NoticeKind.values):
        raise RefusedError(_("没有这种通知。"))
    if not 0 <= said.digest_hour <= _LAST_HOUR:
        raise RefusedError(_("汇总时间须在 0 点至 23 点之间。"))
    if (said.quiet_from is None) != (said.quiet_until is None):
        raise RefusedError(_("免打扰时间的起止请都填写，或都不填。"))
    if said.language not in dict(settings.LANGUAGES):
        raise RefusedError(_("没有这种语言。"))
