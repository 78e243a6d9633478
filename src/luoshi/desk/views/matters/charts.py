"""The chart of a target that a matter serves, as a picture of its own."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from luoshi.desk.guards import signed_in
from luoshi.desk.views.matters.pages import found
from luoshi.exchange.target_chart import ChartNames, target_svg
from luoshi.queries.target_lines import lines_of

_KEPT = 60  # seconds a browser may show it again without asking


@signed_in
@require_GET
def chart(request: HttpRequest, pk: int, target: int) -> HttpResponse:
    """Schedule, reports and forecast of a target, as SVG."""
    line = next((one for one in lines_of(found(request, pk)) if one.record.pk == target), None)
    if line is None:
        raise Http404
    svg = target_svg(
        line.target.unit,
        ChartNames(_("序时进度"), _("已报数据"), _("按现进度"), _("目标")),
        span=(line.target.starts, line.target.ends),
        bound=line.bound,
        due=line.due,
        read=[(reading.as_of, reading.value) for reading in line.readings],
        ahead=line.ahead,
    )
    response = HttpResponse(svg, content_type="image/svg+xml")
    response["Cache-Control"] = f"private, max-age={_KEPT}"
    return response
