"""The texts that are measured: the real documents where they are present, the shipped fictional ones, hostile ones."""

from __future__ import annotations

from collections.abc import Callable
from importlib.resources import files
from pathlib import Path

from luoshi.cli import democity

SHARED = Path(__file__).resolve().parents[2] / "shared"


def real() -> list[str]:
    """Every annotated report, national report and provincial report beside the repository; [] where there are none."""
    folders = ("reports", "national", "provinces-2026")
    paths = [path for name in folders for path in sorted((SHARED / "corpus" / name).glob("*.txt"))]
    return [path.read_text(encoding="utf-8-sig") for path in paths]


def fictional() -> list[str]:
    """The fictional city's reports, as shipped."""
    folder = files("luoshi.cli") / "democity_data"
    return [(folder / name).read_text(encoding="utf-8") for name in democity.REPORTS]


def long(size: int) -> str:
    """A text of exactly `size` characters: the fictional reports over and over, figures varied so that none recurs."""
    originals, made, length, number = fictional(), [], 0, 0
    while length < size:
        copy = originals[number % len(originals)].replace("0", str(number % 9 + 1)) + "\n\n"
        made.append(copy)
        length += len(copy)
        number += 1
    return "".join(made)[:size]


def _repeat(piece: str) -> Callable[[int], str]:
    return lambda size: (piece * (size // len(piece) + 1))[:size]


# What each is hard on: a number's end, a list's end, a bracket's partner, a sentence's end, a heading, a unit's number.
HOSTILE: dict[str, Callable[[int], str]] = {
    "digits": _repeat("1234567890"),
    "Chinese digits": _repeat("一二三四五六七八九十百千万亿"),
    "、 only": _repeat("、"),
    "1、1、1、": _repeat("1、"),
    "nested brackets": lambda size: "（" * (size // 2) + "）" * (size - size // 2),
    "open brackets": _repeat("（"),
    "no full stop": _repeat("新增高新技术企业300家，"),
    "no punctuation": _repeat("加快推进重点项目建设"),
    "one word, no figure": _repeat("新增"),
    "figures, no unit": _repeat("增长1和2或3"),
    "headings only": _repeat("一、\n（一）\n1.\n"),
    "blank lines": _repeat(" \n\u3000\n"),
    "blanks": _repeat(" "),
    "分别 over and over": _repeat("甲、乙、丙分别增长1%、2%、"),
    "full stops": _repeat("。"),
    "brackets after tasks": _repeat("推进改革（牵头单位：市甲局；责任单位：市乙局、市丙局）。"),
    "rows of a table": _repeat("1\t推进改革\t市甲局、市乙局\t年底前\n"),
    "units, one after another": _repeat("市甲局、"),
    "one long line wrapped": _repeat("全面推进城市更新行动和乡村振兴战略实施取得新成效\n"),
}
