"""Small matters with evidence, for tests of everything that is done with it."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.conf import settings
from django.test import TestCase

from luoshi.records.models import Assignment, Evidence, EvidenceUse, Matter, Unit
from luoshi.services.evidence import hand_in_file
from tests import samples
from tests.cast import City
from tests.reports import actor


def matter_of(city: City, lead: str = "science", *helpers: str, number: str = "") -> Matter:
    """A matter under way that a unit of the cast leads, and perhaps others help with."""
    number = number or f"2025-{Matter.objects.filter(programme=city.programme).count() + 1:03}"
    matter = Matter.objects.create(
        programme=city.programme,
        number=number,
        title=f"新增高新技术企业{number[-3:]}",
        quote="新增高新技术企业50家以上",
        status=Matter.Status.IN_PROGRESS,
        lead=city.units[lead],
    )
    for order, key in enumerate((lead, *helpers)):
        part = Assignment.Part.COOPERATE if order else Assignment.Part.LEAD
        unit = city.units[key]
        Assignment.objects.create(matter=matter, part=part, unit=unit, written=unit.name, order=order)
    return Matter.objects.select_related("programme__region").get(pk=matter.pk)


def unit_of(city: City, name: str) -> Unit | None:
    """The unit for which somebody of the cast hands in; none for a supervisor or verifier."""
    return city.units.get(name.removeprefix("liaison-"))


def handed_in(
    city: City, matter: Matter, data: bytes | None = None, name: str = "现场.jpg", *, by: str = "liaison-science"
) -> EvidenceUse:
    """A file that somebody of the cast handed in for a matter, its preview made."""
    with TestCase.captureOnCommitCallbacks(execute=True):
        return hand_in_file(
            actor=actor(city, by),
            matter=matter,
            unit=unit_of(city, by),
            data=samples.picture() if data is None else data,
            file_name=name,
        )


def bare_use(city: City, matter: Matter, unit: str = "science", *, sha256: str = "") -> EvidenceUse:
    """A use of evidence as rows alone, without a file or a job: for tests that need it hundreds of times."""
    evidence = Evidence.objects.create(
        region=city.region,
        unit=city.units[unit],
        sha256=sha256 or f"{Evidence.objects.count():064}",
        file_name="现场.jpg",
        media_type="image/jpeg",
        uploaded_by=city.people[f"liaison-{unit}"],
    )
    return EvidenceUse.objects.create(
        evidence=evidence, matter=matter, unit=city.units[unit], added_by=city.people[f"liaison-{unit}"]
    )


@contextmanager
def own_store() -> Iterator[Path]:
    """The folder of evidence, empty before and after."""
    folder = Path(settings.MEDIA_ROOT) / "evidence"
    shutil.rmtree(folder, ignore_errors=True)
    yield folder
    shutil.rmtree(folder, ignore_errors=True)
