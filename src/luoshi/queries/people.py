"""People, with their roles, posts and lock-outs, as the settings pages show them."""

from __future__ import annotations

from allauth.mfa.models import Authenticator
from axes.models import AccessAttempt
from django.conf import settings
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.db.models.functions import Lower

from luoshi.ledger import Role
from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.records.models import Grant, Region, Tenure, User


def home_regions(person: User) -> frozenset[int]:
    """Ids of every region in which a person has a role, or holds or held a post."""
    granted = Grant.objects.filter(person=person).values_list("region_id", flat=True)
    held = Tenure.objects.filter(person=person).values_list("post__region_id", flat=True)
    return frozenset(granted) | frozenset(held)


def home_region(person: User) -> Region | None:
    """The region in whose log a person's account is written of."""
    return Region.objects.filter(pk__in=home_regions(person)).order_by("code").first()


def listed_people(access: Access, *, words: str = "", role: str = "", inactive: bool | None = False) -> QuerySet[User]:
    """People that a person may edit, the active ones, the `inactive` ones or (None) both; `words` in their names.

    Each has `shown_grants` (roles in the reader's own regions), `has_factor` and `is_locked`.
    """
    people = visible.people(access)
    if inactive is not None:
        people = people.filter(is_active=not inactive)
    if words:
        people = people.filter(Q(name__icontains=words) | Q(username__icontains=words))
    if role in set(Role):
        people = people.filter(pk__in=visible.grants(access).filter(role=role).values("person"))
    shown = Prefetch("grants", visible.grants(access).select_related("region", "unit", "post"), to_attr="shown_grants")
    locked = AccessAttempt.objects.filter(
        username=Lower(OuterRef("username")), failures_since_start__gte=settings.AXES_FAILURE_LIMIT
    )
    factor = Authenticator.objects.filter(user=OuterRef("pk"), type=Authenticator.Type.TOTP)
    return (
        people.annotate(is_locked=Exists(locked), has_factor=Exists(factor))
        .prefetch_related(shown)
        .order_by("name", "pk")
    )
