"""Posts, and who holds each from when to when; a government leader's role goes with his post."""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from luoshi.ledger import Role
from luoshi.records import clock
from luoshi.records.models import Grant, Post, Region, Tenure, Unit, User
from luoshi.services.changes import change_row, check_length, plain
from luoshi.services.errors import RefusedError
from luoshi.services.events import Actor, hold_back_others, record_event
from luoshi.services.grants import grant_role, remove_grant

_LONGEST_TITLE = 60


@transaction.atomic
def create_post(
    *, actor: Actor, region: Region, unit: Unit | None, title: str, leads: bool = False, order: int = 0
) -> Post:
    """Add a post to a unit, or to the region itself. Raises RefusedError for one that is there already."""
    hold_back_others(region)
    _check_post(region, unit, title, None)
    post = Post.objects.create(region=region, unit=unit, title=title, leads=leads, order=order)
    after = plain(post, ("unit", "title", "leads", "order"))
    record_event(programme=None, region=region, actor=actor, act="create-post", subject=post, after=after)
    return post


@transaction.atomic
def change_post(*, actor: Actor, post: Post, revision: int, title: str, leads: bool, order: int, active: bool) -> Post:
    """Change a post; its unit stays. Raises RefusedError as above, and ChangedMeanwhileError."""
    hold_back_others(post.region)
    _check_post(post.region, post.unit, title, post)
    values = {"title": title, "leads": leads, "order": order, "active": active}
    return change_row(post, revision=revision, values=values, act="change-post", actor=actor, region=post.region)


def _check_post(region: Region, unit: Unit | None, title: str, own: Post | None) -> None:
    check_length(title, _LONGEST_TITLE)
    if unit is not None and unit.region_id != region.pk:
        raise RefusedError(_("职务所在单位须在同一地区。"))
    others = Post.objects.filter(region=region, unit=unit, title=title)
    if (others.exclude(pk=own.pk) if own else others).exists():
        raise RefusedError(_("已有同名职务“%(title)s”。") % {"title": title})


@transaction.atomic
def appoint(*, actor: Actor, post: Post, person: User, since: date) -> Tenure:
    """Let a person hold a post from a day on; who held it until then leaves on the day before.

    A post that leads brings its holder the role of a leader, and takes it from who left.
    Raises RefusedError when the person holds it already, or when somebody's time in it began on that day or later.
    """
    hold_back_others(post.region)
    former = Tenure.objects.filter(post=post).filter(Q(until=None) | Q(until__gte=since)).order_by("since")
    for tenure in former:
        if tenure.person_id == person.pk and tenure.until is None:
            raise RefusedError(_("%(person)s已任此职。") % {"person": person})
        if tenure.since >= since:
            raise RefusedError(
                _("%(person)s自%(since)s起任此职，新的任职日期须晚于这一天。")
                % {"person": tenure.person, "since": tenure.since}
            )
        _end(actor, tenure, since - timedelta(days=1))
    tenure = Tenure.objects.create(post=post, person=person, since=since)
    after = plain(tenure, ("post", "person", "since"))
    record_event(programme=None, region=post.region, actor=actor, act="appoint", subject=tenure, after=after)
    if post.leads and since <= clock.today():
        grant_role(actor=actor, person=person, role=Role.LEADER, region=post.region, post=post)
    return tenure


@transaction.atomic
def end_tenure(*, actor: Actor, tenure: Tenure, until: date) -> None:
    """Let a person leave a post; the given day is the last. Raises RefusedError for a day before he came."""
    hold_back_others(tenure.post.region)
    if until < tenure.since:
        raise RefusedError(_("离任日期早于任职日期，请改正。"))
    _end(actor, tenure, until)


def _end(actor: Actor, tenure: Tenure, until: date) -> None:
    changed = Tenure.objects.filter(pk=tenure.pk, until=tenure.until).update(until=until)
    if changed != 1:
        raise RefusedError(_("任职情况刚被别人修改，请刷新后再试。"))
    record_event(
        programme=None,
        region=tenure.post.region,
        actor=actor,
        act="end-tenure",
        subject=tenure,
        before=plain(tenure, ("until",)),
        after={"until": until.isoformat()},
    )
    if until <= clock.today():
        for grant in Grant.objects.filter(person=tenure.person, role=Role.LEADER, post=tenure.post):
            remove_grant(actor=actor, grant=grant)
