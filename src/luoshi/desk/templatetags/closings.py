"""What close-out adds to a matter's page."""

from __future__ import annotations

from typing import Any

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from luoshi.desk.forms.closing import RequestForm
from luoshi.desk.templatetags.lights import SIGNS, light_word
from luoshi.ledger import Colour, Permission
from luoshi.queries import closing
from luoshi.queries.access import access_of
from luoshi.records.models import Closing, Matter

register = template.Library()


@register.simple_tag(takes_context=True)
def closing_on_matter(context: dict[str, Any], matter: Matter) -> closing.OnMatter:
    """The matter's part in close-out for the person who looks."""
    request = context["request"]
    return closing.on_matter(access_of(request), request.user, matter)


@register.simple_tag
def closing_form(part: closing.OnMatter) -> RequestForm:
    """The form to ask for close-out, with what was said the last time."""
    return RequestForm(matter=part.matter, achieved=part.closings[0].achieved if part.closings else "")


@register.filter
def turns(found: list[closing.Turn]) -> SafeString:
    """The turns of a light in their order: a sign each, its word and day on hover and to screen readers."""
    if not found:
        return format_html('<span class="muted">{}</span>', gettext("未变化"))
    said = ((one.colour, f"{one.day:%Y-%m-%d} {light_word(one.colour)}", SIGNS[Colour(one.colour)]) for one in found)
    return format_html_join(
        "",
        '<span class="light light-{0}" title="{1}"><i aria-hidden="true">{2}</i>'
        '<span class="visually-hidden">{1}，</span></span>',
        said,
    )


@register.simple_tag(takes_context=True)
def may_look_back(context: dict[str, Any]) -> bool:
    """Whether the person may open the pages of looking back."""
    return access_of(context["request"]).may_anywhere(Permission.LOOK_BACK)


@register.simple_tag
def closing_returned(matter: Matter) -> Closing | None:
    """The last return of a matter, with who returned it and why."""
    returned = Closing.objects.filter(matter=matter, state=Closing.State.RETURNED)
    return returned.select_related("decided_by", "decided_unit").first()
