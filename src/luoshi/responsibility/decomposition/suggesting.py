"""Who leads one task, who helps, which leader, by when, in which steps: suggestions with their chances and reasons."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from luoshi.responsibility.decomposition.evidence import gather, help_vectors, lead_vectors, leader_vectors
from luoshi.responsibility.decomposition.hints import Hints, find_hints
from luoshi.responsibility.decomposition.learning import Learnt
from luoshi.responsibility.decomposition.milestones import Course
from luoshi.responsibility.decomposition.reasons import Reasons
from luoshi.responsibility.decomposition.repeating import repeated
from luoshi.responsibility.decomposition.suggestions import Suggestion, Suggestions
from luoshi.responsibility.decomposition.timing import suggest_deadlines, suggest_milestones
from luoshi.responsibility.decomposition.weights import weights
from luoshi.responsibility.sentences import sentence as _

_SAID = 0.95  # how sure it is that a unit leads or helps which the report says does
_NAMED = 0.6  # how sure it is at least that a unit takes part which the task names
_LISTED = 8  # suggestions of one kind at most
_CHOICE = 3  # suggestions that make a choice: they are given though they are unlikely
_LEAST = (0.002, 0.02)  # chance below which nothing is suggested, among the first of them and behind
_COUNTIES = "各县（市、区）政府"
_COUNTIES_HELP = 0.5  # chance that the counties take part in a city's task, where no table tells


def suggest(
    learnt: Learnt,
    task: str,
    *,
    headings: Sequence[str] = (),
    year: int | None = None,
    course: Course = "advance",
    after: str = "",
) -> Suggestions:
    """What past tables, duties and the words themselves suggest for one task.

    `headings` are those above it, `year` the year of the table, `course` what it promises (for its steps), `after` what
    stands right behind it in the report, such as a bracket of units.

    >>> from luoshi.responsibility.decomposition.learning import learn
    >>> found = suggest(learn(), "研发投入强度达到2.4%。").lead_unit[0]
    >>> found.value, found.reason
    ('市科学技术局', '职责：研发投入 → 科学技术局')
    """
    context = " ".join(dict.fromkeys(heading for heading in headings if heading))
    evidence = gather(learnt, task, context)
    hints = find_hints(task, learnt.written.values(), after)
    taught = "" if learnt.examples else "-untaught"
    again = repeated(evidence)
    chances = weights("lead" + taught).one_of(lead_vectors(evidence))
    chances = again.drawn(chances, [[row.lead] if row.lead else [] for row in again.rows])
    chances = _with_said(learnt, chances, hints)
    helping = weights("help" + taught).each(help_vectors(evidence, chances))
    helping = again.drawn(helping, [row.units for row in again.rows])
    responsible = weights("leader").one_of(leader_vectors(evidence, chances))
    responsible = again.drawn(responsible, [row.leaders[:1] for row in again.rows])
    reasons = Reasons(evidence, hints, chances)
    leads = _ranked(chances)
    return Suggestions(
        lead_unit=tuple(reasons.lead(key, chance) for key, chance in leads),
        units=_helpers(learnt, hints, helping, leads[0][0] if leads else None, reasons),
        leaders=_leaders(responsible, hints, reasons),
        deadline=suggest_deadlines(evidence, hints, year),
        milestones=suggest_milestones(evidence, hints, year, course),
    )


def _ranked(chances: Mapping[str, float]) -> list[tuple[str, float]]:
    ranked = sorted(chances.items(), key=lambda one: (-one[1], one[0]))
    return [(key, chance) for at, (key, chance) in enumerate(ranked[:_LISTED]) if chance >= _LEAST[at >= _CHOICE]]


def _with_said(learnt: Learnt, chances: dict[str, float], hints: Hints) -> dict[str, float]:
    """The chances to lead after what the report says: those it names share nearly all."""
    said = [learnt.identities.unit(name).key for name in hints.leads]
    if not said:
        return chances
    found = {key: chance * (1.0 - _SAID) for key, chance in chances.items()}
    parts = [2.0**-at for at in range(len(said))]  # of several that lead the first one leads most
    for key, part in zip(said, parts, strict=True):
        found[key] = found.get(key, 0.0) + _SAID * part / sum(parts)
    return found


def _helpers(
    learnt: Learnt, hints: Hints, helping: dict[str, float], lead: str | None, reasons: Reasons
) -> tuple[Suggestion, ...]:
    chances = dict(helping)
    for names, least in ((hints.named, _NAMED), (hints.helps, _SAID), (hints.leads[1:], _SAID)):
        for name in names:
            key = learnt.identities.unit(name).key
            chances[key] = max(chances.get(key, 0.0), least)
    chances.pop(lead or "", None)
    found = [reasons.helper(key, chance) for key, chance in _ranked(chances)]
    if not learnt.examples and learnt.level in ("市", "州"):
        found.append(Suggestion(_COUNTIES, _COUNTIES_HELP, _("通例：市级任务由各县（市、区）政府分头落实")))
    return tuple(sorted(found, key=lambda one: -one.score))


def _leaders(chances: dict[str, float], hints: Hints, reasons: Reasons) -> tuple[Suggestion, ...]:
    said = tuple(Suggestion(name, _SAID, _("报告原文写明“%(name)s”", name=name), "said") for name in hints.leaders)
    left = 1.0 - _SAID if said else 1.0
    rest = [reasons.leader(name, chance * left) for name, chance in _ranked(chances) if name not in hints.leaders]
    return (*said, *rest)
