"""Roles: granted to people in a region, for a unit or a post, and taken back."""

from __future__ import annotations

from django.db import transaction
from django.utils.translation import gettext as _

from luoshi.ledger import Permission, Role
from luoshi.queries.access import Access
from luoshi.records.models import Grant, Post, Region, Tenure, Unit, User
from luoshi.services.changes import plain
from luoshi.services.errors import NotPermittedError, RefusedError
from luoshi.services.events import Actor, hold_back_others, record_event

_TOLD = ("person", "role", "unit", "post")


@transaction.atomic
def grant_role(
    *, actor: Actor, person: User, role: Role, region: Region, unit: Unit | None = None, post: Post | None = None
) -> Grant:
    """Give a person a role in a region; a liaison for a unit, a leader for a post, the others for the region.

    A role that the person has already is returned as it is. Raises NotPermittedError when the actor may not edit
    people there, RefusedError when the unit or the post is missing, or belongs elsewhere.
    """
    hold_back_others(region)
    check_can_edit_people(actor, region)
    unit = unit if role == Role.LIAISON else None
    post = post if role == Role.LEADER else None
    _check_place(role, region, unit, post)
    known = Grant.objects.filter(person=person, role=role, region=region, unit=unit, post=post).first()
    if known:
        return known
    grant = Grant.objects.create(person=person, role=role, region=region, unit=unit, post=post)
    after = plain(grant, _TOLD)
    record_event(programme=None, region=region, actor=actor, act="grant-role", subject=grant, after=after)
    return grant


@transaction.atomic
def revoke_role(*, actor: Actor, grant: Grant) -> None:
    """Take a role back. Raises RefusedError for one's own administration and for a person's last role.

    A person without any role is in nobody's list; who leaves is deactivated instead.
    """
    hold_back_others(grant.region, None)  # the last role of a person may be in another region
    check_can_edit_people(actor, grant.region)
    if actor.person and grant.person_id == actor.person.pk and grant.role == Role.ADMIN:
        raise RefusedError(_("不能收回自己的管理员角色，请由另一位管理员办理。"))
    others = Grant.objects.filter(person=grant.person).exclude(pk=grant.pk)
    if not others.exists() and not Tenure.objects.filter(person=grant.person).exists():
        raise RefusedError(_("这是该人员的最后一个角色。不再使用系统的人员，请停用账号。"))
    remove_grant(actor=actor, grant=grant)


def remove_grant(*, actor: Actor, grant: Grant) -> None:
    """Delete a grant and record it, in the caller's transaction."""
    before, subject, region = plain(grant, _TOLD), Grant(pk=grant.pk), grant.region
    deleted, _rows = Grant.objects.filter(pk=grant.pk).delete()
    if deleted:
        record_event(programme=None, region=region, actor=actor, act="revoke-role", subject=subject, before=before)


def _check_place(role: Role, region: Region, unit: Unit | None, post: Post | None) -> None:
    if role == Role.LIAISON and (unit is None or unit.region_id != region.pk):
        raise RefusedError(_("联络员须选择本地区的一个单位。"))
    if role == Role.LEADER and (post is None or post.region_id != region.pk):
        raise RefusedError(_("责任领导须选择本地区的一个职务。"))


def check_can_edit_people(actor: Actor, region: Region) -> None:
    """Raise NotPermittedError unless the actor may edit people of a region (the system itself may)."""
    if actor.person is not None and not Access(actor.person).may(Permission.EDIT_PEOPLE, region.pk):
        raise NotPermittedError(_("您不能管理%(region)s的人员。") % {"region": region})
