"""Routes of reports."""

from __future__ import annotations

from luoshi.ledger import Permission, Status
from luoshi.records import clock
from luoshi.records.models import Assignment, Matter, Report, ReportDue
from luoshi.services.reporting.submitting import submit_report
from tests.cast import City
from tests.desk.routes import Made, Route
from tests.reporting import matter_of, target_of
from tests.reports import actor


def _matter(city: City, unit: str) -> Matter:
    """A matter with one unit only, with a figure to report."""
    number = f"R-{unit}"
    known = Matter.objects.filter(programme=city.programme, number=number).first()
    if known is None:
        known = matter_of(city, number, unit=unit)
        Assignment.objects.filter(matter=known, part="cooperate").delete()
        target_of(known)
    return known


def _made_due(city: City, unit: str) -> ReportDue:
    today = clock.today()
    due, _made = ReportDue.objects.get_or_create(
        matter=_matter(city, unit), starts=today, defaults={"ends": today, "due": today}
    )
    return due


def _due(city: City, unit: str) -> Made:
    return {"pk": _made_due(city, unit).pk}


def _whole(city: City, unit: str) -> Made:
    target = _matter(city, unit).targets.get()
    return {f"v-{target.pk}": "300", "done": "已完成。", "sure": f"{target.pk}=300"}


def _helping(city: City, unit: str) -> Made:
    """A period of a matter that the other unit leads, and this one helps with."""
    due = _made_due(city, unit)
    lead = next(key for key in city.units if key != unit)
    Matter.objects.filter(pk=due.matter_id).update(lead=city.units[lead])
    Assignment.objects.filter(matter=due.matter_id).update(part="cooperate")
    return {"pk": due.pk}


def _of_matter(city: City, unit: str) -> Made:
    return {"pk": _matter(city, unit).pk}


def _report(city: City, unit: str) -> Made:
    due = _made_due(city, unit)
    known = Report.objects.filter(due=due, state="submitted").first()
    if known is None:
        Matter.objects.filter(pk=due.matter_id).update(status=Status.IN_PROGRESS)
        known = submit_report(due=due, actor=actor(city, f"liaison-{unit}"), done="已开工。")
    return {"pk": known.pk}


def _correction(city: City, unit: str) -> Made:
    return _whole(city, unit) | {"reason": "核实后更正"}


def _lines(city: City, unit: str) -> Made:
    due = _made_due(city, unit)
    return {"due": str(due.pk), f"{due.pk}-done": "已开工。"}


def _contribution(_city: City, _unit: str) -> Made:
    return {"text": "已选派教师。"}


def _draft(_city: City, _unit: str) -> Made:
    return {"draft": "0"}


def _file(_city: City, _unit: str) -> Made:
    return {"file": ""}


_ANSWERS = Permission.ANSWER_FOR_UNIT
_SEEN = Permission.READ_ALL_MATTERS
ROUTES = [
    Route("reports", needs=_ANSWERS),
    Route("reports-form", needs=_ANSWERS, kwargs=_due, sees=_SEEN, of_unit=True, data=_whole),
    Route("reports-line", needs=_ANSWERS, kwargs=_due, sees=_SEEN, of_unit=True, page=False, data=_whole),
    Route("reports-discard", needs=_ANSWERS, kwargs=_due, sees=_SEEN, of_unit=True, page=False, data=_draft),
    Route(
        "reports-contribute",
        needs=_ANSWERS,
        kwargs=_helping,
        sees=_SEEN,
        of_unit=True,
        page=False,
        data=_contribution,
    ),
    Route("reports-correct", needs=_ANSWERS, kwargs=_report, sees=_SEEN, of_unit=True, data=_correction),
    Route("reports-matter", needs=_ANSWERS, kwargs=_of_matter, sees=_SEEN, of_unit=True, data=_whole),
    Route("reports-grid", needs=_ANSWERS, data=_lines),
    Route("reports-excel", needs=_ANSWERS),
    Route("reports-upload", needs=_ANSWERS, data=_file),
]
