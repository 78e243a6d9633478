"""Routes of matters: each act with a matter in the status from which it starts, led by the unit it is made for."""

from __future__ import annotations

from collections.abc import Callable

from luoshi.ledger import Kind, Permission, RequestKind
from luoshi.records.models import Matter, MatterRequest, Unit
from luoshi.services.matters import exits
from luoshi.services.matters.asking import ask
from luoshi.services.matters.creating import create_matter
from tests.cast import City
from tests.desk.routes import Made, Maker, Route
from tests.matters import accepted, assigned, at_work, now, objected, planned
from tests.reports import actor

_FIGURE = "新增高新技术企业50家以上"
Make = Callable[[City, str], Matter]


def _assigned(city: City, unit: str) -> Matter:
    return assigned(city, lead=unit, helped=False, task=_FIGURE)


def _objected(city: City, unit: str) -> Matter:
    return objected(city, lead=unit, helped=False)


def _accepted(city: City, unit: str) -> Matter:
    return accepted(city, lead=unit, helped=False)


def _demand(city: City, unit: str) -> Matter:
    return accepted(city, lead=unit, helped=False, kind=Kind.DEMAND)


def _planned(city: City, unit: str) -> Matter:
    return planned(city, lead=unit, helped=False)


def _at_work(city: City, unit: str) -> Matter:
    return at_work(city, lead=unit, helped=False)


def _suspended(city: City, unit: str) -> Matter:
    made = _at_work(city, unit)
    return exits.suspend(matter=made, actor=actor(city, "leader"), revision=made.revision, reason="政策调整")


def _withdrawn(city: City, unit: str) -> Matter:
    made = _assigned(city, unit)
    return exits.withdraw(matter=made, actor=actor(city), revision=made.revision, reason="重复")


def _answered_instruction(city: City, unit: str) -> Matter:
    made = assigned(city, lead=unit, helped=False, kind=Kind.INSTRUCTION)
    Matter.objects.filter(pk=made.pk).update(own=made.own | {"reported": "2025-03-01"})
    return now(made)


def _helping(city: City, unit: str) -> Matter:
    """A matter of the department of finance, in which the unit helps."""
    finance, _made = Unit.objects.get_or_create(region=city.region, name="市财政局")
    return create_matter(
        programme=city.programme, kind=Kind.TASK, title="统筹资金", lead=finance, cooperating=[city.units[unit]],
        leaders=[city.posts["vice-mayor"]], actor=actor(city),
    )  # fmt: skip


def _asked(city: City, unit: str) -> MatterRequest:
    known = MatterRequest.objects.filter(matter__programme=city.programme, matter__lead=city.units[unit]).first()
    if known:
        return known
    made = _at_work(city, unit)
    return ask(
        matter=made,
        kind=RequestKind.SUSPENSION,
        actor=actor(city, f"liaison-{unit}"),
        revision=made.revision,
        reason="等",
    )


class Once:
    """A matter made once for a city and a unit, so that an address and what is posted to it are about the same."""

    def __init__(self, make: Make) -> None:
        self._make = make

    def matter(self, city: City, unit: str) -> Matter:
        """The matter, made where it is not there yet."""
        title = f"{self._make.__name__} {unit}"
        known = Matter.objects.filter(programme=city.programme, subsection=title).first()
        if known is not None:
            return known
        made = self._make(city, unit)
        Matter.objects.filter(pk=made.pk).update(subsection=title)
        return now(made)

    def kwargs(self, city: City, unit: str) -> Made:
        """What the address names."""
        return {"pk": self.matter(city, unit).pk}

    def target(self, city: City, unit: str) -> Made:
        """The matter and its target."""
        matter = self.matter(city, unit)
        return {"pk": matter.pk, "target": matter.targets.get().pk}

    def posting(self, **said: object) -> Maker:
        """What is posted, with the revision that was seen; callables are asked for the city."""

        def data(city: City, unit: str) -> Made:
            told = {name: value(city) if callable(value) else value for name, value in said.items()}
            return {"revision": self.matter(city, unit).revision} | told

        return data


def _lead(city: City) -> int:
    return Unit.objects.get_or_create(region=city.region, name="市审计局")[0].pk


def _post(city: City) -> int:
    return city.posts["vice-mayor"].pk


def _other(city: City) -> str:
    return Once(_at_work_other).matter(city, "science").number


def _at_work_other(city: City, unit: str) -> Matter:
    return at_work(city, lead=unit, helped=False)


_REASON = {"reason": "情况变化"}
_PLAN = {"person": "王强", "steps-name": ["开工"], "steps-due": ["2025-06-30"], "steps-weight": ["1"]}
_UNIT, _LEADER, _OFFICE = Permission.ANSWER_FOR_UNIT, Permission.APPROVE, Permission.ASSIGN_MATTERS
_ASKERS = (_UNIT, _OFFICE)


