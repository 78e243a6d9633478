"""What templates of matters say of requests and targets."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import template
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from luoshi.ledger import Permission, RequestKind, RequestStatus
from luoshi.queries.access import Access
from luoshi.queries.target_lines import TargetLines
from luoshi.records.models import MatterRequest

register = template.Library()
_STATES = {
    RequestStatus.PENDING: _("待批"),
    RequestStatus.APPROVED: _("已批准"),
    RequestStatus.REFUSED: _("未批准"),
    RequestStatus.RETRACTED: _("已撤回"),
}


@register.filter
def request_kind(request: MatterRequest) -> str:
    """What is asked for."""
    return RequestKind(request.kind).label.told(gettext)


@register.filter
def request_state(request: MatterRequest) -> str:
    """What became of it."""
    return str(_STATES[RequestStatus(request.status)])


@register.filter
def chart_words(line: TargetLines) -> str:
    """A chart in words, for those who do not see it: the promise, where it stands, where it will end."""
    told = "；".join(sentence.told(gettext) for sentence in line.said)
    return gettext("%(name)s：目标%(target)s。%(told)s。") % {
        "name": line.record.name,
        "target": line.target.words.told(gettext),
        "told": told,
    }


@register.filter
def may(access: Access, name: str) -> bool:
    """Whether a person has a permission somewhere, by its name in the matrix."""
    return access.may_anywhere(Permission[name])


@register.filter
def at(mapping: Mapping[int, Any], key: int) -> Any:
    """What a mapping holds under a key; None where it holds nothing."""
    return mapping.get(key)
