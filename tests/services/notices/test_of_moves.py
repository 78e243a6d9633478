"""What is done to a matter, and who is told of it: one line an act. Whoever acts is in no line of his own."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from luoshi.ledger import Cause, Kind, RequestKind, Role
from luoshi.ledger.kinds import Grade
from luoshi.ledger.kinds.closing import VerificationMethod
from luoshi.ledger.messages import from_data
from luoshi.ledger.moves import REQUEST_TRANSITIONS, TRANSITIONS
from luoshi.records import clock
from luoshi.records.models import Assignment, Event, Grant, Matter, MatterRequest, Notice, Sheet, User
from luoshi.services import closing, look_back
from luoshi.services.matters import exits, planning, signing
from luoshi.services.matters.asking import Wish, ask, decide, retract
from luoshi.services.matters.instructions import write_instruction
from luoshi.services.notices.of_moves import TELLINGS, tell_of
from luoshi.services.reporting.contributing import contribute
from luoshi.services.reporting.correcting import correct_report
from luoshi.services.reporting.submitting import submit_report
from luoshi.services.reporting.writing import Written
from tests.cast import City, make_city
from tests.closings import ACHIEVED, VERIFIED, asked_to_close, closed, evidence_for
from tests.closings import at_work as worked_on
from tests.matters import DAY, STEPS, accepted, assigned, at_work, now, objected, planned
from tests.reports import actor
from tests.services.notices.cast import told_by_kind as told

pytestmark = pytest.mark.django_db
LEAD, HELPER = "liaison-science", "liaison-education"


@pytest.fixture(autouse=True)
def _day() -> Iterator[None]:
    with clock.stopped_at(DAY):
        yield


@pytest.fixture
def city() -> City:
    """The cast, with a second supervisor."""
    made = make_city("云川市", "990100")
    other = User.objects.create_user(username="office-2", name="office-2")
    Grant.objects.create(person=other, role=Role.SUPERVISOR, region=made.region)
    made.people["office-2"] = other
    return made


def reasoned(service: Callable[..., object], by: str) -> Callable[[City, Matter], object]:
    return lambda city, made: service(matter=made, actor=actor(city, by), revision=made.revision, reason="情况有变")


def plain(service: Callable[..., object], by: str) -> Callable[[City, Matter], object]:
    return lambda city, made: service(matter=made, actor=actor(city, by), revision=made.revision)


def asked(kind: RequestKind, by: str = LEAD) -> Callable[[City, Matter], MatterRequest]:
    wish = Wish(until=date(2026, 3, 31)) if kind == RequestKind.EXTENSION else None
    return lambda city, made: ask(
        matter=made, kind=kind, actor=actor(city, by), revision=made.revision, reason="征地受阻", wish=wish
    )


def decided(
    kind: RequestKind, *, approve: bool, by: str = "leader", asker: str = LEAD
) -> Callable[[City, Matter], object]:
    def act(city: City, made: Matter) -> object:
        request = asked(kind, asker)(city, made)
        Notice.objects.all().delete()
        return decide(
            request=request, actor=actor(city, by), revision=now(made).revision, approve=approve, answer="已核实"
        )

    return act


def taken_back(city: City, made: Matter) -> object:
    request = asked(RequestKind.EXTENSION)(city, made)
    Notice.objects.all().delete()
    return retract(request=request, actor=actor(city, LEAD), revision=now(made).revision)


def reassigned(city: City, made: Matter) -> object:
    return signing.reassign(
        matter=made, actor=actor(city), revision=made.revision, lead=city.units["education"], reason="职责调整"
    )


def plan(city: City, made: Matter) -> object:
    return planning.submit_plan(
        matter=made, actor=actor(city, LEAD), revision=made.revision, person="王强", steps=STEPS
    )


def merged(city: City, made: Matter) -> object:
    into = worked_on(city, "2025-900")
    return exits.merge(matter=made, into=into, actor=actor(city, "leader"), revision=made.revision, reason="内容相同")


def reported(city: City, made: Matter, *, help_needed: str = "") -> object:
    return submit_report(matter=made, due=None, actor=actor(city, LEAD), done="已开工", help_needed=help_needed)


def urged(city: City, made: Matter) -> object:
    due = made.dues.order_by("due").first()
    assert due is not None
    day = date(2025, 6, 30)
    Sheet.objects.create(
        programme=city.programme, matter=made, unit=made.lead, level="urging", cause=Cause.REPORT.value, key="report-1",
        number="催〔2025〕1号", due_on=DAY, issued_on=DAY, answer_by=day, first_answer_by=day, said={"msgid": "未报"},
    )  # fmt: skip
    with clock.stopped_at(day):
        return submit_report(due=due, actor=actor(city, LEAD), done="已开工")


def corrected(city: City, made: Matter) -> object:
    report = submit_report(matter=made, due=None, actor=actor(city, LEAD), done="已开工")
    return correct_report(report=report, actor=actor(city, LEAD), written=Written(done="已竣工"), reason="笔误")


def contributed(city: City, made: Matter) -> object:
    return contribute(matter=made, due=None, actor=actor(city, HELPER), text="已划拨土地")


def requested(city: City, made: Matter) -> object:
    evidence_for(city, made)
    return closing.request_closing(matter=made, actor=actor(city, LEAD), revision=made.revision, achieved=ACHIEVED)


def struck_off(city: City, made: Matter) -> object:
    return closing.close(
        matter=made, actor=actor(city, "verifier"), revision=made.revision, verified=VERIFIED,
        methods=[VerificationMethod.FILES],
    )  # fmt: skip


def reopened(city: City, made: Matter) -> object:
    return look_back.reopen(matter=made, actor=actor(city), revision=made.revision, found="质量不合格", reason="返工")


def held(city: City, made: Matter) -> object:
    return look_back.hold(matter=made, actor=actor(city), revision=made.revision, found="运行良好")


def instructed(city: City, made: Matter) -> object:
    return write_instruction(
        programme=city.programme, post=city.posts["vice-mayor"], text="请抓紧。", grade=Grade.ORDINARY,
        lead=city.units["education"], actor=actor(city, "leader"), about=made,
    )  # fmt: skip


def suspended(city: City) -> Matter:
    made = at_work(city)
    return exits.suspend(matter=made, actor=actor(city, "leader"), revision=made.revision, reason="资金")


def withdrawn(city: City) -> Matter:
    made = assigned(city)
    return exits.withdraw(matter=made, actor=actor(city), revision=made.revision, reason="重复")


def unled(city: City) -> Matter:
    return accepted(city, led=False)


def helped(make: Callable[[City], Matter]) -> Callable[[City], Matter]:
    """A matter of close-outs, with the education department helping."""

    def made(city: City) -> Matter:
        matter = make(city)
        unit = city.units["education"]
        Assignment.objects.create(matter=matter, part=Assignment.Part.COOPERATE, unit=unit, written=unit.name)
        return matter

    return made


OFFICE = {"supervisor", "office-2"}
R = RequestKind
# What is done, to which matter, and who is told what kind of thing.
CASES: list[tuple[str, Callable[[City], Matter], Callable[[City, Matter], object], dict[str, set[str]]]] = [
    ("signed for", assigned, plain(signing.accept, LEAD), {}),
    ("objected to", assigned, reasoned(signing.object_to, LEAD), {"objection": OFFICE}),
    ("objection taken back", objected, plain(signing.retract_objection, LEAD), {"objection": OFFICE}),
    ("kept", objected, reasoned(signing.keep_assignment, "supervisor"), {"objection": {LEAD}}),
    # Both departments: the one that loses it and the one that gets it, which helped until now.
    ("reassigned", accepted, reassigned, {"assigned": {LEAD, HELPER}}),
    ("plan handed in", accepted, plan, {"plan": {"leader"}}),
    # Nobody holds a post that answers for it: the office stands in.
    ("plan without leader", unled, plan, {"plan": OFFICE}),
    ("plan taken back", planned, plain(planning.retract_plan, LEAD), {}),
    ("plan approved", planned, plain(planning.approve_plan, "leader"), {"plan": {LEAD}}),
    ("plan returned", planned, reasoned(planning.return_plan, "leader"), {"plan": {LEAD}}),
    ("reported", at_work, reported, {}),
    ("help asked for", at_work, lambda c, m: reported(c, m, help_needed="请协调用地"), {"report": OFFICE}),
    ("reported after urging", at_work, urged, {"report": OFFICE}),
    ("corrected", at_work, corrected, {"report": OFFICE}),
    ("contributed", at_work, contributed, {"report": {LEAD}}),
    ("closing asked for", worked_on, requested, {"closing": {"verifier"}}),
    ("closing taken back", asked_to_close, plain(closing.retract_closing, LEAD), {"closing": {"verifier"}}),
    ("closing returned", asked_to_close, reasoned(closing.return_closing, "verifier"), {"closing": {LEAD}}),
    ("closed", helped(asked_to_close), struck_off, {"closing": {LEAD, HELPER}}),
    ("looked back at", closed, held, {"closing": {LEAD}}),
    ("reopened", helped(closed), reopened, {"closing": {LEAD, HELPER, "leader", "office-2"}}),
    ("suspended", at_work, reasoned(exits.suspend, "leader"), {"request": {LEAD, HELPER} | OFFICE}),
    ("resumed", suspended, reasoned(exits.resume, "leader"), {"request": {LEAD, HELPER} | OFFICE}),
    ("merged", at_work, merged, {"request": {LEAD, HELPER} | OFFICE}),
    ("withdrawn", assigned, reasoned(exits.withdraw, "supervisor"), {"request": {LEAD, HELPER, "office-2"}}),
    ("restored", withdrawn, reasoned(exits.restore, "supervisor"), {"assigned": {LEAD, HELPER}}),
    ("extension asked for", at_work, asked(R.EXTENSION), {"request": {"leader"}}),
    ("release asked for", at_work, asked(R.RELEASE, HELPER), {"request": OFFICE}),
    ("request taken back", at_work, taken_back, {}),
    ("extended", at_work, decided(R.EXTENSION, approve=True), {"request": {LEAD}}),
    ("not extended", at_work, decided(R.EXTENSION, approve=False), {"request": {LEAD}}),
    # Who asked is told, and the unit that it is about.
    ("extended for the office", at_work, decided(R.EXTENSION, approve=True, asker="supervisor"),
     {"request": {"supervisor", LEAD}}),
    ("released", at_work, decided(R.RELEASE, approve=True, by="supervisor", asker=HELPER), {"request": {HELPER, LEAD}}),
    ("not released", at_work, decided(R.RELEASE, approve=False, by="supervisor", asker=HELPER), {"request": {HELPER}}),
    # Told once, of the suspension, and not of the approval besides.
    ("suspended at request", at_work, decided(R.SUSPENSION, approve=True), {"request": {LEAD, HELPER} | OFFICE}),
    # The unit that leads learns of the instruction about its matter; the other is given one of its own.
    ("instructed", at_work, instructed, {"instruction": {LEAD, HELPER} | OFFICE}),
]  # fmt: skip


def test_an_act_tells_those_it_concerns(city: City) -> None:
    found = {}
    for name, make, act, _expected in CASES:
        with transaction.atomic():
            made = make(city)
            made = Matter.objects.select_related("programme__region", "lead", "row").get(pk=made.pk)
            Notice.objects.all().delete()
            act(city, made)
            found[name] = told(city)
            words = [from_data(notice.title).told(str) for notice in Notice.objects.all()]
            assert all(made.title in one or "批示" in one for one in words), words
            assert all("%(" not in one and "请于前" not in one for one in words), words
            transaction.set_rollback(True)
    assert found == {name: expected for name, _make, _act, expected in CASES}


def test_every_line_of_the_table_is_an_act() -> None:
    known = {row.event for row in TRANSITIONS} | {row.event for row in REQUEST_TRANSITIONS}
    # Acts that are no move: an instruction as it is assigned and at the matter it is about, and reports with a reason.
    known |= {"assign-instruction", "instruct", "ask-for-help", "report-after-urging"}
    assert set(TELLINGS) <= known


def test_a_new_matter_is_told_to_its_units_and_an_instruction_to_the_office(city: City) -> None:
    assigned(city)
    assert told(city) == {"assigned": {LEAD, HELPER}}
    Notice.objects.all().delete()
    assigned(city, kind=Kind.TASK, helped=False)
    assert told(city) == {"assigned": {LEAD}}


def test_the_same_event_is_told_once_and_in_as_many_queries_for_many_people(city: City) -> None:
    made = assigned(city)
    event = Event.objects.filter(act="matter.assign-matter").latest("pk")
    tell_of(event, made)
    assert Notice.objects.count() == 2
    counts = []
    for more in (0, 20):
        for number in range(more):
            person = User.objects.create_user(username=f"more-{number}")
            Grant.objects.create(person=person, role=Role.LIAISON, region=city.region, unit=city.units["science"])
        Notice.objects.all().delete()
        with CaptureQueriesContext(
            connection,
        ) as seen:
            tell_of(event, now(made))
        counts.append(len(seen))
    assert counts[0] == counts[1]
    assert Notice.objects.count() == 22


def test_who_gave_a_matter_away_is_led_to_his_workbench(city: City) -> None:
    made = accepted(city)
    Notice.objects.all().delete()
    reassigned(city, made)
    links = {notice.person_id: notice.link for notice in Notice.objects.all()}
    assert links == {city.people[LEAD].pk: "/", city.people[HELPER].pk: f"/ledger/{made.pk}/"}
