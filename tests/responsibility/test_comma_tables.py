"""Tables as spreadsheets save them with commas."""

from __future__ import annotations

import pytest

from luoshi.reading import read
from luoshi.responsibility import read_rows

HEADER = "序号,任务,责任单位,完成时限\n"
CASES: tuple[tuple[str, list[tuple[str, tuple[str, ...]]]], ...] = (
    (HEADER + "1,新建泵站3座,市水务局,9月底\n2,改造鱼市2个,市商务局,年底", [("新建泵站3座", ("市水务局",)), ("改造鱼市2个", ("市商务局",))]),
    # commas within quotation marks part no cells; a title and empty cells above the header
    ("任务分解表,,,\n" + HEADER + '1,"新建泵站3座,改造2座","市水务局,市财政局",9月底', [("新建泵站3座,改造2座", ("市水务局", "市财政局"))]),
    # a quoted cell over two lines
    (HEADER + '1,新建泵站3座,"市水务局\n市财政局",9月底\n2,改造鱼市2个,市商务局,年底', [("新建泵站3座", ("市水务局", "市财政局")), ("改造鱼市2个", ("市商务局",))]),
    # no table, but a sentence with half-width commas
    ("各责任单位要加强任务,落实责任,完成时限不变.\n", []),
)  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_commas(text: str, expected: list[tuple[str, tuple[str, ...]]]) -> None:
    assert [(row.task, row.units) for row in read_rows(read(text.encode("gb18030")))] == expected
