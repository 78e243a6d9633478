"""The acts that a page offers to a person: what is his turn now on top, the rest folded away, each with its form."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from luoshi.desk.forms.matters import MatterForm, OwnForm, TargetForm
from luoshi.desk.forms.steps import rows_of
from luoshi.desk.views.matters.acts import ACTS, OF_MOVE, OF_REQUEST, Act
from luoshi.ledger import Kind, Milestone, Status
from luoshi.queries.compiled import compiled
from luoshi.queries.matters import MatterPage
from luoshi.queries.own_fields import OwnField, flat
from luoshi.records.models import Matter, MatterTarget, Post, Unit
from luoshi.services.matters.steps import from_kept

# Whose turn it is in a status; everything else can wait behind a fold.
_NOW = {
    Status.ASSIGNED: ("accept", "object"),
    Status.OBJECTED: ("keep", "reassign", "retract-objection"),
    Status.ACCEPTED: ("plan", "start"),
    Status.PLANNED: ("approve-plan", "return-plan", "retract-plan"),
    Status.SUSPENDED: ("resume",),
}
_OPEN_AT_ONCE = ("plan",)


@dataclass(frozen=True, slots=True)
class Offered:
    """An act with its form, or without it where that follows when unfolded; `open` where it should be unfolded."""

    act: Act
    form: MatterForm | None
    open: bool


class Offering:
    """The forms of a page; `bound` holds the one that came back with something wrong.

    `later`: what is folded away has no form yet.
    """

    def __init__(self, page: MatterPage, bound: Mapping[str, MatterForm] | None = None, *, later: bool = False) -> None:
        self.page = page
        self._bound = bound or {}
        self._later = later

    @cached_property
    def _moves(self) -> list[str]:
        """What moves the matter on or asks for that; what it may be somebody's turn to do is among it."""
        offers = self.page.offers
        names = [OF_MOVE[move] for move in offers.moves]
        names += [OF_REQUEST[kind] for kind in offers.requests]
        return [*names, "note"] if offers.notes else names

    @cached_property
    def _names(self) -> list[str]:
        offers, names = self.page.offers, list(self._moves)
        names += ["own"] if offers.own else []
        names += ["instruct"] if self.page.instructs else []
        resting = self.page.matter.status in (Status.CLOSED, Status.MERGED, Status.WITHDRAWN)
        names += ["part-of", "serve"] if offers.office and not resting else []
        return [*names, *(name for name in self._bound if name in ACTS and name not in names)]

    @cached_property
    def _turn(self) -> list[str]:
        turn = (*_NOW.get(Status(self.page.matter.status), ()), "note")
        return [name for name in turn if name in self._moves or name in self._bound]

    def offers(self, act: Act) -> bool:
        """Whether an act is this person's to do now."""
        return act.name in self._names

    @property
    def now(self) -> list[Offered]:
        """What it is this person's turn to do."""
        return [self.offered(name) for name in self._turn]

    @property
    def others(self) -> list[Offered]:
        """What else he may do."""
        return [self.offered(name) for name in self._names if name not in self._turn]

    @cached_property
    def _choices(self) -> Choices:
        return Choices(self.page.matter, self.page.instructs, self.page.offers.own)

    def offered(self, name: str) -> Offered:
        """An act with its form."""
        act, bound = ACTS[name], self._bound.get(name)
        if self._later and act.form is not MatterForm:
            return Offered(act, None, open=False)
        form = bound or act_form(act, self._choices, known=self._known(name))
        return Offered(act, form, bound is not None or name in _OPEN_AT_ONCE)

    def _known(self, name: str) -> dict[str, Any]:
        """Nothing is asked twice: steps of the table or the returned plan, the deadline, the lead unit."""
        page, matter = self.page, self.page.matter
        if name == "plan":
            last = page.plans[0] if page.plans else None
            steps = from_kept(last.steps) if last else self._holding()
            said = {"person": last.person, "measures": last.measures} if last else {"person": matter.named_person}
            return said | {"steps": rows_of(steps)}
        if name == "ask-plan-change":
            return {"person": matter.named_person, "steps": rows_of(self._holding())}
        if name == "instruct":
            posts = page.instructs
            return {"lead": matter.lead_id, "post": posts[0].pk if len(posts) == 1 else None}
        if name == "part-of":
            return {"parent": matter.parent.number if matter.parent else ""}
        return {}

    def _holding(self) -> list[Milestone]:
        records = [step.record for step in self.page.steps if step.record.done_on is None]
        return [Milestone(one.name, one.due, weight=one.weight) for one in records]


@dataclass
class Choices:
    """What the forms of a matter offer: units of the region, posts in whose name one instructs, own fields."""

    matter: Matter
    posts: Collection[Post] = ()
    own: Collection[OwnField] = ()

    @cached_property
    def units(self) -> list[Unit]:
        """Read once, however many forms offer them."""
        return _units(self.matter.programme.region_id)


@compiled
def _units(region: int) -> QuerySet[Unit]:
    return Unit.objects.filter(region=region, active=True).only("name")


def act_form(act: Act, choices: Choices, data: Any = None, known: dict[str, Any] | None = None) -> MatterForm:
    """An act's form, filled in with what is known already, or with what was sent."""
    matter = choices.matter
    standing = flat(Kind(matter.kind), matter.own) if act.name == "own" else {}
    initial = {"revision": matter.revision} | standing | (known or {})
    form = act.form(data, initial=initial, auto_id=f"{act.name}-%s")
    if act.name in ("object", "reassign"):
        form.offer([unit for unit in choices.units if unit.pk != matter.lead_id])
    elif act.name == "instruct":
        form.offer(choices.units, choices.posts)
    if isinstance(form, OwnForm):
        form.offer_own(choices.own)
    return form


def target_form(target: MatterTarget, data: Any = None) -> TargetForm:
    """The form of what following a target takes besides its words."""
    shares = target.trajectory.get("quarters", [])
    initial = {
        "revision": target.revision,
        "baseline": target.baseline,
        "tolerance": target.tolerance,
        "quarters": " ".join(f"{share * 100:g}" for share in shares),
    }
    return TargetForm(data, initial=initial, auto_id=f"target-{target.pk}-%s")
