"""Routes of reconciliation, and of levels side by side."""

from __future__ import annotations

from luoshi.ledger import Permission
from luoshi.records.models import Reconciliation, ReconciliationRow
from tests.cast import City
from tests.desk.routes import Made, Route, nothing
from tests.reconciled import papers

READ, EDIT = Permission.READ_DOCUMENTS, Permission.EDIT_DOCUMENTS


def _known(city: City) -> Reconciliation:
    """A reconciliation as its job leaves it, without the job."""
    known = Reconciliation.objects.filter(programme=city.programme).first()
    if known is None:
        plan, review = papers(city)
        known = Reconciliation.objects.create(programme=city.programme, plan=plan, title="对账", state="ready")
        known.reviews.set([review])
        target = {"indicator": "学位", "said": "6000个"}
        ReconciliationRow.objects.create(
            reconciliation=known, kind="target", order=1, quote="新增学位6000个", target=target, verdict="not-reported"
        )
    return known


def _one(city: City, _unit: str) -> Made:
    return {"pk": _known(city).pk}


def _row(city: City, _unit: str) -> Made:
    known = _known(city)
    return {"pk": known.pk, "row": known.rows.all()[0].pk}


def _overridden(city: City, unit: str) -> Made:
    made = _row(city, unit)
    ReconciliationRow.objects.filter(pk=made["row"]).update(override="met", override_reason="公报")
    return made


def _both(city: City, _unit: str) -> Made:
    plan, review = papers(city)
    return {"plan": f"v{plan.pk}", "review": [review.pk]}


def _verdict(_city: City, _unit: str) -> Made:
    return {"revision": 1, "verdict": "met", "reason": "据统计公报"}


ROUTES = [
    Route("reconciliations", READ),
    Route("reconciliations-create", EDIT, sees=READ, changes=EDIT, page=False, data=_both, posted=True),
    Route("reconciliations-levels", READ),
    Route("reconciliations-levels-chart", READ),
    Route("reconciliations-show", READ, _one, READ),
    Route("reconciliations-progress", READ, _one, READ),
    Route("reconciliations-again", EDIT, _one, READ, changes=EDIT, page=False, data=nothing),
    Route("reconciliations-word", READ, _one, READ),
    Route("reconciliations-excel", READ, _one, READ),
    Route("reconciliations-csv", READ, _one, READ),
    Route("reconciliations-override", EDIT, _row, READ, changes=EDIT, data=_verdict),
    Route("reconciliations-withdraw", EDIT, _overridden, READ, changes=EDIT, page=False, data=lambda _c, _u: {"revision": 1}),
]  # fmt: skip