def _act(act: str, make: Make, changes: Permission | tuple[Permission, ...], **said: object) -> Route:
    once = Once(make)
    return Route(
        f"matters-{act}", kwargs=once.kwargs, sees=Permission.READ_ALL_MATTERS, of_unit=True, changes=changes,
        page=False, data=once.posting(**said),
    )  # fmt: skip


def _request(city: City, unit: str) -> Made:
    request = _asked(city, unit)
    return {"pk": request.matter_id, "asked": request.pk}


def _request_data(city: City, unit: str) -> Made:
    return {"revision": now(_asked(city, unit).matter).revision, "approve": "1", "answer": "同意"}


_FIGURES = Once(_assigned)

ROUTES = [
    Route("ledger-matter", kwargs=_FIGURES.kwargs, sees=Permission.READ_ALL_MATTERS, of_unit=True),
    Route("matters-find", needs=_OFFICE),
    Route("matters-find-beside", kwargs=_FIGURES.kwargs, sees=Permission.READ_ALL_MATTERS, of_unit=True),
    Route("matters-rest", kwargs=_FIGURES.kwargs, sees=Permission.READ_ALL_MATTERS, of_unit=True),
    Route("matters-reports", kwargs=_FIGURES.kwargs, sees=Permission.READ_ALL_MATTERS, of_unit=True),
    # Where an act is not offered a line says so, so that whoever sees the matter gets an answer.
    Route("matters-form", kwargs=lambda city, unit: _FIGURES.kwargs(city, unit) | {"name": "withdraw"},
          sees=Permission.READ_ALL_MATTERS, of_unit=True),
    Route("matters-chart", kwargs=_FIGURES.target, sees=Permission.READ_ALL_MATTERS, of_unit=True),
    Route("matters-target", kwargs=_FIGURES.target, sees=Permission.READ_ALL_MATTERS, of_unit=True, changes=_OFFICE,
          page=False, data=lambda _city, _unit: {"revision": 1, "quarters": "10 40 80 100"}),
    Route("matters-leave", kwargs=_FIGURES.target, sees=Permission.READ_ALL_MATTERS, of_unit=True, changes=_OFFICE,
          page=False, data=_FIGURES.posting(reason="误关联")),
    Route("matters-decide", kwargs=_request, sees=Permission.READ_ALL_MATTERS, of_unit=True, changes=_LEADER,
          page=False, data=_request_data),
    Route("matters-retract", kwargs=_request, sees=Permission.READ_ALL_MATTERS, of_unit=True, changes=_ASKERS,
          page=False, data=_request_data),
    _act("accept", _assigned, _UNIT),
    _act("object", _assigned, _UNIT, **_REASON),
    _act("retract-objection", _objected, _UNIT),
    _act("keep", _objected, _OFFICE, **_REASON),
    _act("reassign", _objected, _OFFICE, lead=_lead, **_REASON),
    _act("plan", _accepted, _UNIT, **_PLAN),
    _act("retract-plan", _planned, _UNIT),
    _act("approve-plan", _planned, _LEADER),
    _act("return-plan", _planned, _LEADER, **_REASON),
    _act("start", _demand, _UNIT),
    _act("suspend", _at_work, _LEADER, **_REASON),
    _act("resume", _suspended, _LEADER, **_REASON),
    _act("merge", _at_work, _LEADER, into=_other, **_REASON),
    _act("withdraw", _assigned, _OFFICE, **_REASON),
    _act("restore", _withdrawn, _OFFICE, **_REASON),
    _act("ask-extension", _at_work, _ASKERS, until="2099-12-31", **_REASON),
    _act("ask-plan-change", _at_work, _ASKERS, **_PLAN, **_REASON),
    _act("ask-suspension", _at_work, _ASKERS, **_REASON),
    _act("ask-merging", _at_work, _ASKERS, into=_other, **_REASON),
    _act("ask-withdrawal", _at_work, _ASKERS, **_REASON),
    _act("ask-release", _helping, _UNIT, **_REASON),
    _act("own", _accepted, _OFFICE, deliverable="实施方案"),
    _act("note", _answered_instruction, _LEADER),
    _act("instruct", _at_work, Permission.INSTRUCT, text="速办", grade="ordinary", lead=_lead, post=_post),
    _act("part-of", _at_work, _OFFICE, parent=_other),
    _act("serve", _at_work, _OFFICE, number=lambda city: Once(_assigned).matter(city, "science").number,
         name="高新技术企业", counts="on"),
    Route("matters-new", needs=_OFFICE, data=lambda city, unit: {
        "revision": 0, "kind": "task", "title": "甲", "lead": city.units[unit].pk}),
    Route("matters-instruction", needs=Permission.INSTRUCT, data=lambda city, unit: {
        "revision": 0, "text": "速办", "grade": "major", "lead": city.units[unit].pk, "post": _post(city)}),
]  # fmt: skip


def make_matters(city: City) -> None:
    """Every matter that an address here names, so that tests which begin with them find them made."""
    for route in ROUTES:
        once = getattr(route.kwargs, "__self__", None)
        if isinstance(once, Once):
            for unit in ("science", "education"):
                once.matter(city, unit)
