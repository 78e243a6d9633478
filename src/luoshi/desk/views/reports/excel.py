"""The Excel form of what is due: handed out, taken back, and compared before anything is submitted."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from luoshi.desk.guards import needs
from luoshi.desk.navigation import chosen_programme
from luoshi.desk.official import attachment
from luoshi.desk.report_entries import Entry, blank, entry_of
from luoshi.desk.views.reports.grids import Line, prefix_of, shown
from luoshi.exchange.errors import FormError
from luoshi.exchange.report_form import Entered, FormLine, read_report_form, write_report_form
from luoshi.ledger import Permission
from luoshi.queries import reports
from luoshi.queries.access import Access, access_of
from luoshi.queries.reports import Asked
from luoshi.records import clock
from luoshi.records.models import Programme, Report, ReportDue

_LARGEST = 20_000_000


@needs(Permission.ANSWER_FOR_UNIT)
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """What is due as a workbook, with what the drafts say in it."""
    access = access_of(request)
    programme = chosen_programme(request, access)
    lines = [line for one in reports.asked_of(access, programme) for line in _lines(one, blank(one))]
    name = f"{programme.name if programme else ''}{_('填报')}{clock.today():%Y-%m-%d}"
    stream = io.BytesIO()
    write_report_form(name, _origin(access, programme), lines, stream)
    return attachment(stream.getvalue(), f"{name}.xlsx")


def _origin(access: Access, programme: Programme | None) -> str:
    """Whose form it is: the programme's, for the person's units."""
    units = ",".join(str(unit) for unit in sorted(access.own_units))
    return f"reports-{programme.pk if programme else 0}-{units}"


def _lines(one: Asked, entry: Entry) -> Iterator[FormLine]:
    """A period's lines: one a figure, or one for its texts alone."""
    if one.due is None:
        return
    due = one.due
    for at, field in enumerate(entry.fields or (None,)):
        record = field.figure.record if field else None
        yield FormLine(
            due=due.pk,
            target=record.pk if record else None,
            number=one.matter.number,
            title=one.matter.title,
            period=f"{due.starts:%Y-%m-%d}至{due.ends:%m-%d}",
            by=f"{due.due:%Y-%m-%d}",
            indicator=record.name if record else "",
            wanted=field.wanted if field else "",
            last=field.last if field else "",
            unit=record.unit if record else "",
            value=field.text if field else "",
            texts=None if at else entry.texts,
        )


@needs(Permission.ANSWER_FOR_UNIT)
@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest) -> HttpResponse:
    """Take a workbook: what it says is shown as a grid, with every mistake by its cell; nothing is submitted yet."""
    if request.method != "POST":
        return render(request, "desk/reports/upload.html")
    access = access_of(request)
    programme = chosen_programme(request, access)
    file = request.FILES.get("file")
    if file is None or (file.size or 0) > _LARGEST:
        said = _("请选择下载后填好的 Excel 文件（20 MB 以内）。")
        return render(request, "desk/reports/upload.html", {"errors": [said]})
    try:
        entered = read_report_form(file.read(), _origin(access, programme))
    except FormError as refused:
        return render(request, "desk/reports/upload.html", {"errors": str(refused).split("\n")})
    return _compared(request, access, entered)


def _compared(request: HttpRequest, access: Access, entered: Sequence[Entered]) -> HttpResponse:
    """The grid of what differs from the ledger; what is reported already is told, and corrected on its own page."""
    led = reports.dues(access).filter(pk__in=[one.due for one in entered], matter__lead__in=access.own_units)
    known = {one.due.pk: one for one in reports.described(list(led)) if one.due}
    counting = {
        report.due_id: report
        for report in Report.objects.filter(due__in=known, state=Report.State.SUBMITTED).prefetch_related("readings")
    }
    lines, same, differing = [], 0, []
    for one in entered:
        asked = known.get(one.due)
        if asked is None or asked.due is None:
            messages.error(request, _("第 %(n)d 行：不是贵单位现在要填报的事项，没有读入。") % {"n": one.line})
            continue
        entry = entry_of(_as_form(asked.due, one), asked, prefix_of(asked))
        report = counting.get(one.due)
        if report is None:
            lines.append(Line(asked, entry, one.line))
        elif _says_the_same(report, entry, one):
            same += 1
        else:
            differing.append((asked, one.line))
    if differing or lines:
        for asked, place in differing:
            said = _("第 %(n)d 行：%(number)s 本期已填报，内容不同，请在更正页修改。")
            messages.warning(request, said % {"n": place, "number": asked.matter.number})
        return shown(request, lines, uploaded=True)
    messages.success(request, _("文件与已填报的内容相同（%(n)d 项），没有需要提交的。") % {"n": same})
    return redirect("reports")


def _as_form(due: ReportDue, one: Entered) -> QueryDict:
    """What a workbook says of a period, as the grid's form would send it; what it leaves empty is the draft's."""
    form = QueryDict(mutable=True)
    for target, text in one.values.items():
        form[f"{due.pk}-v-{target}"] = text
    for name, text in one.texts.items():
        form[f"{due.pk}-{name}"] = text
    return form


def _says_the_same(report: Report, entry: Entry, one: Entered) -> bool:
    """Whether all that was filled in is what the report says."""
    if entry.wrong:
        return False
    values = {reading.target_id: reading.value for reading in report.readings.all()}
    figures = all(values.get(target) == float(value) for target, value in entry.values.items())
    return figures and all(getattr(report, name).strip() == text.strip() for name, text in one.texts.items())
