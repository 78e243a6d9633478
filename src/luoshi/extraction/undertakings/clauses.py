"""Clauses: a sentence cut at its commas, semicolons and colons, and what is read from each."""

from __future__ import annotations

import re
from typing import NamedTuple

from luoshi.extraction.lexicon.undertakings import Proof, Stage, VerbClass

# What ends a clause; what stands in brackets or quotation marks is skipped. Sample: ，and ；; near miss: 1,200, 2:1
_BREAK = re.compile(r"[（(][^（()）]{0,60}[)）]|“[^“”]{0,40}”|《[^《》]{0,60}》|[，；;：]|[,:](?!\d)")
# A figure that counts or measures. Sample: 300家, 6.5%, 5亿元, 翻番; near miss: 5G, 4A级, 351国道, 3.0版
FIGURE = re.compile(
    r"\d[\d.,]{0,15}\s?(?:[%％‰个家亿万千百件项条座所处名人户套辆台吨公平亩米里张支批场期次只株头倍种类对艘架宗起篇部门"
    r"天岁元片村间栋幢床班口眼节站]|余|多)|翻番|翻一番"
)


class Clause(NamedTuple):
    """One clause, `text[start:end]`, without the comma behind it.

    `verb_start == verb_end` where no verb was found. `kind` is None where nothing is undertaken or even meant.
    `figure`: it holds a figure. `subject_first`: it tells an outcome of a subject. `hope`: 争创, 争取.
    """

    start: int
    end: int
    verb_start: int
    verb_end: int
    kind: VerbClass | None
    stage: Stage = "advance"
    proof: Proof = "direction"
    figure: bool = False
    subject_first: bool = False
    hope: bool = False
    concluding: bool = False

    @property
    def undertakes(self) -> bool:
        """Whether something shall be done: a stance (坚持…) or a bare remark undertakes nothing."""
        return self.kind is not None and not self.kind.principle

    @property
    def result(self) -> bool:
        """Whether the clause states a result, by a figure or by an event that closes a matter; a hope is none."""
        return self.figure or (self.proof == "event" and not self.hope and self.stage in ("complete", "win"))


def clause_spans(text: str, start: int, end: int) -> list[tuple[int, int, str]]:
    """The clauses of the sentence `text[start:end]`, each with the mark behind it (empty at the end).

    >>> text = "建成甲桥，启动乙路（一期，二期）；完成1,200户改造。"
    >>> [(text[a:b], mark) for a, b, mark in clause_spans(text, 0, len(text))]
    [('建成甲桥', '，'), ('启动乙路（一期，二期）', '；'), ('完成1,200户改造。', '')]
    """
    spans: list[tuple[int, int, str]] = []
    low = start
    for found in _BREAK.finditer(text, start, end):
        at, after = found.span()
        if after - at == 1:
            if at > low:
                spans.append((low, at, text[at]))
            low = after
    if low < end:
        spans.append((low, end, ""))
    return spans
