"""What every page of the desk is given: where one is, what one may open, the programme that is looked at."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from luoshi.desk.navigation import chosen_programme, navigation, programmes_of
from luoshi.queries.access import access_of
from luoshi.queries.notices import unread_count


def desk(request: HttpRequest) -> dict[str, Any]:
    """Context for every template; empty of names for somebody who has not signed in."""
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {"demo": settings.DEMO, "oidc": settings.OIDC if settings.OIDC_ON else None}
    access = access_of(request)
    return {
        "demo": settings.DEMO,
        "access": access,
        # Worked out for the frame of a page; parts of pages do without it.
        "navigation": SimpleLazyObject(lambda: navigation(request, access)),
        "programme": SimpleLazyObject(lambda: chosen_programme(request, access)),
        "programmes": SimpleLazyObject(lambda: programmes_of(request, access)),
        "unread_notices": SimpleLazyObject(lambda: unread_count(access)),
    }
