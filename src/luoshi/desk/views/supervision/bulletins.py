"""The burden meter, and the draft of a bulletin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from luoshi.desk.forms.settings import DayInput
from luoshi.desk.forms.supervision import OneOfSeveral, active_units, choose
from luoshi.desk.guards import needs, signed_in
from luoshi.desk.navigation import chosen_programme
from luoshi.desk.official import attachment
from luoshi.desk.papers import office_of
from luoshi.exchange.bulletins import (
    LIGHTS,
    BulletinPaper,
    LaggingLine,
    UnitLine,
    bulletin_bytes,
    overall,
    work_done,
)
from luoshi.ledger import Level, Permission
from luoshi.queries.access import Access, access_of
from luoshi.queries.bulletins import Bulletin, Scope, bulletin_of, sections_of
from luoshi.queries.burdens import burdens, by_month
from luoshi.records import clock
from luoshi.records.models import Programme, Unit

_READ = Permission.READ_ALL_MATTERS
_FIRST_DAYS = 5  # of a month, in which people write about the last one
_BAR_WIDTH, _BAR_HEIGHT = 50, 120  # of the chart: a month's room, and its tallest bar


@signed_in
@require_safe
def burden(request: HttpRequest) -> HttpResponse:
    """How many forms and sheets each unit is asked for each month."""
    access = access_of(request)
    programme = chosen_programme(request, access)
    found = burdens(access, programme) if programme else []
    months = by_month(found)
    tallest = max((forms_ + sheets for _month, forms_, sheets in months), default=0) or 1
    bars = [
        {
            "month": month,
            "x": (month - 1) * _BAR_WIDTH + 8,
            "forms": forms_,
            "sheets": sheets,
            "total": forms_ + sheets,
            "middle": (month - 1) * _BAR_WIDTH + _BAR_WIDTH // 2,
            "forms_height": round(forms_ / tallest * _BAR_HEIGHT, 1),
            "sheets_height": round(sheets / tallest * _BAR_HEIGHT, 1),
            "forms_y": round(_BAR_HEIGHT + 16 - forms_ / tallest * _BAR_HEIGHT, 1),
            "sheets_y": round(_BAR_HEIGHT + 16 - (forms_ + sheets) / tallest * _BAR_HEIGHT, 1),
        }
        for month, forms_, sheets in months
    ]
    context = {"found": found, "bars": bars, "month": clock.today().month, "here": "burden", "months": range(1, 13)}
    return render(request, "desk/supervision/burden.html", context)


class BulletinForm(OneOfSeveral):
    """The period and the scope of a bulletin."""

    starts = forms.DateField(label=gettext_lazy("自"), widget=DayInput())
    ends = forms.DateField(label=gettext_lazy("至"), widget=DayInput())
    unit = forms.ModelChoiceField(
        Unit.objects.none(), label=gettext_lazy("单位"), required=False, empty_label=gettext_lazy("全部")
    )
    section = forms.ChoiceField(label=gettext_lazy("部分"), required=False)

    def __init__(self, *args: Any, access: Access, programme: Programme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "unit", active_units(access, programme))
        sections = [("", gettext("全部")), *((one, one) for one in sections_of(access, programme))]
        self.fields["section"] = forms.ChoiceField(label=gettext_lazy("部分"), required=False, choices=sections)

    def clean(self) -> dict[str, Any]:
        """A period ends after it began."""
        said = self.cleaned_data
        if said.get("starts") and said.get("ends") and said["ends"] < said["starts"]:
            raise forms.ValidationError(gettext("结束日期不能早于开始日期。"))
        return said

    def scope(self) -> Scope:
        """What was asked for."""
        said = self.cleaned_data
        return Scope(said["starts"], said["ends"], said["unit"], said["section"])


@needs(_READ)
@require_safe
def bulletin(request: HttpRequest) -> HttpResponse:
    """Choose period and scope, and see what the draft will say."""
    access = access_of(request)
    programme = chosen_programme(request, access)
    context: dict[str, Any] = {"here": "bulletin"}
    if programme is not None and access.may(_READ, programme.region_id):
        form = _form(request, access, programme)
        context["form"] = form
        if form.is_valid():
            facts = bulletin_of(access, programme, form.scope())
            paper = _paper(programme, facts)
            context |= {
                "facts": facts,
                "overall": overall(paper),
                "work_done": work_done(paper),
                "units": [(line, [line.lights[code] for code in LIGHTS]) for line in facts.units],
                "words": [word for word, _colour in LIGHTS.values()],
                "query": request.GET.urlencode() or _default_query(),
            }
    return render(request, "desk/supervision/bulletin.html", context)


@needs(_READ)
@require_safe
def word(request: HttpRequest) -> HttpResponse:
    """The draft as a Word file."""
    access = access_of(request)
    programme = chosen_programme(request, access)
    if programme is None or not access.may(_READ, programme.region_id):
        raise Http404
    form = _form(request, access, programme)
    if not form.is_valid():
        raise Http404
    facts = bulletin_of(access, programme, form.scope())
    name = f"{_('督查通报')}-{facts.scope.ends}.docx"
    return attachment(bulletin_bytes(_paper(programme, facts)), name)


def _form(request: HttpRequest, access: Access, programme: Programme) -> BulletinForm:
    data = request.GET if "starts" in request.GET else _default()
    return BulletinForm(data, access=access, programme=programme)


def _default() -> dict[str, Any]:
    """The month so far; on its first days the whole of the last one."""
    today = clock.today()
    ends = today if today.day > _FIRST_DAYS else today.replace(day=1) - timedelta(days=1)
    return {"starts": ends.replace(day=1), "ends": ends}


def _default_query() -> str:
    chosen = _default()
    return f"starts={chosen['starts']}&ends={chosen['ends']}"


def _paper(programme: Programme, facts: Bulletin) -> BulletinPaper:
    scope = facts.scope
    about = f"（{scope.unit.name}）" if scope.unit else ""
    about += f"“{scope.section}”部分" if scope.section else ""
    return BulletinPaper(
        issuer=office_of(programme),
        programme=programme.name,
        about=about,
        starts=scope.starts,
        ends=scope.ends,
        as_of=facts.as_of,
        lights=dict(facts.lights),
        units=[UnitLine(line.unit, dict(line.lights)) for line in facts.units],
        lagging=[LaggingLine(one.number, one.title, one.unit, str(one.why)) for one in facts.lagging],
        closed=facts.closed,
        due=facts.due,
        in_time=facts.in_time,
        late=facts.late,
        reminders=facts.sheets[Level.REMINDER],
        urgings=facts.sheets[Level.URGING],
        orders=facts.sheets[Level.ORDER],
        missed=facts.missed,
        inspections=facts.inspections,
    )
