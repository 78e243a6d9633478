"""Fills the desk with the fictional city Yunchuan, through the same services as its pages; Django must be set up.

Whatever is there already is left alone, so that filling again is quick and loses nothing.
"""

from __future__ import annotations

import tempfile
import tomllib
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.db import transaction

from luoshi.cli import democity, democity_year
from luoshi.ledger import Role
from luoshi.records import clock
from luoshi.records.models import (
    Document,
    DocumentVersion,
    Post,
    Programme,
    Reconciliation,
    Region,
    ResponsibilityTable,
    Unit,
    User,
)
from luoshi.services.documents import hand_in_document
from luoshi.services.events import Actor
from luoshi.services.findings import accept_confident
from luoshi.services.organisation import OtherName, UnitFields, create_unit
from luoshi.services.people import create_person, set_own_password
from luoshi.services.posts import appoint, create_post
from luoshi.services.programmes import create_programme
from luoshi.services.reconciliations import create_reconciliation
from luoshi.services.regions import ensure_region
from luoshi.services.tables import Pick, accept_suggestions, bulk_edit, create_draft, import_table, publish

CITY = "990100"
LAST_YEAR, THIS_YEAR = 2024, 2025
# Printed by the demonstration; it serves this machine alone.
PASSWORD = "yunchuan-2025"  # noqa: S105  # see above
_FILLED = date(2025, 1, 20)
_SINCE = date(2024, 1, 16)  # the term began with the congress of that day
_SYSTEM = Actor()


@dataclass(frozen=True, slots=True)
class Login:
    """Who may sign in to the demonstration, and as what."""

    role: Role
    username: str
    person: str
    place: str


class FillingError(RuntimeError):
    """A job of the filling that failed, in its own words."""


def fill() -> bool:
    """Fill what is missing; returns whether anything was. Raises FillingError."""
    if ResponsibilityTable.objects.filter(programme__region__code=CITY, purpose="work", state="published").exists():
        return False
    with clock.stopped_at(_FILLED):
        draft = _fill()
    with clock.stopped_at(democity_year.PUBLISHED):
        _publish(draft)
    democity_year.live(draft.programme)
    run_jobs()
    return True


def _fill() -> ResponsibilityTable:
    """The organisation, the papers and this year's table as a draft, read, reviewed and reconciled."""
    region = Region.objects.filter(code=CITY).first() or make_organisation()
    actor = supervisor()
    last, this = (Programme.objects.get(region=region, year=year) for year in (LAST_YEAR, THIS_YEAR))
    reports = [_hand_in(last, actor, democity.REPORTS[0]), _hand_in(this, actor, democity.REPORTS[1])]
    teach(this, actor)
    old, new = (DocumentVersion.objects.get(pk=version.pk) for version in reports)
    accept_confident(version=old, confidence=0.0, low=0, high=len(old.text), actor=actor)
    accept_confident(version=new, confidence=0.8, low=0, high=len(new.text), actor=actor)
    draft = new.tables.first() or create_draft(version=new, actor=actor)
    practice = old.tables.first() or create_draft(version=old, actor=actor)
    kept = _reconcile(old, new, actor)
    run_jobs()
    _check(draft)
    _check(practice)
    _check_reconciled(kept)
    _accept_half(practice, actor)
    return draft


def supervisor() -> Actor:
    """The supervision officer, who hands in and edits; the organisation must be there."""
    return Actor(User.objects.get(username=_login_name(Role.SUPERVISOR)))


def teach(programme: Programme, actor: Actor) -> None:
    """Last year's responsibility table as teaching material; whatever else waits for the worker is done as well."""
    version = _hand_in(programme, actor, democity.TABLE, kind=Document.Kind.TABLE)
    run_jobs()
    version = DocumentVersion.objects.select_related("document").get(pk=version.pk)
    if not version.tables.exists():
        import_table(version=version, actor=actor, purpose="teaching", year=LAST_YEAR)
        run_jobs()


def logins() -> list[Login]:
    """One login for each role, in the order of the data."""
    found = []
    for told in _told()["login"]:
        person = User.objects.get(username=told["username"])
        place = told.get("unit") or told.get("post") or Region.objects.get(code=CITY).name
        found.append(Login(Role(told["role"]), person.username, person.name, place))
    return found


def run_jobs() -> None:
    """Do the jobs that wait, unless they are done as they come. Raises FillingError when a document was not read."""
    if settings.TASKS["default"]["BACKEND"].startswith("django_tasks_db."):
        call_command(
            "db_worker", queue_name="*", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0
        )
    unread = DocumentVersion.objects.filter(document__programme__region__code=CITY).exclude(state="ready")
    if version := unread.first():
        raise FillingError(f"{version.file_name}: {version.trouble or version.state}")


def _check(table: ResponsibilityTable) -> None:
    table.refresh_from_db()
    if table.job != ResponsibilityTable.Job.READY:
        raise FillingError(f"{table.title}: {table.trouble or table.job}")


