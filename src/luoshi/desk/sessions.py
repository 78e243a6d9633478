"""Sessions and whose they are: read at every request, so by questions whose SQL is kept."""

from __future__ import annotations

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend
from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from luoshi.queries.compiled import compiled
from luoshi.records.models import User


class SessionStore(db.SessionStore):
    """Django's sessions in the database."""

    def _get_session_from_db(self) -> Session | None:
        found = next(iter(_sessions(self.session_key or "")), None)
        if found is None or found.expire_date <= timezone.now():
            self._session_key = None
            return None
        return found


class SignedIn(AuthenticationBackend):  # type: ignore[misc]  # allauth is untyped
    """Signing in as allauth does it."""

    def get_user(self, user_id: Any) -> User | None:
        """The person of a session; none for an account that is closed."""
        found = next(iter(_people(int(user_id))), None)
        return found if found is not None and self.user_can_authenticate(found) else None


@compiled
def _sessions(key: str) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key)


@compiled
def _people(pk: int) -> QuerySet[User]:
    return User.objects.filter(pk=pk)
