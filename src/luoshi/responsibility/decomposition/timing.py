"""Deadlines and quarterly steps for one task: said in it, as in like rows of past tables, or the usual ones."""

from __future__ import annotations

import re
from collections import defaultdict
from datetime import date

from luoshi.responsibility.decomposition.deadlines import find_deadline, meaning_of
from luoshi.responsibility.decomposition.evidence import Evidence
from luoshi.responsibility.decomposition.hints import Hints
from luoshi.responsibility.decomposition.learning import Example
from luoshi.responsibility.decomposition.milestones import Course, usual_steps
from luoshi.responsibility.decomposition.reasons import same_as
from luoshi.responsibility.decomposition.suggestions import Basis, Suggestion
from luoshi.responsibility.sentences import Sentence
from luoshi.responsibility.sentences import sentence as _

YEAR_END = "年底前"
_SAID = 0.9  # how sure it is that a task's own time is its deadline
_USUAL = 0.8  # how sure the year's end is where no past table says otherwise
_LEAST = 0.05  # chance below which a deadline is not suggested
_NEAR = 0.5  # how much of the chance the nearest rows decide, against how often a deadline stands in the tables
_LIKE = 0.3  # likeness from which the steps of a past row are taken over
_LISTED = 4
# A year in a past deadline or step: 2024年; near miss: 三年.
_YEAR = re.compile(r"20\d\d(?=\s?年|[-./]\d)")


def suggest_deadlines(evidence: Evidence, hints: Hints, year: int | None) -> tuple[Suggestion, ...]:
    """The likeliest deadlines, as they would be written, each with the date it means where the year is known."""
    said = hints.deadline or find_deadline(evidence.task)
    chances, reasons = _past_deadlines(evidence, year)
    if not chances:
        chances = {YEAR_END: _USUAL}
        usual = _("%(year)s年未写时限的，按年底", year=year) if year else _("未写时限的，按年底")
        reasons = {YEAR_END: usual}
    left = 1.0 - _SAID if said else 1.0
    basis: Basis = "table" if evidence.learnt.examples else "rule"
    found = [
        Suggestion(words, chance * left, reasons[words], basis, _day(words, year))
        for words, chance in sorted(chances.items(), key=lambda one: -one[1])
        if words != said and chance * left >= _LEAST
    ]
    if said:
        score = _SAID + chances.get(said, 0.0) * left
        found.insert(0, Suggestion(said, score, _("报告原文写有“%(words)s”", words=said), "said", _day(said, year)))
    return tuple(found[:_LISTED])


def _past_deadlines(evidence: Evidence, year: int | None) -> tuple[dict[str, float], dict[str, Sentence]]:
    """The deadlines of past rows with their chances and reasons; each year moved on to the table's."""
    learnt = evidence.learnt
    chances: dict[str, float] = defaultdict(float)
    reasons: dict[str, Sentence] = {}
    dated = [(at, likeness) for at, likeness in evidence.nearest if learnt.examples[at].deadline]
    near = sum(likeness**2 for _at, likeness in dated)
    for at, likeness in dated:
        words = _moved(learnt.examples[at].deadline or "", learnt.examples[at], year)
        chances[words] += _NEAR * likeness**2 / near
        reasons.setdefault(words, same_as(learnt.examples[at]))
    every = [_moved(example.deadline, example, year) for example in learnt.examples if example.deadline]
    for words in every:
        chances[words] += (1.0 - _NEAR if near else 1.0) / len(every)
    for words in chances:
        reasons.setdefault(words, _("过去的表中有%(n)s项为此时限", n=every.count(words)))
    return dict(chances), reasons


def _moved(words: str, example: Example, year: int | None) -> str:
    if year is None or example.year is None:
        return words
    shift = year - example.year
    return _YEAR.sub(lambda found: str(int(found[0]) + shift), words)


def _day(words: str, year: int | None) -> date | None:
    return meaning_of(words, year).day if year else None


def suggest_milestones(evidence: Evidence, hints: Hints, year: int | None, course: Course) -> tuple[Suggestion, ...]:
    """Quarterly steps: those of a like past row, then the usual ones up to the task's own deadline."""
    learnt = evidence.learnt
    found = []
    for at, likeness in evidence.nearest[:3]:
        example = learnt.examples[at]
        if example.milestones and likeness >= _LIKE:
            steps = _moved(example.milestones, example, year)
            found.append(Suggestion(steps, min(0.9, likeness), same_as(example), "table"))
    if year:
        due = meaning_of(hints.deadline or find_deadline(evidence.task) or YEAR_END, year).day
        found.append(Suggestion(usual_steps(course, year, due), 0.3, _("按任务类型的通常进度"), "rule"))
    return tuple(found)
