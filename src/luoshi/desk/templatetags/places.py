"""Where one may go from a page."""

from __future__ import annotations

from typing import Any

from django import template

from luoshi.desk import navigation
from luoshi.queries.access import access_of

register = template.Library()


@register.simple_tag(takes_context=True)
def settings_places(context: dict[str, Any]) -> list[navigation.Place]:
    """The places within the settings that the person may open."""
    request = context["request"]
    return navigation.settings_places(request, access_of(request))
