"""What a sentence has said so far, on which later figures may lean."""

from __future__ import annotations

from dataclasses import dataclass, field

from luoshi.extraction.figures.clauses import Clause
from luoshi.extraction.figures.openings import topic_of


@dataclass(slots=True)
class Context:
    """The indicators named last and how they were said; `owner` is the last one as written, before lists were cut.

    `clause_heads` are those of the clause with figures that was read last; `origin` is the clause in which a movement's
    start was seen (从…); `stands` says that figures of a list stand at a level.
    """

    heads: list[str] = field(default_factory=list)
    recent: list[str] = field(default_factory=list)
    clause_heads: list[str] = field(default_factory=list)
    owner: str = ""
    unit: str = ""
    verb: str = ""
    stands: bool = False
    measure: str = ""
    rival: str = ""
    origin: Clause | None = None
    _fresh: bool = True
    _text: str = ""
    _clause: Clause | None = None

    @property
    def last(self) -> str:
        """The indicator named last; "" when there is none."""
        return self.heads[-1] if self.heads else ""

    @property
    def topic(self) -> str:
        """What the last clause without figures is about; worked out only when it is asked for."""
        return topic_of(self._text, self._clause.start, self._clause.end) if self._clause else ""

    def place_topic(self, text: str, clause: Clause) -> None:
        """Remember the clause without figures that says what follows is about."""
        self._text, self._clause = text, clause
        if clause.sign in "；。":
            self.recent.clear()

    def open_clause(self) -> None:
        """A new clause with figures begins: verbs do not reach over its border."""
        self.verb, self.stands, self.rival, self._fresh = "", False, "", True

    def close_clause(self, clause: Clause) -> None:
        """After ； or 。 nothing leans on what stands before."""
        if clause.sign in "；。！":
            self.recent.clear()
            self._clause = None

    def set_subject(self, head: str) -> None:
        """A subject named without a statement of its own."""
        self.heads, self.owner = [head], head

    def remember(self, heads: list[str], owner: str, unit: str) -> None:
        """The indicators of the figures just stated."""
        self.heads, self.owner, self.unit = heads[-3:], owner, unit
        self.recent = (self.recent + heads)[-6:]
        self.clause_heads = heads if self._fresh else self.clause_heads + heads
        self._fresh = False
