"""What the ledger's core refuses, said in the reader's language as a service's refusal."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.utils.translation import gettext

from luoshi.ledger import FourEyesError, NotAllowedError, RefusalError, SettingsError
from luoshi.services.errors import NotPermittedError, RefusedError


@contextmanager
def said() -> Iterator[None]:
    """Turn a refusal of the core into RefusedError, and one of the person's right into NotPermittedError."""
    try:
        yield
    except FourEyesError as refusal:
        raise RefusedError(refusal.message.told(gettext)) from refusal
    except NotAllowedError as refusal:
        raise NotPermittedError(refusal.message.told(gettext)) from refusal
    except RefusalError as refusal:
        raise RefusedError(refusal.message.told(gettext)) from refusal
    except SettingsError as refusal:
        raise RefusedError("\n".join(problem.told(gettext) for problem in refusal.problems)) from refusal
