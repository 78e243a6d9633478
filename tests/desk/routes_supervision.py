"""Routes of supervision."""

from __future__ import annotations

from luoshi.ledger import Permission
from luoshi.ledger.inspections import SanctionKind
from luoshi.records.models import Inspection, InspectionObjection, Meeting, SanctionProposal, Sheet, User
from luoshi.records.models import Matter as MatterRecord
from luoshi.services.events import Actor
from luoshi.services.supervision.objections import object_to_conclusion
from luoshi.services.supervision.sanctions import propose_sanction
from tests.cast import City
from tests.desk.routes import Made, Route, nothing
from tests.reports import actor
from tests.supervised import inspection_of, matter_of, meeting_of, second_supervisor, sheet_of

READ, RUN, ANSWER = Permission.READ_ALL_MATTERS, Permission.SUPERVISE, Permission.ANSWER_FOR_UNIT


def _sheet(city: City, unit: str) -> Made:
    known = Sheet.objects.filter(programme=city.programme, unit=city.units[unit]).first()
    return {"pk": (known or sheet_of(city, unit)).pk}


def _matter(city: City, unit: str) -> Made:
    known = MatterRecord.objects.filter(programme=city.programme, lead=city.units[unit]).first()
    return {"pk": (known or matter_of(city, unit)).pk}


def _inspection(until: str, city: City, unit: str) -> Inspection:
    known = Inspection.objects.filter(programme=city.programme, state=until, targets__unit=city.units[unit]).first()
    team = [city.people["verifier"], city.people["leader"]]  # whoever reads all is of it
    return known or inspection_of(city, unit, until=until, repeated_because="试验", members=team)


def _planned(city: City, unit: str) -> Made:
    return {"pk": _inspection("planned", city, unit).pk}


def _running(city: City, unit: str) -> Made:
    return {"pk": _inspection("running", city, unit).pk}


def _concluded(city: City, unit: str) -> Made:
    return {"pk": _inspection("concluded", city, unit).pk}


def _problem(city: City, unit: str) -> Made:
    found = _inspection("concluded", city, unit)
    return {"pk": found.pk, "finding": found.findings.all()[0].pk}


def _own(city: City, unit: str) -> Made:
    return {"pk": _inspection("concluded", city, unit).pk, "unit": city.units[unit].pk}


def _objection(city: City, unit: str) -> Made:
    """To a conclusion of somebody else, so that the office's person may decide."""
    found = _inspection("concluded", city, unit)
    known = InspectionObjection.objects.filter(inspection=found).first()
    if known is None:
        other: User = second_supervisor(city)
        Inspection.objects.filter(pk=found.pk).update(leader=other, concluded_by=other)
        found.refresh_from_db()
        liaison = Actor(city.people[f"liaison-{unit}"])
        known = object_to_conclusion(inspection=found, actor=liaison, unit=city.units[unit], reason="已整改")
    return {"pk": found.pk, "objection": known.pk}


def _proposal(city: City, unit: str) -> Made:
    found = _inspection("concluded", city, unit)
    known = SanctionProposal.objects.filter(inspection=found).first() or propose_sanction(
        inspection=found, actor=actor(city), unit=city.units[unit], kind=SanctionKind.PRAISE, reason="提前完成"
    )
    return {"pk": known.pk}


def _meeting(city: City, _unit: str) -> Made:
    return {"pk": (Meeting.objects.filter(programme=city.programme).first() or meeting_of(city)).pk}


def _plan_word(city: City, unit: str) -> Made:
    return _concluded(city, unit) | {"paper": "conclusion"}


def _found(city: City, unit: str) -> Made:
    return {"unit": city.units[unit].pk, "text": "台账缺页", "problem": "on", "source": "现场"}


def _proposed(city: City, unit: str) -> Made:
    return {"unit": city.units[unit].pk, "kind": "praise", "reason": "提前完成"}


REVISION: Made = {"revision": 1}
ROUTES = [
    Route("supervision"),
    Route("supervision-bundle"),
    Route("supervision-new", RUN, _matter, READ, changes=RUN, data=lambda _c, _u: {"level": "reminder", "ask": "请报", "reason": "会前"}),
    Route("supervision-sheet", None, _sheet, READ, of_unit=True),
    Route("supervision-sheet-word", None, _sheet, READ, of_unit=True),
    Route("supervision-sheet-answer", ANSWER, _sheet, READ, of_unit=True, page=False, data=lambda _c, _u: REVISION | {"answer": "已办"}),
    Route("supervision-sheet-extend", RUN, _sheet, READ, changes=RUN, page=False, data=lambda _c, _u: REVISION | {"answer_by": "2099-01-01", "reason": "属实"}),
    Route("supervision-sheet-withdraw", RUN, _sheet, READ, changes=RUN, page=False, data=lambda _c, _u: REVISION | {"reason": "误发"}),
    Route("supervision-sheet-clear", RUN, _sheet, READ, changes=RUN, page=False, data=lambda _c, _u: REVISION),
    Route("supervision-inspections"),
    Route("supervision-inspections-new", RUN, data=nothing),
    Route("supervision-inspection", None, _concluded, READ, of_unit=True),
    Route("supervision-inspection-edit", RUN, _planned, READ, changes=RUN, data=nothing),
    Route("supervision-inspection-start", RUN, _planned, READ, changes=RUN, page=False, data=lambda _c, _u: REVISION),
    Route("supervision-inspection-cancel", RUN, _planned, READ, changes=RUN, page=False, data=lambda _c, _u: REVISION | {"reason": "改期"}),
    Route("supervision-inspection-find", READ, _running, READ, page=False, data=_found),
    Route("supervision-inspection-conclude", RUN, _running, READ, changes=RUN, page=False, data=lambda _c, _u: {"revision": 2, "conclusion": "落实"}),
    Route("supervision-inspection-rectify", RUN, _problem, READ, changes=RUN, page=False, data=lambda _c, _u: REVISION | {"title": "补正台账"}),
    Route("supervision-inspection-object", ANSWER, _own, READ, of_unit=True, page=False, data=lambda _c, _u: {"reason": "已整改"}),
    Route("supervision-inspection-decide", RUN, _objection, READ, changes=RUN, page=False, data=lambda _c, _u: {"state": "upheld", "answer": "维持"}),
    Route("supervision-inspection-propose", RUN, _concluded, READ, changes=RUN, page=False, data=_proposed),
    Route("supervision-inspection-word", None, _plan_word, READ, of_unit=True),
    Route("supervision-sanction-decide", Permission.APPROVE, _proposal, READ, page=False, data=lambda _c, _u: {"approve": "1"}),
    Route("supervision-sanction-retract", RUN, _proposal, READ, changes=RUN, page=False, data=nothing),
    Route("supervision-meetings", READ),
    Route("supervision-meetings-new", RUN, data=nothing),
    Route("supervision-meeting", READ, _meeting, READ),
    Route("supervision-meeting-word", READ, _meeting, READ),
    Route("supervision-meeting-draw", RUN, _meeting, READ, changes=RUN, page=False, data=lambda _c, _u: REVISION),
    Route("supervision-meeting-minutes", RUN, _meeting, READ, changes=RUN, page=False, data=lambda _c, _u: REVISION | {"minutes": "会议听取了汇报。"}),
    Route("supervision-meeting-decide", RUN, _meeting, READ, changes=RUN, page=False, data=lambda _c, _u: {"text": "加快办理"}),
    Route("supervision-burden"),
    Route("supervision-bulletin", READ),
    Route("supervision-bulletin-word", READ),
]  # fmt: skip
