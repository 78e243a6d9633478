"""Acts on one finding: small endpoints that answer with what changed, and panels that are fetched when needed."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import pairwise

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from luoshi.desk.finding_answers import answered, changed, number
from luoshi.desk.finding_forms import fields_of, proposed_lines
from luoshi.desk.guards import actor_of, must, needs
from luoshi.desk.views.documents import editable_version
from luoshi.ledger import Permission
from luoshi.queries import findings as found
from luoshi.queries.access import access_of
from luoshi.records.models import DocumentVersion, Finding, FindingChange
from luoshi.services import findings as services
from luoshi.services.errors import RefusedError
from luoshi.services.finding_changes import check_can_edit
from luoshi.services.finding_fields import proposal
from luoshi.services.found import role_at

# Where a finding may be cut. Sample: 8%、9%; near miss: 1.5%
_CUT = re.compile(r"[，、；,;。]|和|与|及|其中")
_LONGEST_SELECTION = 2_000


def _visible(request: HttpRequest, pk: int) -> Finding:
    finding = found.finding_with_version(access_of(request), pk)
    if finding is None:
        raise Http404
    return finding


def _editable(request: HttpRequest, pk: int) -> Finding:
    finding = _visible(request, pk)
    must(request, Permission.EDIT_DOCUMENTS, finding.version.document.programme.region_id)
    return finding


def _incomplete() -> JsonResponse:
    return JsonResponse({"message": _("请求不完整，请刷新页面。")}, status=400)


def _decide(request: HttpRequest, pk: int, service: Callable[..., FindingChange], message: str) -> JsonResponse:
    finding = _editable(request, pk)
    revision = number(request.POST, "revision")
    if revision is None:
        return _incomplete()

    def act() -> JsonResponse:
        change = service(finding=finding, revision=revision, actor=actor_of(request))
        return changed(request, finding.version, change, message)

    return answered(request, act, finding)


@needs(Permission.EDIT_DOCUMENTS)
@require_POST
def accept(request: HttpRequest, pk: int) -> JsonResponse:
    """Accept a finding."""
    return _decide(request, pk, services.accept_finding, _("已采纳"))


@needs(Permission.EDIT_DOCUMENTS)
@require_POST
def reject(request: HttpRequest, pk: int) -> JsonResponse:
    """Put a finding aside."""
    return _decide(request, pk, services.reject_finding, _("已剔除"))


@needs(Permission.EDIT_DOCUMENTS)
@require_POST
def reopen(request: HttpRequest, pk: int) -> JsonResponse:
    """Make a finding undecided again."""
    return _decide(request, pk, services.reopen_finding, _("已改回待核"))


@needs(Permission.READ_DOCUMENTS)
@require_GET
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a finding comes from: its place, what the engine said, who changed what."""
    finding = _visible(request, pk)
    context = {"finding": finding, "lines": proposed_lines(finding), "history": found.history(finding)}
    return render(request, "desk/documents/detail.html", context)


@needs(Permission.EDIT_DOCUMENTS)
@require_http_methods(["GET", "POST"])
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The form of a finding's fields (GET), and its save (POST)."""
    finding = _editable(request, pk)
    if request.method == "GET":
        fields = finding.fields
        if finding.kind == Finding.Kind.UNRESOLVED:
            fields = _proposed(finding.version, finding.start, finding.end, Finding.Kind.STATEMENT)
        return render(
            request, "desk/documents/form.html", {"finding": finding, "fields": fields_of(finding.kind, fields)}
        )
    revision = number(request.POST, "revision")
    start, end = number(request.POST, "start"), number(request.POST, "end")
    if revision is None:
        return _incomplete()

    def act() -> JsonResponse:
        change = services.edit_finding(
            finding=finding,
            revision=revision,
            written=request.POST.dict(),
            accept=bool(request.POST.get("accept")),
            span=None if start is None or end is None else (start, end),
            actor=actor_of(request),
        )
        return changed(request, finding.version, change, _("已保存"))

    return answered(request, act, finding)


@needs(Permission.EDIT_DOCUMENTS)
@require_http_methods(["GET", "POST"])
def split(request: HttpRequest, pk: int) -> HttpResponse:
    """The finding's words with the places where it may be cut (GET), and the cut (POST; without `at` in two alike)."""
    finding = _editable(request, pk)
    if request.method == "GET":
        cuts = [match.start() for match in _CUT.finditer(finding.quote) if match.start() > 0]
        edges = [0, *cuts, len(finding.quote)]
        pieces = [{"at": finding.start + low, "words": finding.quote[low:high]} for low, high in pairwise(edges)]
        return render(request, "desk/documents/split.html", {"finding": finding, "pieces": pieces})
    revision = number(request.POST, "revision")
    if revision is None:
        return _incomplete()

    def act() -> JsonResponse:
        change = services.split_finding(
            finding=finding, revision=revision, at=number(request.POST, "at"), actor=actor_of(request)
        )
        return changed(request, finding.version, change, _("已拆成两条"))

    return answered(request, act, finding)


@needs(Permission.EDIT_DOCUMENTS)
@require_POST
def merge(request: HttpRequest, pk: int) -> JsonResponse:
    """Merge a finding with another one."""
    finding = _editable(request, pk)
    other_id = number(request.POST, "other")
    revisions = number(request.POST, "revision"), number(request.POST, "other_revision")
    if other_id is None or revisions[0] is None or revisions[1] is None:
        return _incomplete()
    pairs = [(finding, revisions[0]), (_editable(request, other_id), revisions[1])]

    def act() -> JsonResponse:
        change = services.merge_findings(findings=pairs, actor=actor_of(request))
        return changed(request, finding.version, change, _("已合并"))

    return answered(request, act, finding)


@needs(Permission.EDIT_DOCUMENTS)
@require_http_methods(["GET", "POST"])
def new(request: HttpRequest, pk: int, start: int, end: int) -> HttpResponse:
    """The form for words that somebody selected, filled by the engine (GET), and the finding made of it (POST)."""
    version = editable_version(request, pk)
    source = request.GET if request.method == "GET" else request.POST
    kind = source.get("finding_kind", Finding.Kind.STATEMENT.value)
    if not start < end <= len(version.text) or end - start > _LONGEST_SELECTION:
        return JsonResponse({"message": _("请先在原文中选中一句以内的文字。")}, status=400)
    if request.method == "GET":
        try:
            check_can_edit(version)
        except RefusedError as error:
            return JsonResponse({"message": str(error)}, status=422)
        context = {
            "version": version,
            "fields": fields_of(kind, _proposed(version, start, end, kind)),
            "start": start,
            "end": end,
            "quote": version.text[start:end],
            "kind": kind,
        }
        return render(request, "desk/documents/form.html", context)

    def act() -> JsonResponse:
        change = services.add_finding(
            version=version, kind=kind, start=start, end=end, written=request.POST.dict(), actor=actor_of(request)
        )
        return changed(request, version, change, _("已添加"))

    return answered(request, act)


def _proposed(version: DocumentVersion, start: int, end: int, kind: str) -> dict[str, object]:
    role, year = role_at(version, start), version.document.year
    if role == "review" and year:
        year -= 1
    return proposal(version.text, start, end, kind=kind, role=role, year=year)
