"""Going on with the log under another key."""

from __future__ import annotations

from django.conf import settings
from django.db import transaction

from luoshi.queries.audit_keys import Ring, ring
from luoshi.queries.chains import NEW_KEY
from luoshi.records.models import Chain, Event
from luoshi.records.secret_files import made_once
from luoshi.services.events import Actor, append_event, next_place


@transaction.atomic
def accept_key(*, actor: Actor) -> list[Chain]:
    """Let every chain of another key go on with the present one; returns them as they were.

    Each gets an event that names the old key; with no key here at all one is made. Events of a key that is lost can
    from then on only be checked for their order.
    """
    keys = _present_keys()
    changed = list(Chain.objects.exclude(key__in=("", keys.current.fingerprint)).order_by("name"))
    for chain in changed:
        event = Event(
            actor=actor.person,
            act=NEW_KEY,
            subject="chain",
            subject_id=chain.pk,
            before={"key": chain.key},
            after={"key": keys.current.fingerprint},
            address=actor.address,
        )
        append_event(chain=next_place(chain), key=keys.current, event=event)
    return changed


def _present_keys() -> Ring:
    if not settings.AUDIT_KEY:
        made_once(settings.AUDIT_KEY_FILE)
    return ring()
