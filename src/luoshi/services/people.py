"""People: their accounts, initial passwords, lock-outs and second factors."""

from __future__ import annotations

import secrets
from typing import Any

from allauth.mfa.models import Authenticator
from axes.utils import reset as forget_failures
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.ledger import Permission, Role
from luoshi.queries.access import Access
from luoshi.queries.people import home_region, home_regions
from luoshi.records.hashers import InitialPasswordHasher
from luoshi.records.models import Post, Region, Unit, User
from luoshi.services.changes import change_row, check_length, plain
from luoshi.services.errors import NotPermittedError, RefusedError
from luoshi.services.events import Actor, hold_back_others, record_event
from luoshi.services.grants import check_can_edit_people, grant_role

# No letter or digit that is taken for another when read from paper.
_LETTERS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789"
_GROUPS, _GROUP = 4, 4
_LONGEST_NAME, _LONGEST_MOBILE = 60, 20
_TOLD = ("username", "name", "mobile", "is_active")


@transaction.atomic
def create_person(
    *,
    actor: Actor,
    region: Region,
    username: str,
    name: str,
    role: Role,
    mobile: str = "",
    unit: Unit | None = None,
    post: Post | None = None,
    signs_in: bool = True,
) -> tuple[User, str]:
    """Make an account with its first role; returns it and its initial password, which is kept nowhere else.

    Somebody who does not sign in (a mayor whose office does) gets no password; the second value is then empty.
    Raises NotPermittedError, and RefusedError for a user name in use or unfit.
    """
    hold_back_others(region, None)  # user names stand once in the whole installation
    check_can_edit_people(actor, region)
    person = User(username=username.strip(), name=name.strip(), mobile=mobile.strip(), must_change_password=signs_in)
    _check_username(person)
    password = new_password() if signs_in else ""
    person.password = initial_hash(password)
    person.save()
    after = plain(person, _TOLD)
    record_event(programme=None, region=region, actor=actor, act="create-person", subject=person, after=after)
    grant_role(actor=actor, person=person, role=role, region=region, unit=unit, post=post)
    return person, password


@transaction.atomic
def change_person(*, actor: Actor, person: User, revision: int, username: str, name: str, mobile: str) -> User:
    """Change an account's names. Raises NotPermittedError, RefusedError as above, and ChangedMeanwhileError."""
    hold_back_others(home_region(person), None)
    check_can_manage(actor, person)
    wanted = User(pk=person.pk, username=username.strip(), name=name.strip(), mobile=mobile.strip())
    _check_username(wanted)
    values = plain(wanted, ("username", "name", "mobile"))
    return _change(actor, person, revision, values, "change-person")


@transaction.atomic
def set_active(*, actor: Actor, person: User, revision: int, active: bool) -> User:
    """Let a person in or keep him out from now on; nothing of his is deleted. Raises RefusedError for oneself."""
    hold_back_others(home_region(person))
    check_can_manage(actor, person)
    _check_other(actor, person, _("不能停用自己的账号，请由另一位管理员办理。"))
    # Of two who shut each other out at once only the first one does, so that somebody is left to let in again.
    if actor.person and not User.objects.filter(pk=actor.person.pk, is_active=True).exists():
        raise NotPermittedError(_("您的账号刚被停用。"))
    act = "activate-person" if active else "deactivate-person"
    return _change(actor, person, revision, {"is_active": active}, act)


def _check_other(actor: Actor, person: User, message: str) -> None:
    if actor.person and actor.person.pk == person.pk:
        raise RefusedError(message)


def _change(actor: Actor, person: User, revision: int, values: dict[str, Any], act: str) -> User:
    region = home_region(person)
    if region is None:
        raise RefusedError(_("该人员没有任何角色，请先授予角色。"))
    return change_row(person, revision=revision, values=values, act=act, actor=actor, region=region)


@transaction.atomic
def reset_password(*, actor: Actor, person: User) -> str:
    """Give a person a new initial password, end all his sessions, and return the password for showing once.

    Raises RefusedError for oneself: who finds a desk unlocked must not get round the old password.
    """
    hold_back_others(home_region(person))
    check_can_manage(actor, person)
    _check_other(actor, person, _("不能重置自己的密码，请在“修改密码”中用原密码修改。"))
    password = new_password()
    person.password = initial_hash(password)
    User.objects.filter(pk=person.pk).update(password=person.password, must_change_password=True)
    forget_failures(username=person.username.lower())
    _tell(actor, person, "reset-password")
    return password


@transaction.atomic
def unlock(*, actor: Actor, person: User) -> int:
    """Forget a person's failed attempts to sign in; returns how many records that were."""
    check_can_manage(actor, person)
    forgotten = int(forget_failures(username=person.username.lower()))
    _tell(actor, person, "unlock-person")
    return forgotten


@transaction.atomic
def remove_second_factor(*, actor: Actor, person: User) -> None:
    """Take away the second factor of somebody who lost his phone; he sets up a new one when he signs in.

    Raises RefusedError for oneself, as above.
    """
    hold_back_others(home_region(person))
    check_can_manage(actor, person)
    _check_other(actor, person, _("不能解除自己的动态口令，请由另一位管理员办理。"))
    Authenticator.objects.filter(user=person).delete()
    _tell(actor, person, "remove-second-factor")


@transaction.atomic
def set_own_password(*, actor: Actor, person: User, password: str) -> None:
    """Set the password that a person chose himself (it passed the rules), and be done with the initial one."""
    hold_back_others(home_region(person))
    person.set_password(password)
    person.must_change_password = False
    person.save(update_fields=["password", "must_change_password"])
    _tell(actor, person, "change-password")


def _tell(actor: Actor, person: User, act: str) -> None:
    record_event(programme=None, region=home_region(person), actor=actor, act=act, subject=person)


def check_can_manage(actor: Actor, person: User) -> None:
    """Raise NotPermittedError unless the actor may edit people in *every* region where the person has a role.

    Otherwise the administrator of one county could reset the password of somebody who supervises another, and sign
    in there as him.
    """
    if actor.person is None:
        return
    homes = home_regions(person)
    if not homes or not homes <= Access(actor.person).regions_with(Permission.EDIT_PEOPLE):
        raise NotPermittedError(_("该人员在其他地区也有角色，账号由那里的管理员共同管理，您不能修改。"))


def can_manage(actor: Actor, person: User) -> bool:
    """Whether the actor may edit a person's account."""
    try:
        check_can_manage(actor, person)
    except NotPermittedError:
        return False
    return True


def new_password() -> str:
    """Sixteen characters in groups of four, from a source fit for secrets."""
    return "-".join("".join(secrets.choice(_LETTERS) for _n in range(_GROUP)) for _m in range(_GROUPS))


def initial_hash(password: str) -> str:
    """The hash of a password from `new_password`; of none (an empty text) one that nothing fits."""
    return make_password(password or None, hasher=InitialPasswordHasher())


def _check_username(person: User) -> None:
    if User.objects.filter(username__iexact=person.username).exclude(pk=person.pk).exists():
        raise RefusedError(_("用户名“%(name)s”已被使用，请换一个。") % {"name": person.username})
    try:
        User._meta.get_field("username").clean(person.username, person)
    except ValidationError as error:
        raise RefusedError(_("用户名不合要求：%(why)s") % {"why": "；".join(error.messages)}) from error
    check_length(person.name, _LONGEST_NAME)
    check_length(person.mobile, _LONGEST_MOBILE)
    if not person.name:
        raise RefusedError(_("请填写姓名。"))