def _reconcile(old: DocumentVersion, new: DocumentVersion, actor: Actor) -> Reconciliation:
    """Last year's promises against this year's review."""
    known = Reconciliation.objects.filter(plan=old).first()
    return known or create_reconciliation(plan=old, reviews=[new], actor=actor)


def _check_reconciled(kept: Reconciliation) -> None:
    kept.refresh_from_db()
    if kept.state != Reconciliation.State.READY:
        raise FillingError(f"{kept.title}: {kept.trouble or kept.state}")


@cache
def _told() -> dict[str, Any]:
    text = (files("luoshi.cli") / "democity_data" / "organisation.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def _login_name(role: Role) -> str:
    return next(str(told["username"]) for told in _told()["login"] if told["role"] == role)


@transaction.atomic
def make_organisation() -> Region:
    """Regions, programmes, units, posts, people: all of them or none; returns the city."""
    for told in _told()["region"]:
        ensure_region(actor=_SYSTEM, **told)
    city = Region.objects.get(code=CITY)
    for year in (LAST_YEAR, THIS_YEAR):
        create_programme(
            actor=_SYSTEM,
            region=city,
            year=year,
            name=f"{city.name}{year}年政府工作报告重点工作",
            starts=date(year, 1, 1),
            ends=date(year, 12, 31),
        )
    _make_leaders(city)
    _make_units(city)
    for told in _told()["login"]:
        if told["role"] != Role.LEADER:
            unit = Unit.objects.get(region=city, name=told["unit"]) if "unit" in told else None
            _make_person(city, told["username"], told["name"], Role(told["role"]), unit=unit, signs_in=True)
    return city


def _make_leaders(city: Region) -> None:
    names = {told["post"]: told["username"] for told in _told()["login"] if "post" in told}
    for order, (title, holder) in enumerate(_told()["leaders"].items(), 1):
        post = create_post(actor=_SYSTEM, region=city, unit=None, title=title, leads=True, order=order)
        username = names.get(title, f"leader-{order}")
        person = _make_person(city, username, holder, Role.LEADER, post=post, signs_in=title in names)
        appoint(actor=_SYSTEM, post=post, person=person, since=_SINCE)


def _make_units(city: Region) -> None:
    rows = [(kind, *row) for kind, rows in _told()["units"].items() for row in rows]
    for order, (kind, name, title, head, *others) in enumerate(rows, 1):
        names = tuple(OtherName(other) for other in others)
        fields = UnitFields(name=name, ranking_class=kind, order=order, names=names)
        unit = create_unit(actor=_SYSTEM, region=city, fields=fields)
        post = create_post(actor=_SYSTEM, region=city, unit=unit, title=title)
        person = _make_person(city, f"head-{order}", head, Role.LIAISON, unit=unit)
        appoint(actor=_SYSTEM, post=post, person=person, since=_SINCE)


def _make_person(
    city: Region,
    username: str,
    name: str,
    role: Role,
    *,
    unit: Unit | None = None,
    post: Post | None = None,
    signs_in: bool = False,
) -> User:
    person, _initial = create_person(
        actor=_SYSTEM, region=city, username=username, name=name, role=role, unit=unit, post=post, signs_in=signs_in
    )
    if signs_in:
        set_own_password(actor=_SYSTEM, person=person, password=PASSWORD)
    return person


@cache
def _papers() -> dict[str, bytes]:
    with tempfile.TemporaryDirectory() as folder:
        return {path.name: path.read_bytes() for path in democity.documents(Path(folder))}


def _hand_in(programme: Programme, actor: Actor, name: str, kind: str = "") -> DocumentVersion:
    known = DocumentVersion.objects.filter(document__programme=programme, file_name=name).first()
    return known or hand_in_document(programme=programme, actor=actor, data=_papers()[name], file_name=name, kind=kind)


def _accept_half(draft: ResponsibilityTable, actor: Actor) -> None:
    """Last year's table is begun: accepting and publishing the rest is for the visitor."""
    rows = list(draft.rows.filter(removed=False))
    picks = [Pick(row.pk, row.revision) for row in rows[: len(rows) // 2]]
    accept_suggestions(table=draft, picks=picks, actor=actor)


def _publish(draft: ResponsibilityTable) -> None:
    """Accept what is suggested, give a lead to the rest, and publish."""
    actor, year = supervisor(), draft.year
    rows = list(draft.rows.filter(removed=False))
    accept_suggestions(table=draft, picks=[Pick(row.pk, row.revision) for row in rows], actor=actor)
    for told in democity_year.story()["assign"]:
        rows = [
            row for row in draft.rows.filter(removed=False, lead_unit="") if row.task.startswith(tuple(told["tasks"]))
        ]
        if rows:
            texts = {"lead_unit": told["lead"], "leaders": told["leader"]}
            bulk_edit(table=draft, picks=[Pick(row.pk, row.revision) for row in rows], texts=texts, actor=actor)
    undated = list(draft.rows.filter(removed=False, deadline=""))
    picks = [Pick(row.pk, row.revision) for row in undated]
    bulk_edit(table=draft, picks=picks, texts={"deadline": f"{year}年底前"}, actor=actor)
    publish(table=draft, edition=0, actor=actor, reason="")
