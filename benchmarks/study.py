"""A standing study of real promises: the national years pairwise, and the provinces of one year side by side.

Everything on the page is worked out from the documents beside the repository; no figure or finding stands in the code.
`python -m benchmarks.study [PAGE]`
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from pathlib import Path
from statistics import median

from benchmarks.texts import SHARED
from luoshi import extract, read
from luoshi.exchange import labels
from luoshi.exchange.charts import Point, stacked_svg
from luoshi.exchange.columns import Column
from luoshi.exchange.comparisons import cascade_listing, series_listing
from luoshi.exchange.listings import Chart, Listing, render_listings
from luoshi.exchange.outcomes import reconciled_listing
from luoshi.exchange.records import Record
from luoshi.extraction import Extraction, Statement
from luoshi.reconciliation import Cascade, Reconciled, carry_over, cascade, reconcile, series

PAGE = Path("study.html")
COLOURS = {
    "超额": "#14652f", "达到": "#5da271", "部分报告": "#d9a441",
    "未达到": "#a61b1b", "不可比": "#9aa5b4", "未报告": "#d9dee5",
}  # fmt: skip
NOTES = (
    "本页由程序从公开的政府工作报告原文自动识别、自动比对生成，未经人工逐条确认；每条判定附原文，以原文为准。",
    "“未达到”只在指标、口径、范围、年度都一致时判定；有疑问的一律列为“不可比”，因此未达到的实际数目可能更多。",
    "“未报告”只表示次年报告的回顾部分没有写到该数字，不表示没有做到；统计公报等其他来源不在本页比对之内。",
    "换届之年的报告回顾五年，五年合计数和年均数不与一年的目标比较，该年“不可比”因此偏多。",
    "各地基数、口径和统计范围不同，目标高低不等于工作好坏。",
    "识别和判定会有差错：差错多少、怎样量出来的，见项目文档 docs/reference/quality.md。",
)
_RATES = frozenset({"growth", "share", "limit", "pp"})
_VERDICTS = tuple(labels.VERDICT)
_NO_NEXT = frozenset({"not-due", "closed"})  # fates that the next plan has no part in
_PAIRS = (
    Column("years", "承诺—回顾", 14),
    *(Column(code, word, 9) for code, word in labels.VERDICT.items()),
    *(Column(code, word if code in _NO_NEXT else f"下期{word}", 10) for code, word in labels.FATE.items()),
)


@cache
def document(path: Path) -> Extraction:
    """A document and what is found in it."""
    return extract(read(path))


def year_of(found: Extraction) -> int | None:
    """The year a report plans for."""
    years = Counter(s.year for s in found.statements if s.kind == "target" and s.section == "plan" and s.year)
    return years.most_common(1)[0][0] if years else None


def listings() -> Iterator[Listing]:
    """The sections of the page."""
    national = [document(path) for path in sorted((SHARED / "corpus" / "national").glob("*.txt"))]
    provinces = [document(path) for path in sorted((SHARED / "corpus" / "provinces-2026").glob("*.txt"))]
    pairs = [(plan, following, reconcile(plan, [following])) for plan, following in pairwise(national)]
    yield _overview(pairs)
    for plan, following, outcomes in pairs:
        headline = [one for one in outcomes if one.target.role == "plan-targets"]
        title = f"{year_of(plan)}年主要预期目标与{year_of(following)}年报告的回顾"
        yield reconciled_listing(headline, title, 0, {})
    yield series_listing(series(national), "历年承诺与结果")
    yield _beside(national, provinces)


def _overview(pairs: Sequence[tuple[Extraction, Extraction, Sequence[Reconciled]]]) -> Listing:
    """How many targets of each year met which verdict, and what the next plan did with them."""
    rows: list[Record] = []
    points: list[Point] = []
    for plan, following, outcomes in pairs:
        counted = Counter[str](one.verdict for one in outcomes)
        fates = Counter[str](one.fate for one in carry_over(plan, following))
        years = f"{year_of(plan)}—{year_of(following)}"
        rows.append({"years": years, **{v: counted[v] for v in _VERDICTS}, **{f: fates[f] for f in labels.FATE}})
        points += [Point(years, counted[v], labels.VERDICT[v]) for v in _VERDICTS if counted[v]]
    told = [one.verdict for _, _, outcomes in pairs for one in outcomes]
    decided = [verdict for verdict in told if verdict in ("met", "exceeded", "missed", "partly")]
    kept = sum(verdict in ("met", "exceeded") for verdict in decided)
    words = (
        f"{len(pairs)}对相邻年度共识别目标{len(told)}项，次年报告给出可比结果的{len(decided)}项"
        f"（{len(decided) / max(1, len(told)):.0%}），其中达到或超额{kept}项，未达到{decided.count('missed')}项。",
        f"次年报告未写到数字的有{told.count('not-reported')}项：沉默本身也是一种结果。",
    )
    title = "各年目标的判定与去向"

    def drawn() -> list[Chart]:
        return [Chart(title, stacked_svg("各年目标的判定", "项", points, COLOURS))]

    return Listing("概览", title, _PAIRS, rows, rows, drawn, words)


def _beside(national: Sequence[Extraction], provinces: Sequence[Extraction]) -> Listing:
    """The provinces' targets beside the national ones: of their year, or else the latest that each indicator has."""
    years = Counter(filter(None, map(year_of, provinces)))
    year = years.most_common(1)[0][0]
    above = next((one for one in national if year_of(one) == year), None)
    provinces = [_called(one) for one in provinces]
    words = [f"{len(provinces)}个省（自治区、直辖市）{year}年的目标，以国务院报告的目标为参照。"]
    if above is None:
        lines = cascade(latest(national), provinces, same_year=False)
        words.append(
            f"所给文件中没有国务院{year}年的报告：参照的是各指标最近一年的全国目标，年度写在指标之后；只比较增长率和比率。"
        )
    else:
        lines = cascade(above, provinces)
    found = [line for line in lines if line.counterparts]
    listing = cascade_listing(found, f"{year}年各省目标对照")
    return replace(listing, words=(*words, *_amplified(found)))


