"""Speeches of a county that does not exist, built in the many forms that real ones have."""

from __future__ import annotations

TITLE = "梧川县政府工作报告\n2031年1月9日在梧川县第九届人民代表大会第一次会议上\n梧川县县长　某某\n"
SALUTATION = "各位代表：\n现在，我代表县政府作工作报告，请予审议。\n"
FRONT = TITLE + SALUTATION
PROBLEMS = "同时，我们也清醒地看到，发展中还有不少困难和问题：园区规模偏小，项目储备不够。\n"
TARGETS = "今年经济社会发展主要预期目标是：生产总值增长6%以上，新增企业30家。\n"
CLOSING = "各位代表！山高路远，唯有奋斗。让我们更加紧密地团结起来，为建设美丽梧川而努力奋斗！\n"


def prose(*subjects: str) -> str:
    """A paragraph with a sentence on each subject."""
    return "".join(f"围绕{s}，着力补齐短板弱项，推动{s}再上台阶，努力让群众得实惠。" for s in subjects) + "\n"


ACHIEVED = prose("园区", "招商", "农田") + prose("道路", "学校", "医院")
CONDUCT = prose("作风", "法治", "廉洁")
PLAIN = (
    FRONT
    + "一、2030年工作回顾\n"
    + ACHIEVED
    + PROBLEMS
    + "二、2031年工作安排\n"
    + TARGETS
    + "（一）强产业，增动能。"
    + prose("园区", "招商")
    + "（二）惠民生，促和谐。"
    + prose("学校", "医院")
    + "三、加强政府自身建设\n"
    + CONDUCT
    + CLOSING
)
