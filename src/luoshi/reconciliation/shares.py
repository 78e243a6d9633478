"""So many of how many: 60个老旧小区改造完工45个. What was done is the 45; the 60 say of how many."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import pairwise

from luoshi.extraction import Statement


def without_wholes(statements: Iterable[Statement]) -> Iterator[Statement]:
    """Statements without those that only say of how many a later one of the same clause is a part.

    The part is counted as the whole would have been: what is done of things to be made is made as well.
    """
    ordered = list(statements)
    whole_of_part = {id(part): whole for whole, part in pairwise(ordered) if _is_whole(whole, part)}
    wholes = {id(whole) for whole in whole_of_part.values()}
    for statement in ordered:
        if id(statement) in wholes:
            continue
        whole = whole_of_part.get(id(statement))
        yield replace(statement, measure=whole.measure) if whole is not None else statement


def _is_whole(first: Statement, second: Statement) -> bool:
    """Whether two figures share the words between them, the first amount standing before these and the second behind.

    Sample: 10件民生实事已完成8件, whose figures are 10件民生实事已完成 and 民生实事已完成8件; near miss:
    存贷款分别增长6%、7%, both of which begin with the same words.
    """
    amounts = first.value, second.value
    return (
        first.kind == second.kind
        and first.unit == second.unit
        and first.start < second.start < first.end < second.end
        and None not in amounts
        and amounts[0] >= amounts[1]
        and first.quote[:1].isnumeric()
    )
