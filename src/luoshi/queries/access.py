"""Access: what a person is granted, where, and for which unit or post."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from luoshi.ledger import GRANTED, Permission, Role
from luoshi.queries.compiled import compiled
from luoshi.records.models import Grant, User


@dataclass(frozen=True)
class Access:
    """What one person may see and do, by region, unit and post."""

    person: User | AnonymousUser

    @cached_property
    def grants(self) -> tuple[Grant, ...]:
        """Every grant of the person, read once a request."""
        if not self.person.is_authenticated or not self.person.is_active:
            return ()
        return tuple(_grants(self.person.pk))

    @cached_property
    def roles(self) -> frozenset[Role]:
        """Every role the person has somewhere."""
        return frozenset(Role(grant.role) for grant in self.grants)

    def regions_with(self, permission: Permission) -> frozenset[int]:
        """Ids of the regions in which the person has a permission."""
        return frozenset(grant.region_id for grant in self.grants if permission in GRANTED[Role(grant.role)])

    def may(self, permission: Permission, region_id: int) -> bool:
        """Whether the person has a permission in a region."""
        return region_id in self.regions_with(permission)

    def may_anywhere(self, permission: Permission) -> bool:
        """Whether the person has a permission in any region."""
        return bool(self.regions_with(permission))

    @property
    def sees_matters(self) -> bool:
        """Whether any matter may be the person's to see: all of a region, those of a unit, or those of a post."""
        return self.may_anywhere(Permission.READ_ALL_MATTERS) or bool(self.own_units or self.own_posts)

    @cached_property
    def whose_matters(self) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
        """Whose matters the person may see: all of these regions, those of these units, those of these posts; ids."""
        whole = self.regions_with(Permission.READ_ALL_MATTERS)
        return tuple(sorted(whole)), tuple(sorted(self.own_units)), tuple(sorted(self.own_posts))

    @cached_property
    def own_regions(self) -> frozenset[int]:
        """Ids of every region in which the person has any role."""
        return frozenset(grant.region_id for grant in self.grants)

    @cached_property
    def own_units(self) -> frozenset[int]:
        """Ids of the units that the person reports for."""
        return frozenset(grant.unit_id for grant in self.grants if grant.unit_id and grant.role == Role.LIAISON)

    @cached_property
    def own_posts(self) -> frozenset[int]:
        """Ids of the posts for which the person leads."""
        return frozenset(grant.post_id for grant in self.grants if grant.post_id and grant.role == Role.LEADER)


@compiled
def _grants(person: int) -> QuerySet[Grant]:
    return Grant.objects.filter(person=person).order_by("pk")


def access_of(request: Any) -> Access:
    """The access of the person who sent a request, worked out once."""
    known = getattr(request, "_luoshi_access", None)
    if known is None:
        known = request._luoshi_access = Access(request.user)
    return known
