"""The log of events, as its page shows it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from luoshi.queries import visible
from luoshi.queries.access import Access
from luoshi.records.models import Event, User

# What acts are called; one that is not here shows its code.
ACT_NAMES = {
    "create-programme": _("新建年度项目"),
    "change-programme": _("修改年度项目"),
    "change-rules": _("修改年度项目规则"),
    "change-calendar": _("修改地方放假和上班"),
    "create-unit": _("新建单位"),
    "change-unit": _("修改单位"),
    "change-unit-names": _("修改单位的其他名称"),
    "create-post": _("新建职务"),
    "change-post": _("修改职务"),
    "appoint": _("任职"),
    "end-tenure": _("离任"),
    "create-person": _("新建人员"),
    "change-person": _("修改人员"),
    "activate-person": _("启用账号"),
    "deactivate-person": _("停用账号"),
    "reset-password": _("重置密码"),
    "change-password": _("修改密码"),
    "unlock-person": _("解除锁定"),
    "remove-second-factor": _("解除动态口令"),
    "grant-role": _("授予角色"),
    "revoke-role": _("收回角色"),
    "create-channel": _("新建通知渠道"),
    "change-channel": _("修改通知渠道"),
    "change-channel-key": _("更换渠道的地址或密钥"),
    "activate-channel": _("启用通知渠道"),
    "deactivate-channel": _("停用通知渠道"),
    "try-channel": _("发渠道测试消息"),
    "send-again": _("重发渠道消息"),
    "choose-notices": _("修改通知设置"),
    "create-region": _("新建地区"),
    "document.hand-in": _("上传文件"),
    "document.describe": _("修改文件信息"),
    "document.read": _("读取文件"),
    "document.as-version": _("并入为新版本"),
    "document.read-again": _("重新读取文件"),
    "finding.accept": _("采纳条目"),
    "finding.reject": _("剔除条目"),
    "finding.reopen": _("条目改回待核"),
    "finding.edit": _("修改条目"),
    "finding.split": _("拆分条目"),
    "finding.merge": _("合并条目"),
    "finding.add": _("添加条目"),
    "finding.accept-all": _("采纳可信条目"),
    "finding.undo": _("撤销对条目的操作"),
    "reconciliation.create": _("新建对账"),
    "reconciliation.again": _("重新对账"),
    "reconciliation.done": _("对账完成"),
    "reconciliation.override": _("改判对账结论"),
    "reconciliation.withdraw": _("撤回对账改判"),
    "lights.compute": _("计算亮灯"),
    "table.draft": _("起草分解表"),
    "table.filled": _("分解表已生成"),
    "table.again": _("重新起草分解表"),
    "table.import": _("导入分解表"),
    "table.upload": _("上传改过的分解表"),
    "table.title": _("修改分解表标题"),
    "table.rename": _("统一改写单位名称"),
    "table.publish": _("发布分解表"),
    "table.undo": _("撤销对分解表的操作"),
    "table.edit": _("修改分解行"),
    "table.add": _("新增分解行"),
    "table.remove": _("删除分解行"),
    "table.split": _("拆分分解行"),
    "table.merge": _("合并分解行"),
    "table.move": _("移动分解行"),
    "table.bulk": _("批量修改分解行"),
    "table.accept": _("采纳建议"),
    "table.apply": _("应用导入的改动"),
    "evidence.add": _("添加佐证材料"),
    "evidence.link": _("添加网页链接"),
    "evidence.reuse": _("引用以前的材料"),
    "evidence.caption": _("修改佐证材料说明"),
    "evidence.remove": _("撤下佐证材料"),
    "matter.assign-matter": _("交办事项"),
    "matter.reassign-matter": _("改派事项"),
    "matter.accept-matter": _("签收事项"),
    "matter.object-to-matter": _("提出异议"),
    "matter.retract-objection": _("撤回异议"),
    "matter.keep-assignment": _("维持交办"),
    "matter.submit-plan": _("报送方案"),
    "matter.retract-plan": _("撤回方案"),
    "matter.approve-plan": _("批准方案"),
    "matter.return-plan": _("退回方案"),
    "matter.start-matter": _("开始办理"),
    "matter.report": _("填报进展"),
    "matter.contribute": _("提供配合情况"),
    "matter.correct-report": _("更正填报"),
    "matter.request-closing": _("申请销号"),
    "matter.retract-closing": _("撤回销号申请"),
    "matter.close-matter": _("销号"),
    "matter.return-matter": _("退回"),
    "matter.look-back": _("回头看通过"),
    "look-back.draw": _("抽取回头看样本"),
    "matter.reopen-matter": _("回头看重办"),
    "matter.suspend-matter": _("中止办理"),
    "matter.resume-matter": _("恢复办理"),
    "matter.merge-matter": _("并入其他事项"),
    "matter.withdraw-matter": _("撤销事项"),
    "matter.restore-matter": _("恢复交办"),
    "matter.set-parent": _("调整上级事项"),
    "matter.serve-target": _("关联目标"),
    "matter.leave-target": _("取消关联目标"),
    "matter.change-target": _("修改目标口径"),
    "matter.change-own": _("填写专项信息"),
    "matter.instruct": _("领导批示"),
    "matter.ask-extension": _("申请延期"),
    "matter.ask-plan-change": _("申请调整方案"),
    "matter.ask-suspension": _("申请中止"),
    "matter.ask-merging": _("申请并入"),
    "matter.ask-withdrawal": _("申请撤销"),
    "matter.ask-release": _("申请退出配合"),
    "matter.approve-extension": _("批准延期申请"),
    "matter.approve-plan-change": _("批准调整方案申请"),
    "matter.approve-suspension": _("批准中止申请"),
    "matter.approve-merging": _("批准并入申请"),
    "matter.approve-withdrawal": _("批准撤销申请"),
    "matter.approve-release": _("批准退出配合申请"),
    "matter.refuse-extension": _("不批准延期申请"),
    "matter.refuse-plan-change": _("不批准调整方案申请"),
    "matter.refuse-suspension": _("不批准中止申请"),
    "matter.refuse-merging": _("不批准并入申请"),
    "matter.refuse-withdrawal": _("不批准撤销申请"),
    "matter.refuse-release": _("不批准退出配合申请"),
    "matter.retract-extension": _("撤回延期申请"),
    "matter.retract-plan-change": _("撤回调整方案申请"),
    "matter.retract-suspension": _("撤回中止申请"),
    "matter.retract-merging": _("撤回并入申请"),
    "matter.retract-withdrawal": _("撤回撤销申请"),
    "matter.retract-release": _("撤回退出配合申请"),
    "matter.assign": _("交办事项"),
    "matter.amend": _("修订事项"),
    "matter.withdraw": _("撤销事项"),
    "matter.issue-sheet": _("下发单子"),
    "matter.answer-sheet": _("回复单子"),
    "matter.extend-sheet": _("宽限单子"),
    "matter.meet-sheet": _("销单"),
    "matter.miss-sheet": _("单子逾期未落实"),
    "matter.withdraw-sheet": _("撤回单子"),
    "inspection.plan": _("督查立项"),
    "inspection.change": _("修改督查"),
    "inspection.start": _("开始督查"),
    "inspection.cancel": _("取消督查"),
    "inspection.find": _("记录督查发现"),
    "inspection.conclude": _("反馈督查结论"),
    "inspection.rectify": _("问题转为整改事项"),
    "inspection.object": _("对督查结论提出异议"),
    "inspection.decide-objection": _("复核异议"),
    "inspection.propose-sanction": _("提出表扬批评建议"),
    "inspection.decide-sanction": _("处理表扬批评建议"),
    "meeting.call": _("召集会议"),
    "meeting.draw": _("重提议程"),
    "meeting.write-minutes": _("记录纪要"),
    "meeting.decide": _("议定事项"),
    "audit.key": _("更换校验密钥"),
}

_AS_IT_STANDS = (
    "subject",
    "subject_id",
    "before",
    "after",
    "reason",
    "address",
    "key",
    "previous_hash",
    "hash",
)


def listed_events(
    access: Access, *, person: User | None = None, act: str = "", since: date | None = None, until: date | None = None
) -> QuerySet[Event]:
    """Events whose log the person may read, the latest first; both days of a period included."""
    events = visible.events(access)
    if person is not None:
        events = events.filter(actor=person)
    if act:
        events = events.filter(act=act)
    if since:
        events = events.filter(at__date__gte=since)
    if until:
        events = events.filter(at__date__lte=until)
    return events.select_related("actor", "chain__programme", "chain__region").order_by("-at", "-id")


def actors(access: Access) -> QuerySet[User]:
    """Everybody who did something in that log."""
    return User.objects.filter(pk__in=visible.events(access).values("actor")).order_by("name")


def acts(access: Access) -> list[tuple[str, str]]:
    """Every act in that log, with what it is called."""
    codes = visible.events(access).order_by("act").values_list("act", flat=True).distinct()
    return [(code, str(ACT_NAMES.get(code, code))) for code in codes]


def exported(events: QuerySet[Event]) -> Iterator[dict[str, Any]]:
    """Events as a file holds them, in the order of their chains; a thousand in memory at a time.

    Keys: those of the model's fields, with `person` and `username` of the actor, `of` what the chain is of, `act_name`.
    """
    rows = events.select_related("actor", "chain__programme", "chain__region").order_by("chain", "sequence")
    for event in rows.iterator(chunk_size=1000):
        yield {
            "chain": event.chain.name,
            "of": str(event.chain.programme or event.chain.region or ""),
            "sequence": event.sequence,
            "at": timezone.localtime(event.at).isoformat(),
            "person": event.actor.name if event.actor else "",
            "username": event.actor.username if event.actor else "",
            "act": event.act,
            "act_name": str(ACT_NAMES.get(event.act, event.act)),
            **{name: getattr(event, name) for name in _AS_IT_STANDS},
        }
