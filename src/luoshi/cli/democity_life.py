"""What the people of the fictional city do to a matter, each act through the service that its page calls."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from luoshi.ledger import Milestone as Step
from luoshi.ledger import RequestKind, RequestStatus, Role
from luoshi.ledger.kinds.closing import VerificationMethod
from luoshi.records import clock
from luoshi.records.models import (
    Assignment,
    Grant,
    Matter,
    MatterRequest,
    MatterTarget,
    Milestone,
    Objection,
    Report,
    ReportDue,
    Sheet,
    Unit,
)
from luoshi.services.closing import close, request_closing, return_closing
from luoshi.services.events import Actor
from luoshi.services.evidence import hand_in_file
from luoshi.services.matters import asking, planning, signing
from luoshi.services.reporting.contributing import contribute
from luoshi.services.reporting.correcting import correct_report
from luoshi.services.reporting.submitting import submit_report
from luoshi.services.reporting.writing import Written
from luoshi.services.supervision.sheets import answer_sheet


@dataclass(frozen=True, slots=True)
class Said:
    """What a report says; `steps`: whether the steps that are due were done."""

    done: str
    problems: str = ""
    next_step: str = ""
    steps: bool = True


class Cast:
    """Who acts in the city. Nobody comes or goes in its year, so that everybody is looked up once."""

    def __init__(self, region: int) -> None:
        self._region = region
        self._found: dict[Hashable, Actor | None] = {}

    def of(self, role: Role) -> Actor:
        """The one of the city who has a role."""
        found = self._first(role, role=role, region=self._region)
        if found is None:
            raise RuntimeError(f"nobody in the city is its {role}")
        return found

    def liaison(self, unit: int | None) -> Actor | None:
        """Who answers for a unit."""
        return self._first(("unit", unit), role=Role.LIAISON, unit=unit, person__is_active=True)

    def leader_for(self, matter: int) -> Actor | None:
        """Who holds one of the posts that answer for a matter."""
        return self._first(("matter", matter), role=Role.LEADER, post__matters=matter, person__is_active=True)

    def _first(self, key: Hashable, **granted: object) -> Actor | None:
        if key not in self._found:
            grant = Grant.objects.filter(**granted).select_related("person").order_by("person").first()
            self._found[key] = Actor(grant.person) if grant else None
        return self._found[key]


class People:
    """Who acts for a matter, which is read anew every time, as a page would."""

    def __init__(self, matter: Matter, cast: Cast) -> None:
        self.pk = matter.pk
        self.cast = cast

    @property
    def matter(self) -> Matter:
        """The matter as it is now."""
        return Matter.objects.select_related("programme").get(pk=self.pk)

    def liaison(self) -> Actor:
        """Who answers for the unit that leads now."""
        lead = Matter.objects.values_list("lead", flat=True).get(pk=self.pk)
        found = self.cast.liaison(lead)
        if found is None:
            raise RuntimeError(f"nobody answers for {Unit.objects.filter(pk=lead).first()}")
        return found

    def approver(self) -> Actor:
        """The leader who answers for the matter, else the supervision officer."""
        return self.cast.leader_for(self.pk) or self.cast.of(Role.SUPERVISOR)

    @cached_property
    def targets(self) -> list[MatterTarget]:
        """The figures that it is to reach, which stay what they are."""
        return list(MatterTarget.objects.filter(services__matter=self.pk))


class Beginning(People):
    """Signed for or objected to, planned, given more time."""

    def sign(self) -> None:
        """The unit signs for it."""
        matter = self.matter
        signing.accept(matter=matter, actor=self.liaison(), revision=matter.revision)

    def plan(self, person: str, steps: list[tuple[str, date]], measures: str) -> None:
        """The unit hands in its plan."""
        matter = self.matter
        last = matter.deadline or matter.programme.ends
        planning.submit_plan(
            matter=matter, actor=self.liaison(), revision=matter.revision, person=person, measures=measures,
            steps=[Step(name, min(due, last)) for name, due in steps],
        )  # fmt: skip

    def approve_plan(self) -> None:
        """The leader approves the plan."""
        matter = self.matter
        planning.approve_plan(matter=matter, actor=self.approver(), revision=matter.revision)

    def return_plan(self, reason: str) -> None:
        """The leader gives the plan back."""
        matter = self.matter
        planning.return_plan(matter=matter, actor=self.approver(), revision=matter.revision, reason=reason)

    def object_to(self, reason: str, suggested: Unit | None) -> None:
        """The unit says that it is not its own."""
        matter = self.matter
        signing.object_to(
            matter=matter, actor=self.liaison(), revision=matter.revision, reason=reason, suggested=suggested
        )

    def reassign(self, reason: str) -> None:
        """The office gives it to the unit that was suggested."""
        matter = self.matter
        suggested = Objection.objects.get(matter=matter, state=Objection.State.OPEN).suggested
        if suggested is None:
            raise RuntimeError("the objection names no other unit")
        signing.reassign(
            matter=matter, actor=self.cast.of(Role.SUPERVISOR), revision=matter.revision, lead=suggested, reason=reason
        )

    def keep(self, reason: str) -> None:
        """The office leaves it with the unit."""
        matter = self.matter
        actor = self.cast.of(Role.SUPERVISOR)
        signing.keep_assignment(matter=matter, actor=actor, revision=matter.revision, reason=reason)

    def extend(self, until: date, reason: str) -> None:
        """The unit asks for a later day."""
        matter = self.matter
        asking.ask(
            matter=matter, kind=RequestKind.EXTENSION, actor=self.liaison(), revision=matter.revision, reason=reason,
            wish=asking.Wish(until=until),
        )  # fmt: skip

    def grant(self, answer: str) -> None:
        """The leader grants what was asked for."""
        request = MatterRequest.objects.get(matter=self.pk, status=RequestStatus.PENDING)
        asking.decide(
            request=request, actor=self.approver(), revision=self.matter.revision, approve=True, answer=answer
        )


class Life(Beginning):
    """Reported with evidence, put right, and closed by somebody else."""

    def report(self, due: ReportDue, values: dict[int, float], said: Said, *, complete: bool | None = None) -> Report:
        """The unit reports a period, with the steps that are due done; with all of them when it says `complete`."""
        steps = Milestone.objects.filter(matter=self.pk, dropped=False, done_on=None)
        if not complete:
            steps = steps.filter(due__lte=clock.today()) if said.steps else steps.none()
        return submit_report(
            due=due, actor=self.liaison(), values=values, done=said.done, problems=said.problems,
            next_step=said.next_step, steps_done=list(steps.values_list("pk", flat=True)), complete=complete,
        )  # fmt: skip

    def correct(self, report: Report, values: dict[int, float], reason: str) -> None:
        """The unit puts a figure right."""
        written = Written(values=values, done=report.done, problems=report.problems, next_step=report.next_step)
        correct_report(report=report, actor=self.liaison(), written=written, reason=reason)

    def help(self, due: ReportDue, text: str) -> None:
        """A unit that helps contributes to the period."""
        helping = Assignment.objects.filter(matter=self.pk, part="cooperate", ended=False, unit__isnull=False)
        unit = helping.values_list("unit", flat=True).first()
        helper = self.cast.liaison(unit) if unit else None
        if helper is not None:
            contribute(matter=self.matter, due=due, actor=helper, text=text)

    def evidence(self, data: bytes, name: str, caption: str, report: Report | None = None) -> None:
        """The unit hands in a file."""
        matter = self.matter
        hand_in_file(
            actor=self.liaison(), matter=matter, unit=matter.lead, data=data, file_name=name, caption=caption,
            report=report,
        )  # fmt: skip

    def answer(self, sheet: Sheet, answer: str) -> None:
        """The unit answers a sheet that asks it."""
        answer_sheet(sheet=sheet, actor=self.liaison(), revision=sheet.revision, answer=answer)

    def ask_closing(self, achieved: str, own: dict[str, object] | None = None) -> None:
        """The unit asks for close-out."""
        matter = self.matter
        request_closing(matter=matter, actor=self.liaison(), revision=matter.revision, achieved=achieved, own=own)

    def give_back(self, reason: str) -> None:
        """The verifier is not satisfied."""
        matter = self.matter
        return_closing(matter=matter, actor=self.cast.of(Role.VERIFIER), revision=matter.revision, reason=reason)

    def close(self, verified: str, methods: list[VerificationMethod]) -> None:
        """The verifier strikes it off."""
        matter = self.matter
        close(
            matter=matter,
            actor=self.cast.of(Role.VERIFIER),
            revision=matter.revision,
            verified=verified,
            methods=methods,
        )
