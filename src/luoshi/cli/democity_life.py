"""What the people of the fictional city do to a matter, each act through the service that its page calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from luoshi.ledger import Milestone as Step
from luoshi.ledger import RequestKind, RequestStatus, Role
from luoshi.ledger.kinds.closing import VerificationMethod
from luoshi.ledger.sheets import Level, SheetState
from luoshi.records import clock
from luoshi.records.models import (
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
    User,
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


class People:
    """Who acts for a matter, which is read anew every time, as a page would."""

    def __init__(self, matter: Matter) -> None:
        self.pk = matter.pk
        self.region = matter.programme.region_id

    @property
    def matter(self) -> Matter:
        """The matter as it is now."""
        return Matter.objects.select_related("programme", "lead").get(pk=self.pk)

    def liaison(self) -> Actor:
        """Who answers for the unit that leads now."""
        grant = Grant.objects.filter(role=Role.LIAISON, unit=self.matter.lead_id, person__is_active=True).first()
        if grant is None:
            raise RuntimeError(f"nobody answers for {self.matter.lead}")
        return Actor(grant.person)

    def approver(self) -> Actor:
        """The leader who answers for the matter, else the supervision officer."""
        posts = self.matter.leaders.values("pk")
        grant = Grant.objects.filter(role=Role.LEADER, post__in=posts, person__is_active=True).first()
        return Actor(grant.person) if grant else self.of(Role.SUPERVISOR)

    def of(self, role: Role) -> Actor:
        """The one of the city who has a role."""
        return Actor(User.objects.filter(grants__role=role, grants__region=self.region).order_by("pk")[0])

    def targets(self) -> list[MatterTarget]:
        """The figures that it is to reach."""
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
            matter=matter, actor=self.of(Role.SUPERVISOR), revision=matter.revision, lead=suggested, reason=reason
        )

    def keep(self, reason: str) -> None:
        """The office leaves it with the unit."""
        matter = self.matter
        actor = self.of(Role.SUPERVISOR)
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
        due = ReportDue.objects.select_related("matter__programme").get(pk=due.pk)
        steps = Milestone.objects.filter(matter=self.pk, dropped=False, done_on=None)
        if not complete:
            steps = steps.filter(due__lte=clock.today()) if said.steps else steps.none()
        return submit_report(
            due=due, actor=self.liaison(), values=values, done=said.done, problems=said.problems,
            next_step=said.next_step, steps_done=[step.pk for step in steps], complete=complete,
        )  # fmt: skip

    def correct(self, report: Report, values: dict[int, float], reason: str) -> None:
        """The unit puts a figure right."""
        written = Written(values=values, done=report.done, problems=report.problems, next_step=report.next_step)
        correct_report(report=report, actor=self.liaison(), written=written, reason=reason)

    def help(self, due: ReportDue, text: str) -> None:
        """A unit that helps contributes to the period."""
        unit = self.matter.assignments.filter(part="cooperate", ended=False, unit__isnull=False).first()
        grant = Grant.objects.filter(role=Role.LIAISON, unit=unit.unit_id if unit else 0).first()
        if grant is not None:
            contribute(matter=self.matter, due=due, actor=Actor(grant.person), text=text)

    def evidence(self, data: bytes, name: str, caption: str, report: Report | None = None) -> None:
        """The unit hands in a file."""
        matter = self.matter
        hand_in_file(
            actor=self.liaison(), matter=matter, unit=matter.lead, data=data, file_name=name, caption=caption,
            report=report,
        )  # fmt: skip

    def answer_sheets(self, answer: str) -> None:
        """The unit answers the sheets that ask it."""
        open_ = Sheet.objects.filter(matter=self.pk, state=SheetState.OPEN).exclude(level=Level.REMINDER)
        for sheet in open_.exclude(unit=None):
            answer_sheet(sheet=sheet, actor=self.liaison(), revision=sheet.revision, answer=answer)

    def ask_closing(self, achieved: str, own: dict[str, object] | None = None) -> None:
        """The unit asks for close-out."""
        matter = self.matter
        request_closing(matter=matter, actor=self.liaison(), revision=matter.revision, achieved=achieved, own=own)

    def give_back(self, reason: str) -> None:
        """The verifier is not satisfied."""
        matter = self.matter
        return_closing(matter=matter, actor=self.of(Role.VERIFIER), revision=matter.revision, reason=reason)

    def close(self, verified: str, methods: list[VerificationMethod]) -> None:
        """The verifier strikes it off."""
        matter = self.matter
        close(matter=matter, actor=self.of(Role.VERIFIER), revision=matter.revision, verified=verified, methods=methods)
