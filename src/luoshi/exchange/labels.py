"""The Chinese words under which the closed codes are shown to people; files for programs keep the codes."""

from __future__ import annotations

from collections.abc import Mapping

SECTION: Mapping[str, str] = {"review": "回顾", "outlook": "中长期", "plan": "计划", "other": "其他"}

KIND: Mapping[str, str] = {"target": "目标", "result": "结果", "task": "任务", "unresolved": "未识别"}

MEASURE: Mapping[str, str] = {
    "growth": "增长率",
    "pp": "百分点",
    "level": "总量",
    "share": "比率",
    "increment": "新增",
    "reduction": "削减",
    "rank": "位次",
    "multiple": "倍数",
    "limit": "限值",
}

OP: Mapping[str, str] = {"=": "=", ">=": "≥", "<=": "≤", "~": "≈"}

POLARITY: Mapping[str, str] = {"+": "升", "-": "降"}

ROLE: Mapping[str, str] = {
    "front-matter": "文前",
    "review": "工作回顾",
    "problems": "困难问题",
    "outlook": "中长期目标",
    "plan-targets": "主要目标",
    "plan-tasks": "重点任务",
    "livelihood": "民生实事",
    "self-government": "自身建设",
    "closing": "结束语",
    "boilerplate": "文外杂项",
}

# A code that is not here (3-years) is shown as it is.
PERIOD: Mapping[str, str] = {
    "H1": "上半年",
    "H2": "下半年",
    **{f"Q{number}": f"{name}季度" for number, name in enumerate("一二三四", 1)},
    **{f"M{number}": f"{number}月" for number in range(1, 13)},
    "year-end": "年底",
    "yearly": "年均",
}

STAGE: Mapping[str, str] = {"plan": "谋划", "start": "启动", "advance": "推进", "complete": "完成", "win": "争创"}

MEASURABILITY: Mapping[str, str] = {"figure": "有数可考", "event": "有事可核", "direction": "只有方向"}

VERDICT: Mapping[str, str] = {
    "met": "达到",
    "exceeded": "超额",
    "missed": "未达到",
    "partly": "部分报告",
    "not-comparable": "不可比",
    "not-reported": "未报告",
}

TASK_VERDICT: Mapping[str, str] = {
    "done": "完成",
    "advanced": "推进",
    "missed": "未完成",
    "not-reported": "未报告",
    "contradicted": "与承诺相反",
}

FATE: Mapping[str, str] = {
    "restated": "重提",
    "raised": "提高",
    "lowered": "降低",
    "postponed": "推迟",
    "not-due": "尚未到期",
    "dropped": "不再提及",
    "closed": "已达到而不再提",
}

# Why a figure was left open, as `Unresolved.reason` has it.
REASON: Mapping[str, str] = {
    "a number without a unit": "有数字而无单位",
    "a figure without an indicator": "有数值而不知所指何项",
}

LEVEL: Mapping[str, str] = {
    "national": "国家级",
    "province": "省级",
    "prefecture": "市级",
    "county": "县级",
    "township": "乡镇级",
}
