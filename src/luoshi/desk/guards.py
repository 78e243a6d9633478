"""Guards: who may open a view. A thing that may not be seen is not found; one that may not be changed is refused."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponseBase

from luoshi.desk.accounts import client_address
from luoshi.ledger import Permission
from luoshi.queries.access import access_of
from luoshi.records.models import User
from luoshi.services.events import Actor

View = Callable[..., HttpResponseBase]


def needs(permission: Permission) -> Callable[[View], View]:
    """Only for people who have the permission in some region; which objects is for the queries to say."""

    def guard(view: View) -> View:
        @login_required
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not access_of(request).may_anywhere(permission):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        return guarded

    return guard


def signed_in(view: View) -> View:
    """Only for people who have signed in."""
    return login_required(view)


def must(request: HttpRequest, permission: Permission, region_id: int) -> None:
    """Refuse the request of somebody who lacks a permission in a region."""
    if not access_of(request).may(permission, region_id):
        raise PermissionDenied


def actor_of(request: HttpRequest) -> Actor:
    """Who acts in a request, for services and events."""
    person = request.user if isinstance(request.user, User) else None
    return Actor(person, client_address(request))
