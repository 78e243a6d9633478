"""Taking evidence in: each piece kept or refused by itself, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from luoshi.queries.access import access_of
from luoshi.queries.evidence import Elsewhere, elsewhere
from luoshi.records.models import EvidenceUse
from luoshi.services import evidence as services
from luoshi.services.errors import NotPermittedError, RefusedError

SEVERAL = 30  # files that one request may hand in


@dataclass(frozen=True, slots=True)
class Line:
    """What became of one piece, said to the person."""

    level: int
    said: str

    @property
    def tag(self) -> str:
        """How it looks."""
        return messages.DEFAULT_TAGS[self.level]


def files_sent(request: HttpRequest, where: dict[str, Any]) -> list[Line]:
    """Keep the files of a request as evidence; `where` says by whom, for which matter, unit and place."""
    lines = []
    for file in request.FILES.getlist("files")[:SEVERAL]:
        data = bytes(file.read(settings.EVIDENCE_LIMIT + 1))  # of one that is too large enough for the service to see
        hand_in = partial(services.hand_in_file, data=data, file_name=file.name or "", **where)
        lines.append(tried(request, hand_in))
    return lines


def tried(request: HttpRequest, act: Callable[[], EvidenceUse]) -> Line:
    """What became of one piece; a refusal of the person's right ends the request."""
    try:
        use = act()
    except NotPermittedError as refused:
        raise PermissionDenied(str(refused)) from refused
    except services.AlreadyUsedError as known:
        return Line(messages.WARNING, str(known))
    except RefusedError as refused:
        return Line(messages.ERROR, str(refused))
    also = elsewhere(access_of(request), [use])[use.pk]
    if also:
        return Line(messages.WARNING, _told(use, also))
    return Line(messages.SUCCESS, _("“%(name)s”已添加。") % {"name": use.evidence})


def _told(use: EvidenceUse, also: Elsewhere) -> str:
    places = [one.number for one in also.matters[:5]]
    if also.here:
        places.append(_("本事项的其他位置"))
    hidden = also.hidden + max(0, len(also.matters) - 5)
    if hidden:
        places.append(ngettext("另外 %(n)s 个事项", "另外 %(n)s 个事项", hidden) % {"n": hidden})
    said = {"name": use.evidence, "places": "、".join(places)}
    return _("“%(name)s”已添加。注意：同一材料还用于%(places)s。") % said
