"""Quarterly steps as a cell writes them: one line a quarter, and what is said otherwise."""

from __future__ import annotations

import re

Quarters = tuple[str, str, str, str]

QUARTERS = ("一季度", "二季度", "三季度", "四季度")
# A quarter that opens a line or a clause: 一季度：开工, 第2季度 开工, Q3：主体完工; near miss: 二季度末前.
_OPENING = re.compile(
    r"(?:^|(?<=[\n；;。]))[ \t\u3000]{0,8}(?:第?([一二三四1-4])季度|[Qq]([1-4]))"
    r"\s?(?:末)?[：:，,、 \u3000][ \t\u3000]{0,8}"
)
_DIGITS = "一二三四"
_CLOSING = "；; \n\t　"


def split_steps(text: str) -> tuple[Quarters, str]:
    r"""The steps of the four quarters that a cell names, and the words before them or instead of them.

    >>> split_steps("一季度：开工；二季度：主体完工")
    (('开工', '主体完工', '', ''), '')
    >>> split_steps("按序时进度推进")
    (('', '', '', ''), '按序时进度推进')
    """
    found = list(_OPENING.finditer(text))
    steps = ["", "", "", ""]
    for at, opening in enumerate(found):
        end = found[at + 1].start() if at + 1 < len(found) else len(text)
        quarter = int(opening[2]) - 1 if opening[2] else (_DIGITS + "1234").index(opening[1]) % 4
        said = text[opening.end() : end].strip(_CLOSING)
        steps[quarter] = f"{steps[quarter]}；{said}" if steps[quarter] and said else steps[quarter] or said
    before = text[: found[0].start()] if found else text
    return (steps[0], steps[1], steps[2], steps[3]), before.strip(_CLOSING)


def join_steps(steps: Quarters | list[str], schedule: str = "") -> str:
    r"""One line a quarter, as `split_steps` reads it.

    >>> join_steps(("开工", "", "", "完工"))
    '一季度：开工\n四季度：完工'
    """
    lines = [f"{name}：{step}" for name, step in zip(QUARTERS, steps, strict=False) if step]
    return "\n".join([schedule, *lines] if schedule else lines)