def latest(documents: Sequence[Extraction]) -> Extraction:
    """One document with the latest target of each indicator that is a rate or a share, its year behind its name."""
    newest: dict[tuple[str, bool], Statement] = {}
    for found in sorted(documents, key=lambda one: year_of(one) or 0):
        for one in found.statements:
            if one.kind == "target" and one.section == "plan" and one.concept and one.measure in _RATES and one.year:
                newest[one.concept, one.measure in ("growth", "pp")] = replace(
                    one, indicator=f"{one.indicator}（{one.year}年）"
                )
    return replace(documents[-1], statements=tuple(newest.values()))


def _amplified(lines: Sequence[Cascade]) -> Iterator[str]:
    """For each indicator that most documents set: how far they lie apart, how many ask more than the one above."""
    for line in lines:
        asked = len(line.counterparts)
        if asked > len(line.absent):
            more = sum(one.difference > 0 for one in line.counterparts)
            less = sum(one.difference < 0 for one in line.counterparts)
            values = sorted(one.target.value for one in line.counterparts if one.target.unit == line.target.unit)
            unit = line.target.unit
            yield (
                f"{line.target.indicator}：{asked}地设有目标，最低{values[0]:g}{unit}、中位{median(values):g}{unit}、"
                f"最高{values[-1]:g}{unit}；{more}地要求高于参照，{less}地要求低于参照。"
            )


def _called(province: Extraction) -> Extraction:
    """A document under the name of its place, which its file's name ends in."""
    name = Path(province.document.name).stem.rpartition("_")[2]
    return replace(province, document=replace(province.document, name=name))


def main() -> None:
    """Write the page."""
    if not (SHARED / "corpus").is_dir():
        raise SystemExit("study: the documents (../shared beside the repository) are absent")
    page = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE
    page.write_bytes(render_listings(list(listings()), "html", "承诺与结果：政府工作报告研究", NOTES))
    print(f"written: {page}")


if __name__ == "__main__":
    main()
