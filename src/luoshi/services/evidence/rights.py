"""Who may add evidence to a matter, correct its caption and take it back, and when."""

from __future__ import annotations

from django.utils.translation import gettext as _

from luoshi.ledger import AT_REST, Status
from luoshi.queries import evidence as queries
from luoshi.queries.access import Access
from luoshi.records.models import Closing, EvidenceUse, Matter, Report, Unit, User
from luoshi.services.errors import NotPermittedError, RefusedError
from luoshi.services.events import Actor

_GONE = frozenset({Status.MERGED, Status.WITHDRAWN})


def person_of(actor: Actor) -> User:
    """Whoever hands something in; the system itself hands in nothing."""
    if actor.person is None:
        raise NotPermittedError(_("请登录后再添加材料。"))
    return actor.person


def check_may_add(
    access: Access, matter: Matter, unit: Unit | None, report: Report | None = None, closing: Closing | None = None
) -> None:
    """Refuse who may not add evidence for a unit (or, without one, for supervision and verification) now.

    Raises NotPermittedError for the person, RefusedError for the state of matter, report or request.
    """
    adding = queries.adding(access, matter)
    if unit is None and not adding.without_unit:
        raise NotPermittedError(_("不以单位名义添加材料的，只能是督查员或核查员。"))
    if unit is not None and unit.pk not in {one.pk for one in adding.units}:
        raise NotPermittedError(_("只有本事项的牵头、配合单位可以添加材料，请联系牵头单位。"))
    status = Status(matter.status)
    if status in _GONE or (status in AT_REST and unit is not None):
        said = {"status": matter.get_status_display()}
        raise RefusedError(_("事项现为“%(status)s”，不再添加材料；确有需要的，请联系督查室。") % said)
    _check_place(matter, unit, report, closing)


def _check_place(matter: Matter, unit: Unit | None, report: Report | None, closing: Closing | None) -> None:
    if any(place is not None and place.matter_id != matter.pk for place in (report, closing)):
        raise RefusedError(_("这次填报或申请不属于本事项，请刷新页面后重试。"))
    if report is not None and report.state == Report.State.REPLACED:
        raise RefusedError(_("这次填报已被更正，请把材料添加到新的一版。"))
    if report is not None and unit is not None and report.unit_id not in (None, unit.pk):
        raise RefusedError(_("这是其他单位的填报，请把材料添加到事项，或随本单位的填报添加。"))
    if closing is not None and closing.state != Closing.State.PENDING:
        raise RefusedError(_("这次销号申请已有结论，不能再添加材料。"))


def check_may_remove(access: Access, use: EvidenceUse) -> None:
    """Refuse who may not take a piece back now. Raises RefusedError."""
    if queries.removable(access, use):
        return
    if use.report is not None and use.report.state == Report.State.SUBMITTED:
        raise RefusedError(_("材料已随填报提交；需要撤下的，请先更正填报。"))
    if use.closing_id or queries.is_awaiting(use):
        raise RefusedError(_("事项已申请销号，材料不能撤下；确有错误的，请联系核查员退回。"))
    raise RefusedError(_("只有添加材料的单位或督查员可以撤下，请联系他们。"))


def check_may_caption(access: Access, use: EvidenceUse) -> None:
    """Refuse who may not correct a piece's caption now.

    Raises NotPermittedError for the person, RefusedError for the state of the piece, its matter, report or request.
    """
    if queries.captionable(access, use, queries.adding(access, use.matter)):
        return
    if use.removed:
        raise RefusedError(_("材料已撤下，说明不能再改。"))
    if use.report is not None and use.report.state == Report.State.REPLACED:
        raise RefusedError(_("这次填报已被更正，请到新的一版改说明。"))
    if use.closing is not None and use.closing.state != Closing.State.PENDING:
        raise RefusedError(_("这次销号申请已有结论，材料说明不能再改。"))
    if Status(use.matter.status) in (AT_REST if use.unit_id else _GONE):
        said = {"status": use.matter.get_status_display()}
        raise RefusedError(_("事项现为“%(status)s”，材料说明不能再改；确有错误的，请联系督查室。") % said)
    raise NotPermittedError(_("只有添加材料的单位可以改说明，请联系他们。"))
