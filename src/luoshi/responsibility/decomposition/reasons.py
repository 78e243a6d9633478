"""Why something is suggested, as one short Chinese sentence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from luoshi.responsibility.decomposition.evidence import Evidence
from luoshi.responsibility.decomposition.hints import Hints
from luoshi.responsibility.decomposition.learning import Example
from luoshi.responsibility.decomposition.suggestions import Suggestion
from luoshi.responsibility.departments import PLACE
from luoshi.responsibility.sentences import Sentence
from luoshi.responsibility.sentences import sentence as _

_LIKE = 0.12  # likeness from which a past row is a reason
_ALIKE = 0.2  # likeness from which it is the better reason, whatever the duties say
_QUOTED = 18  # characters of a past row's task that are quoted


@dataclass(slots=True)
class Reasons:
    """Suggestions with their reasons, for one task; `chances` are those to lead."""

    evidence: Evidence
    hints: Hints
    chances: Mapping[str, float]
    _quotes: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        unit = self.evidence.learnt.identities.unit
        self._quotes = {unit(name).key: quote for name, quote in self.hints.quotes}

    def lead(self, key: str, chance: float) -> Suggestion:
        """A unit that may lead."""
        return self._unit(key, chance, leading=True)

    def helper(self, key: str, chance: float) -> Suggestion:
        """A unit that may help."""
        return self._unit(key, chance, leading=False)

    def leader(self, name: str, chance: float) -> Suggestion:
        """A leader who may answer for the task."""
        learnt = self.evidence.learnt
        through = max(self.chances, key=lambda key: self.chances[key] * learnt.rows_under(name, key), default=None)
        n = learnt.rows_under(name, through)
        if through and n and self.chances[through] >= 0.1:
            reason = _("过去的表中%(unit)s的任务有%(n)s项由其负责", unit=learnt.written.get(through, through), n=n)
            return Suggestion(name, chance, reason, "table")
        for at, likeness in self.evidence.nearest:
            if likeness >= _LIKE and name in learnt.examples[at].leaders:
                return Suggestion(name, chance, same_as(learnt.examples[at]), "table")
        return Suggestion(name, chance, _("过去的表中共有%(n)s项由其负责", n=learnt.leaders[name]), "table")

    def _unit(self, key: str, chance: float, *, leading: bool) -> Suggestion:
        learnt = self.evidence.learnt
        written = learnt.written.get(key, key)
        if key in self._quotes:
            return Suggestion(written, chance, _("报告原文提到“%(quote)s”", quote=self._quotes[key]), "said")
        like = self._likest(key, leading=leading)
        owner = learnt.units[key].owner if key in learnt.units else None
        claim = self.evidence.claims.get(owner or "")
        heading = self.evidence.heading_claims.get(owner or "")
        if like and (like[1] >= _ALIKE or not (claim and claim.best)):
            return Suggestion(written, chance, same_as(like[0]), "table")
        if claim and claim.best and owner:
            duty = {"duty": claim.best, "owner": owner.replace(PLACE, "")}
            return Suggestion(written, chance, _("职责：%(duty)s → %(owner)s", **duty), "duty")
        if written in self.hints.named:
            return Suggestion(written, chance, _("任务中提到“%(name)s”", name=written), "said")
        subject = learnt.units[key].subject if key in learnt.units else ""
        if subject and key in self.evidence.subjects:
            return Suggestion(written, chance, _("任务涉及“%(subject)s”", subject=subject), "said")
        if heading and heading.best and leading and owner:
            duty = {"duty": heading.best, "owner": owner.replace(PLACE, "")}
            return Suggestion(written, chance, _("标题中的职责：%(duty)s → %(owner)s", **duty), "duty")
        return Suggestion(written, chance, self._how_often(key, leading=leading), "table")

    def _likest(self, key: str, *, leading: bool) -> tuple[Example, float] | None:
        for at, likeness in self.evidence.nearest:
            example = self.evidence.learnt.examples[at]
            if likeness >= _LIKE and (example.lead == key if leading else key in example.units):
                return example, likeness
        return None

    def _how_often(self, key: str, *, leading: bool) -> Sentence:
        learnt = self.evidence.learnt
        if leading:
            return _("过去的表中牵头%(n)s项", n=len(learnt.led.get(key, ())))
        lead = max(self.chances, key=lambda one: self.chances[one], default="")
        together = learnt.rows_beside(key, lead)
        if together:
            led_by = learnt.written.get(lead, lead)
            return _("过去的表中%(unit)s牵头时由其配合%(n)s项", unit=led_by, n=together)
        return _("过去的表中配合%(n)s项", n=learnt.helps[key])


def same_as(example: Example) -> Sentence:
    """The reference to a past row: 同2024年表第14行：新增高新技术企业…"""
    task = "".join(example.task.split())
    quoted = f"{task[:_QUOTED]}{'…' if len(task) > _QUOTED else ''}"
    return _("同%(table)s第%(row)s行：%(task)s", table=example.table, row=example.row, task=quoted)
