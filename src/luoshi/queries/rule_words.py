"""What the rules of a programme are called, what each does, and where its default comes from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True, slots=True)
class RuleWord:
    """A rule in words; `source` says where its default comes from, empty where it is this system's own."""

    label: Any
    help: Any
    source: Any = ""


@dataclass(frozen=True, slots=True)
class PartWords:
    """A part of the rules: its heading, the name by which the core's messages call it, and its rules in order."""

    label: Any
    place: str
    rules: dict[str, RuleWord]


_FAST = _("“一、三、七日，一个月”办理时限（多省通行）")
_CODE = _("《政府督查工作条例》（国务院令第733号）")

PARTS: dict[str, PartWords] = {
    "lights": PartWords(
        _("亮灯"),
        "亮灯规则",
        {
            "behind_yellow": RuleWord(_("黄灯：落后序时进度超过（百分点）"), _("累计量、节点等按序时进度比较的")),
            "behind_red": RuleWord(_("红灯：落后序时进度超过（百分点）"), _("不能小于黄灯的界限")),
            "rate_yellow": RuleWord(_("黄灯：增速低于目标超过（目标的%）"), _("增速不随时间累积，低于目标即为落后")),
            "rate_red": RuleWord(_("红灯：增速低于目标超过（目标的%）"), _("不能小于黄灯的界限")),
            "near_days": RuleWord(_("临近时限（天）"), _("距时限不足这些天、尚未报告完成的亮黄灯")),
            "late_yellow": RuleWord(_("黄灯：连续未按时填报（期）"), _("达到这一期数亮黄灯")),
            "late_red": RuleWord(_("红灯：连续未按时填报（期）"), _("达到这一期数亮红灯")),
            "milestone_red_days": RuleWord(
                _("节点逾期亮红灯（天）"), _("任一节点逾期超过这些天即亮红灯；填0不启用"), _("默认不启用")
            ),
        },
    ),
    "limits": PartWords(
        _("办理时限"),
        "办理时限",
        {
            "counted": RuleWord(
                _("时限按"), _("末日遇节假日顺延到下一个工作日"), _("《民法典》第二百零一条至第二百零三条")
            ),
            "sign_for": RuleWord(_("签收（天）"), _("自交办之日起")),
            "plan": RuleWord(_("报送方案（天）"), _("自签收之日起")),
            "approve": RuleWord(_("审批（天）"), _("方案、延期等申请的答复")),
            "deploy": RuleWord(_("批示：部署（天）"), _("自批示之日起"), _FAST),
            "feedback": RuleWord(_("批示：反馈（天）"), _("不短于部署时限"), _FAST),
            "ordinary": RuleWord(_("批示：一般事项办结（天）"), _("不短于反馈时限"), _FAST),
            "major_months": RuleWord(_("批示：重大事项办结（月）"), _("自批示之日起"), _FAST),
            "objection": RuleWord(_("对督查结论提出异议（天）"), _("自收到结论之日起"), _CODE),
            "answer": RuleWord(_("异议复核（天）"), _("由原督查人员以外的人员办理"), _CODE),
            "look_back": RuleWord(_("回头看（天）"), _("自销号或抽中之日起")),
        },
    ),
    "cadence": PartWords(
        _("填报周期"),
        "填报周期",
        {
            "every": RuleWord(_("每隔"), _("改动后，尚未开始的各期重新排定，已填报的不变")),
            "by": RuleWord(_("第几日前填报"), _("周从星期一算起；短月以月末为准")),
            "following": RuleWord(_("报上一期"), _("勾选后在下一期的这一日前报上一期，如“次月10日前报上月”")),
            "on_holiday": RuleWord(_("遇节假日"), _("填报日不是工作日时"), _("《民法典》第二百零三条")),
        },
    ),
    "ladder": PartWords(
        _("提醒、催办、督办"),
        "催办督办",
        {
            "automatic": RuleWord(_("每日自动生成"), _("不勾选则由督查员手工发出")),
            "remind_answer": RuleWord(_("签收、方案到期前提醒（天）"), ""),
            "remind_report": RuleWord(_("填报到期前提醒（天）"), ""),
            "remind_deadline": RuleWord(_("办结时限前提醒（天）"), ""),
            "red_days": RuleWord(_("红灯持续后催办（天）"), _("提醒后红灯仍持续这些天")),
            "late_reminder": RuleWord(_("补发提醒给的时间（天）"), _("提醒发出时已过期的")),
            "urging": RuleWord(_("催办单答复时限（天）"), ""),
            "order": RuleWord(_("督办单答复时限（天）"), ""),
            "no_repeat_days": RuleWord(_("不重复督查（天）"), _("同一单位同一事项在这些天内再督查须写明理由"), _CODE),
        },
    ),
}
RANKING = RuleWord(_("对单位排名"), _("不勾选则不显示名次，得分照算"))


def label_of(name: str) -> str:
    """What a rule is called, from its name in events (lights.behind_yellow); the name itself where it is not known."""
    part, _dot, rule = name.partition(".")
    if name == "ranking":
        return str(RANKING.label)
    words = PARTS.get(part)
    return f"{words.label}·{words.rules[rule].label}" if words and rule in words.rules else name
