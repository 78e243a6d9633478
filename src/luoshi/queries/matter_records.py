"""What was written down about one matter, each part read when the page that shows it asks for it."""

from __future__ import annotations

from functools import cached_property

from luoshi.ledger import Status
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.queries.called import with_names
from luoshi.queries.event_words import Told, told
from luoshi.queries.ledgers import time_line
from luoshi.queries.target_lines import TargetLines, lines_of
from luoshi.records.models import Closing, Grant, Matter, MatterRequest, Milestone, Objection, Plan, Post, Report

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
        posts = list(self.matter.leaders.all())
        holding: dict[int, list[str]] = {post.pk: [] for post in posts}
        held = Grant.objects.filter(role="leader", post__in=posts, person__is_active=True)
        for post, name in held.values_list("post", "person__name") if posts else ():
            holding[post or 0].append(name)
        return [(post, "、".join(holding[post.pk])) for post in posts]

    @cached_property
    def requests(self) -> list[MatterRequest]:
        """What was asked for, the newest first. Mostly there is none, so that names are read apart."""
        found = MatterRequest.objects.filter(matter=self.matter)
        return list(found.prefetch_related("into", "unit", "asked_by", "decided_by"))

    @cached_property
    def objections(self) -> list[Objection]:
        """The lead units' objections, the newest first. Mostly there is none."""
        found = Objection.objects.filter(matter=self.matter)
        return list(found.prefetch_related("unit", "suggested", "by", "decided_by"))

    @cached_property
    def plans(self) -> list[Plan]:
        """The plans that were sent, the newest first."""
        found = with_names(Plan.objects.filter(matter=self.matter), "submitted_by", "decided_by")
        return list(found.order_by("-number"))

    @cached_property
    def milestones(self) -> list[Milestone]:
        """Its milestones in their order, also those that were dropped."""
        return list(Milestone.objects.filter(matter=self.matter).order_by("order", "id"))

    @cached_property
    def targets(self) -> list[TargetLines]:
        """The targets that it serves, each against its schedule."""
        return lines_of(self.matter)

    @cached_property
    def done(self) -> Report | None:
        """The last report that counts."""
        found = Report.objects.filter(matter=self.matter, state=Report.State.SUBMITTED)
        named = found.select_related("by", "unit").only("done", "late", "submitted_at", *_BY_WHOM)
        return named.order_by("-submitted_at", "-pk").first()

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
        found = visible.matters(self.access).filter(parent=self.matter)
        return list(found.select_related("lead").only(*_OF_PART).order_by("number"))

    @cached_property
    def told(self) -> list[Told]:
        """Everything that happened to it, the newest first."""
        return told(with_names(time_line(self.matter), "actor"))
