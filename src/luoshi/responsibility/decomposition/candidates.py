"""The units that may be suggested though no past table names them."""

from __future__ import annotations

from collections.abc import Iterator

from luoshi.responsibility.decomposition.identity import Identities, Unit, owner_of, subject_of, usual_name
from luoshi.responsibility.departments import PLACE, Agency, agencies, departments
from luoshi.responsibility.duties import duties

_FEWEST_OWN = 10  # standard departments that a government's own register must list to stand for all that there are


def standard_candidates(
    identities: Identities, known: set[str], level: str, home: str
) -> Iterator[tuple[str, Unit, str]]:
    """Key, unit and written name of each unit of one's own register, and of each standard department not `known` yet.

    A register that lists ten standard departments or more says which there are; no others are added then.
    """
    own = {formal: owner_of(formal) for formal in dict.fromkeys(identities.registry.names.values())}
    for formal, owner in own.items():
        yield formal, Unit(formal, owner, "" if owner else subject_of(formal, home)), formal
    listed = {owner for owner in own.values() if owner}
    if len(listed) >= _FEWEST_OWN:
        return
    taken = known | listed
    for department in departments():
        if department.name not in taken:
            yield (
                level + department.formal(level),
                Unit(level + department.formal(level), department.name),
                (usual_name(department.name, level)),
            )
    words = {duty.unit: duty.leads for duty in duties()}
    of_departments = {words[department.name] for department in departments()}
    for agency in agencies():
        place = level if agency.place_ends else home
        if place and agency.name not in taken and words[agency.name] not in of_departments:
            key = agency.name.replace(PLACE, place)
            yield key, Unit(key, agency.name), _short(agency, place)


def _short(agency: Agency, place: str) -> str:
    before, behind = agency.written[min(1, len(agency.written) - 1)]
    return before + place + behind
