"""Papers to call the commands with, and how to call them."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from luoshi.cli.main import status_of

REPORT = """云川市2024年政府工作报告

一、2023年工作回顾
全市生产总值增长6.5%，新增规上工业企业120家。

二、2024年主要目标和重点工作
今年全市生产总值增长6%以上，城镇新增就业2.3万人。
建成社区公园3座，加快推进老城区改造。
"""
TABLE = "一、民生\n1. 新建学校3所。（牵头单位：市教育局；责任单位：市财政局等）\n"


@dataclass(frozen=True)
class Call:
    """How a call ended, and what it printed."""

    status: int
    out: str
    err: str

    def lines(self) -> list[dict[str, Any]]:
        return [json.loads(line) for line in self.out.splitlines()]


def call(captured: pytest.CaptureFixture[bytes], *arguments: str | Path) -> Call:
    """Call `luoshi` within this process."""
    captured.readouterr()
    status = status_of([str(argument) for argument in arguments])
    out, err = captured.readouterr()
    return Call(status, out.decode("utf-8"), err.decode("utf-8"))


def paper(folder: Path, text: str = REPORT, name: str = "报告.txt") -> Path:
    """A file with a text in it."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode())
    return path
