"""What a plan promises, whatever kind of document it is: a report, a responsibility table, a ledger."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from luoshi.extraction import Extraction, Statement
from luoshi.reading import Document
from luoshi.reconciliation.outcomes import telling_of
from luoshi.reconciliation.progress import progress_rows

# A date in a cell of a ledger. Sample: 2024-12-31; near miss: 2024-12-315
_DATE = re.compile(r"(?<!\d)(20\d\d)[-/.年](?:0?[1-9]|1[0-2])[-/.月](?:0?[1-9]|[12]\d|3[01])日?(?!\d)")
# The year of a plan, in its name or title. Sample: 2024年政府工作报告; near miss: 2024家
_NAMED = re.compile(r"(?<!\d)(20\d\d)年")
_TOP = 200  # characters in which a document names its year
_MOST = 0.6  # share of the dates of a ledger that must lie in one year


def promised(plan: Extraction) -> Extraction:
    """A plan with its targets alone dated: those of a table that tells of progress too are in the tasks, not in that.

    A table or ledger seldom says in each row of what year it is: its dates, its title or its name do.
    """
    rows = progress_rows(plan.document)
    if rows:
        places = [place for row in rows for place in row.task_at]
        year = telling_of(plan.document).year or year_of(plan.document)
        plan = replace(
            plan,
            statements=tuple(
                _as_target(statement, year)
                for statement in plan.statements
                if any(low <= statement.start and statement.end <= high for low, high in places)
            ),
        )
    undated = [one for one in plan.statements if one.kind == "target" and one.year is None]
    if not undated or (year := year_of(plan.document)) is None:
        return plan
    return replace(
        plan,
        statements=tuple(
            replace(one, year=year) if one.kind == "target" and one.year is None else one for one in plan.statements
        ),
    )


def _as_target(statement: Statement, year: int | None) -> Statement:
    if statement.kind == "target":
        return statement
    return replace(statement, kind="target", section="plan", role="plan-tasks", year=year or statement.year)


def year_of(document: Document) -> int | None:
    r"""The year of a plan without years in its rows: that of most of its dates, else the one its title or name names.

    >>> ledger = Document("编号\t事项\t时限日期\n1\t新建公园3座\t2024-12-31")
    >>> year_of(ledger), year_of(Document("", name="2025年台账"))
    (2024, 2025)
    """
    dates = Counter(_DATE.findall(document.text))
    if dates:
        year, count = dates.most_common(1)[0]
        if count >= _MOST * dates.total():
            return int(year)
    named = _NAMED.search(document.text, 0, _TOP) or _NAMED.search(document.name)
    return int(named[1]) if named else None
