"""Routes of the settings."""

from __future__ import annotations

from datetime import date

from luoshi.ledger import Permission, Role
from luoshi.records.models import Grant, Tenure
from tests.cast import City
from tests.desk.routes import Made, Route, nothing
from tests.desk.rules import rules_form

RULES = rules_form()
_FORMER = {"former-TOTAL_FORMS": 0, "former-INITIAL_FORMS": 0}


def _region(city: City, _unit: str) -> Made:
    return {"region": city.region.pk}


def _programme(city: City, _unit: str) -> Made:
    return {"pk": city.programme.pk}


def _programme_said(city: City, _unit: str) -> Made:
    return {"revision": 1, "year": 2026, "name": f"{city.region}二", "starts": "2026-01-01", "ends": "2026-12-31"}


def _local_day(_city: City, _unit: str) -> Made:
    return {"revision": 1, "day": "2025-03-31", "kind": "holiday", "name": "三月三"}


def _unit(city: City, unit: str) -> Made:
    return {"pk": city.units[unit].pk}


def _unit_said(_city: City, _unit: str) -> Made:
    return {"revision": 1, "name": "市气象局", "order": 5, "active": "on", **_FORMER}


def _post(city: City, _unit: str) -> Made:
    return {"pk": city.posts["vice-mayor"].pk}


def _post_said(_city: City, _unit: str) -> Made:
    return {"revision": 1, "title": "常务副市长", "order": 1, "active": "on"}


def _appointed(city: City, _unit: str) -> Made:
    return {"person": city.people["verifier"].pk, "since": date(2025, 6, 1)}


def _tenure(city: City, _unit: str) -> Made:
    return {"pk": Tenure.objects.get(post=city.posts["vice-mayor"]).pk}


def _person(city: City, unit: str) -> Made:
    return {"pk": city.people[f"liaison-{unit}"].pk}


def _person_said(_city: City, _unit: str) -> Made:
    return {"revision": 1, "name": "王岚", "username": "wang.lan"}


def _new_person(_city: City, _unit: str) -> Made:
    return {"name": "王岚", "username": "wang.lan", "role": Role.VERIFIER, "signs_in": "on"}


def _granted(city: City, unit: str) -> Made:
    return {"pk": city.people[f"liaison-{unit}"].pk, "region": city.region.pk}


def _role(_city: City, _unit: str) -> Made:
    return {"role": Role.VERIFIER}


def _grant(city: City, unit: str) -> Made:
    return {"pk": Grant.objects.get(person=city.people[f"liaison-{unit}"]).pk}


ROUTES = [
    Route("settings", Permission.READ_UNITS),
    Route("settings-programmes", Permission.EDIT_PROGRAMMES),
    Route("settings-programmes-new", Permission.EDIT_PROGRAMMES, _region, data=_programme_said),
    Route("settings-programmes-edit", Permission.EDIT_PROGRAMMES, _programme, data=_programme_said),
    Route(
        "settings-programmes-rules",
        Permission.EDIT_PROGRAMMES,
        _programme,
        data=lambda _c, _u: {**RULES, "act": "save"},
    ),
    Route("settings-programmes-calendar", Permission.EDIT_PROGRAMMES, _programme),
    Route("settings-programmes-day-add", Permission.EDIT_PROGRAMMES, _programme, page=False, data=_local_day),
    Route("settings-programmes-day-remove", Permission.EDIT_PROGRAMMES, _programme, page=False, data=_local_day),
    Route("settings-units", Permission.READ_UNITS),
    Route("settings-units-new", Permission.EDIT_UNITS, _region, data=_unit_said),
    Route("settings-units-edit", Permission.EDIT_UNITS, _unit, data=_unit_said),
    Route("settings-posts", Permission.READ_UNITS),
    Route("settings-posts-new", Permission.EDIT_UNITS, _region, data=_post_said),
    Route("settings-posts-edit", Permission.EDIT_UNITS, _post, data=_post_said),
    Route("settings-posts-appoint", Permission.EDIT_UNITS, _post, page=False, data=_appointed),
    Route(
        "settings-tenures-end", Permission.EDIT_UNITS, _tenure, page=False, data=lambda _c, _u: {"until": "2025-06-01"}
    ),
    Route("settings-people", Permission.EDIT_PEOPLE),
    Route("settings-people-new", Permission.EDIT_PEOPLE, _region, data=_new_person),
    Route("settings-people-edit", Permission.EDIT_PEOPLE, _person, data=_person_said),
    Route("settings-people-grant", Permission.EDIT_PEOPLE, _granted, page=False, data=_role),
    Route("settings-grants-revoke", Permission.EDIT_PEOPLE, _grant, page=False, data=nothing),
    Route("settings-people-activity", Permission.EDIT_PEOPLE, _person, page=False, data=lambda _c, _u: {"active": "0"}),
    Route("settings-people-password", Permission.EDIT_PEOPLE, _person, page=False, data=nothing),
    Route("settings-people-unlock", Permission.EDIT_PEOPLE, _person, page=False, data=nothing),
    Route("settings-people-factor", Permission.EDIT_PEOPLE, _person, page=False, data=nothing),
    Route("settings-lists", Permission.EDIT_PEOPLE, data=nothing),
    Route("settings-lists-template", Permission.EDIT_PEOPLE),
    Route("settings-lists-export", Permission.EDIT_PEOPLE),
    Route("settings-lists-apply", Permission.EDIT_PEOPLE, page=False, data=nothing),
    Route("settings-events", Permission.READ_EVENTS),
    Route("settings-events-export", Permission.READ_EVENTS),
    Route("settings-events-verify", Permission.READ_EVENTS, page=False, data=nothing),
]
