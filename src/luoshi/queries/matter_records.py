"""What was written down about one matter, each part read when the page that shows it asks for it."""

from __future__ import annotations

from functools import cached_property

from django.db.models import QuerySet

from luoshi.ledger import Status
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.queries.called import with_names
from luoshi.queries.compiled import compiled
from luoshi.queries.event_words import Told, told
from luoshi.queries.target_lines import TargetLines, lines_of
from luoshi.queries.visible import Ids
from luoshi.records.models import Closing, Event, Grant, Matter, MatterRequest, Milestone, Objection, Plan, Post, Report

_BY_WHOM = ("by__name", "by__username", "unit__name")
_OF_PART = ("number", "title", "status", "light", "light_said", "lead__name")


class MatterRecords:
    """The records of a matter that a person sees; none is read twice, and none that nobody asks for."""

    def __init__(self, access: Access, matter: Matter) -> None:
        self.access = access
        self.matter = matter

    @cached_property
    def posts(self) -> list[tuple[Post, str]]:
        """The posts that answer for it, with the names of who holds them now."""
        posts = _posts(self.matter.pk)
        holding: dict[int, list[str]] = {post.pk: [] for post in posts}
        for post, name in _holders(tuple(holding)) if posts else ():
            holding[post or 0].append(name)
        return [(post, "、".join(holding[post.pk])) for post in posts]

    @cached_property
    def requests(self) -> list[MatterRequest]:
        """What was asked for, the newest first."""
        return _requests(self.matter.pk)

    @cached_property
    def objections(self) -> list[Objection]:
        """The lead units' objections, the newest first."""
        return _objections(self.matter.pk)

    @cached_property
    def plans(self) -> list[Plan]:
        """The plans that were sent, the newest first."""
        return _plans(self.matter.pk)

    @cached_property
    def milestones(self) -> list[Milestone]:
        """Its milestones in their order, also those that were dropped."""
        return _milestones(self.matter.pk)

    @cached_property
    def targets(self) -> list[TargetLines]:
        """The targets that it serves, each against its schedule."""
        return lines_of(self.matter)

    @cached_property
    def done(self) -> Report | None:
        """The last report that counts."""
        return next(iter(_last_report(self.matter.pk)), None)

    @cached_property
    def achieved(self) -> Closing | None:
        """What somebody else verified; nothing while the matter is open again."""
        if self.matter.status != Status.CLOSED:
            return None
        closed = Closing.objects.filter(matter=self.matter, state=Closing.State.CLOSED)
        return with_names(closed, "decided_by", "decided_unit").first()

    @cached_property
    def parts(self) -> list[Matter]:
        """The parts of it that the person may see."""
        return _parts(self.matter.pk, *self.access.whose_matters)

    @cached_property
    def told(self) -> list[Told]:
        """Everything that happened to it, the newest first; whoever sees it sees its time line."""
        return told(_events(self.matter.pk))


@compiled
def _posts(matter: int) -> QuerySet[Post]:
    return Post.objects.filter(matters=matter)


@compiled
def _holders(posts: tuple[int, ...]) -> QuerySet[Grant, tuple[int | None, str]]:
    held = Grant.objects.filter(role="leader", post__in=posts, person__is_active=True)
    return held.values_list("post", "person__name")


# Mostly nobody asked for or objected to anything, so that names are read apart.
@compiled
def _requests(matter: int) -> QuerySet[MatterRequest]:
    return MatterRequest.objects.filter(matter=matter).prefetch_related("into", "unit", "asked_by", "decided_by")


@compiled
def _objections(matter: int) -> QuerySet[Objection]:
    return Objection.objects.filter(matter=matter).prefetch_related("unit", "suggested", "by", "decided_by")


@compiled
def _plans(matter: int) -> QuerySet[Plan]:
    return with_names(Plan.objects.filter(matter=matter), "submitted_by", "decided_by").order_by("-number")


@compiled
def _milestones(matter: int) -> QuerySet[Milestone]:
    return Milestone.objects.filter(matter=matter).order_by("order", "id")


@compiled
def _last_report(matter: int) -> QuerySet[Report]:
    found = Report.objects.filter(matter=matter, state=Report.State.SUBMITTED).order_by("-submitted_at", "-pk")
    return found.select_related("by", "unit").only("done", "late", "submitted_at", *_BY_WHOM)[:1]


@compiled
def _parts(matter: int, regions: Ids, units: Ids, posts: Ids) -> QuerySet[Matter]:
    found = visible.matters_of_whom(regions, units, posts).filter(parent=matter)
    return found.select_related("lead").only(*_OF_PART).order_by("number")


@compiled
def _events(matter: int) -> QuerySet[Event]:
    return with_names(Event.objects.filter(subject="matter", subject_id=matter).order_by("-at", "-pk"), "actor")
